import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Posting, Verdict } from '@suanpan/kernel/posting'
import { bank, money, move, posting, testBooks } from '../../tests/harness/cast.ts'
import type { TestGround } from '../../tests/harness/ground.ts'
import { openDb } from '../platform/index.ts'
import { getAccount, getPosting, insertInto, listAccounts } from './index.ts'
import type { RowWriter } from './index.ts'

/** A table of another room: what is written there must not be below one. */
const PAPERS = 'public.papers'
const papers = insertInto(PAPERS, { id: 'text', pages: 'int4' })

test('a row that cannot be written fails its own posting, and the others of the batch post', async (t) => {
  const { ground, books } = await testBooks(t, [papers])
  await asSuperuser(ground, CREATE_PAPERS)
  const torn = new Set([7, 23, 24])
  const write = (n: number, pages: number): Posting =>
    posting(`pst_${n}`, [move(bank, money(`person${n}`), BigInt(n))], {
      rows: [{ table: PAPERS, row: { id: `pst_${n}`, pages } }],
    })
  const numbers = Array.from({ length: 40 }, (_, i) => i + 1)
  const settled = await Promise.allSettled(
    numbers.map((n) => books.tryPost(write(n, torn.has(n) ? -1 : n))),
  )
  for (const [i, each] of settled.entries()) {
    if (!torn.has(i + 1)) assert.equal(each.status, 'fulfilled', `posting ${i + 1}`)
    else {
      assert.equal(each.status, 'rejected')
      assert.match(String(each.reason), /papers_pages/)
    }
  }
  const again = await Promise.all([...torn].map((n) => books.post(write(n, n))))
  assert.ok(again.every(({ replayed }) => !replayed))
  const seqs = await ground.db.query<{ seq: bigint }>(
    `select seq from ledger.postings order by seq`,
  )
  assert.deepEqual(
    seqs.map(({ seq }) => Number(seq)),
    numbers,
  )
  // Whoever was opened in a batch that was rolled back has an account of their own all the same.
  for (const n of numbers) {
    const [account, ...more] = await listAccounts(ground.db, 1, {
      holder: `per_person${n}`,
      limit: 2,
    })
    assert.deepEqual(more, [])
    assert.equal(account?.address, `person:person${n}:cny`)
    assert.equal(account.balance, BigInt(n))
  }
})

test('a connection that is killed in the middle of a batch leaves nothing, and the same ids post once', async (t) => {
  const gate = openGate()
  const slow: RowWriter = { table: PAPERS, write: () => gate.pass() }
  const { ground, books } = await testBooks(t, [slow])
  const batch = Array.from({ length: 20 }, (_, n) =>
    posting(`pst_${n}`, [move(bank, money(`person${n}`), 100n)], {
      rows: [{ table: PAPERS, row: {} }],
    }),
  )
  const sent = Promise.allSettled(batch.map((each) => books.post(each)))
  await gate.reached
  await asSuperuser(ground, KILL_WRITERS)
  gate.open()
  for (const each of await sent) {
    assert.equal(each.status, 'rejected')
    assert.equal(each.reason.code, 'service_unavailable')
    assert.ok(each.reason.details.retryAfterSeconds > 0)
  }
  const retried = await Promise.all(batch.map((each) => books.post(each)))
  assert.deepEqual(
    retried.map(({ seq, replayed }) => [seq, replayed]),
    batch.map((_, n) => [BigInt(n + 1), false]),
  )
  assert.equal((await getAccount(ground.db, 1, 'bank:clearing:cny')).balance, -2_000n)
})

test('when only the answer to the commit is lost, the same ids answer what was posted', async (t) => {
  const { ground, books } = await testBooks(t)
  let losing = true
  // Only the ledger's own connection: the pool hands it out again and again.
  const client = await ground.db.pool.connect()
  const query = client.query.bind(client)
  const lose = async (...args: Parameters<typeof query>): Promise<unknown> => {
    const answer: unknown = await query(...args)
    if (losing && textOf(args[0]) === 'commit')
      throw new Error('Connection terminated unexpectedly')
    return answer
  }
  Object.assign(client, { query: lose })
  client.release()
  const payment = posting('pay_1', [move(bank, money('lin'), 100n)])
  const refused = posting('pay_2', [move(money('wang'), money('lin'), 100n)])
  const lost = await Promise.allSettled([books.post(payment), books.tryPost(refused)])
  assert.deepEqual(
    lost.map((each) => each.status === 'rejected' && each.reason.code),
    ['service_unavailable', 'service_unavailable'],
  )
  losing = false
  const [posted, verdict] = await Promise.all([books.tryPost(payment), books.tryPost(refused)])
  assert.ok(posted.state === 'posted' && posted.replayed)
  assert.ok(verdict.state === 'refused' && verdict.replayed)
  const record = await getPosting(ground.db, 1, 'pay_1')
  assert.deepEqual(
    posted.entries,
    record?.entries.map(({ address, version, amount, balance }) => ({
      address,
      version,
      amount,
      balance,
    })),
  )
  assert.equal((await getAccount(ground.db, 1, 'person:lin:cny')).balance, 100n)
})

test('closing settles the 2,000 postings that wait and takes no more', async (t) => {
  const { ground, books } = await testBooks(t)
  const waiting = Array.from({ length: 2_000 }, (_, n) =>
    books.tryPost(posting(`pst_${n}`, [move(bank, money(`person${n % 50}`), 1n)])),
  )
  const closed = books.close()
  await assert.rejects(books.tryPost(posting('late', [])), { code: 'service_unavailable' })
  await closed
  const verdicts: Verdict[] = await Promise.all(waiting)
  assert.ok(verdicts.every(({ state }) => state === 'posted'))
  const [head] = await ground.db.query<{ seq: bigint }>(`select seq from ledger.head`)
  assert.equal(head?.seq, 2_000n)
  await books.close()
})

test('a deadlock or a serialisation failure costs another try, not a posting', async (t) => {
  for (const code of ['40P01', '40001']) {
    let failures = 2
    const unlucky: RowWriter = {
      table: PAPERS,
      async write() {
        if (failures-- > 0) throw Object.assign(new Error('unlucky'), { code })
      },
    }
    const { books } = await testBooks(t, [unlucky])
    const posted = await books.post(
      posting('pst_1', [move(bank, money('lin'), 1n)], { rows: [{ table: PAPERS, row: {} }] }),
    )
    assert.equal(posted.seq, 1n)
    assert.equal(failures, -1)
  }
})

const CREATE_PAPERS = `
  create table ${PAPERS} (id text primary key, pages int4 constraint papers_pages check (pages > 0));
  grant insert on ${PAPERS} to suanpan_app`

function textOf(statement: unknown): unknown {
  return typeof statement === 'object' && statement !== null && 'text' in statement
    ? statement.text
    : statement
}

/** Ends the connections of this database that hold a transaction open. */
const KILL_WRITERS = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and state like 'idle in transaction%'`

async function asSuperuser(ground: TestGround, sql: string): Promise<void> {
  const superuser = openDb({ url: ground.adminUrl, max: 1 })
  try {
    await superuser.query(sql)
  } finally {
    await superuser.close()
  }
}

/** Somebody waits in `pass` until the test, which knows by `reached`, opens. */
function openGate() {
  const reached = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  return {
    reached: reached.promise,
    open: () => opened.resolve(),
    pass: () => {
      reached.resolve()
      return opened.promise
    },
  }
}
