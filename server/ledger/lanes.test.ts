import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fingerprint } from '@suanpan/kernel/canonical'
import type { Verdict } from '@suanpan/kernel/posting'
import { seededRandom } from '@suanpan/kernel/random'
import { bank, money, move, named, posting, testBooks } from '../../tests/harness/cast.ts'
import type { TestGround } from '../../tests/harness/ground.ts'
import { openDb } from '../platform/index.ts'
import type { Db } from '../platform/index.ts'
import { freezeHolder, getAccount, inSnapshot, setLimits, streamJournal } from './index.ts'
import type { Books } from './index.ts'

const LOCK_POLL_MS = 5

test('what one poster changed the other sees with its next posting', async (t) => {
  const { books: one, another } = await testBooks(t)
  const two = another()
  await one.post(posting('top_1', [move(bank, money('lin'), 100n)]))
  await two.post(posting('pay_1', [move(named('person:lin:cny'), money('wang'), 60n)]))
  const short = await one.tryPost(
    posting('pay_2', [move(named('person:lin:cny'), money('wang'), 60n)]),
  )
  assert.deepEqual(short.state === 'refused' && short.reason.details['available'], '40')
  await two.post(posting('pay_3', [move(named('person:wang:cny'), money('lin'), 20n)]))
  const paid = await one.post(posting('pay_4', [move(named('person:lin:cny'), money('wang'), 60n)]))
  assert.deepEqual(
    paid.entries.map(({ version, balance }) => [version, balance]),
    [
      [4n, 0n],
      [3n, 100n],
    ],
  )
})

test('counters, pockets, holds and freezes changed by one poster bind the other', async (t) => {
  const { books: one, another, ground } = await testBooks(t)
  const two = another()
  const lot = (day: string) =>
    money(`lin:${day.replaceAll('-', '')}`, {
      holder: 'per_lin',
      pocket: 'change',
      expiresAt: new Date(day),
    })
  const cap = (amount: bigint) => ({
    counters: [{ key: 'cap', amount, ceiling: 10n, window: { kind: 'ever' } as const }],
  })
  const pocket = { pocket: 'change', holder: 'per_lin', asset: 'CNY/2' }
  await one.post(posting('a', [move(bank, lot('2026-05-01'), 10n)], cap(6n)))
  await two.post(posting('b', [move(bank, lot('2026-04-01'), 10n)], cap(4n)))
  const full = await one.tryPost(posting('c', [], cap(1n)))
  assert.equal(full.state === 'refused' && full.reason.code, 'limit_reached')
  const spent = await one.post(posting('d', [move(pocket, money('wang'), 15n)]))
  assert.deepEqual(
    spent.entries.filter(({ amount }) => amount < 0n).map(({ address }) => address),
    ['person:lin:20260401:cny', 'person:lin:20260501:cny'],
  )
  const expiresAt = new Date(ground.clock.now().getTime() + 1000)
  await two.post(posting('e', [move(pocket, { newHold: 'h', expiresAt }, 5n)]))
  await one.post(posting('f', [{ release: 'h' }]))
  const closed = await two.tryPost(posting('g', [{ release: 'h' }]))
  assert.equal(closed.state === 'refused' && closed.reason.code, 'hold_closed')
  await freezeHolder(one, { holder: 'per_lin', in: false, out: true, by: 'opr_1', reason: 'lost' })
  for (const [n, books] of [one, two].entries()) {
    const frozen = await books.tryPost(posting(`h${n}`, [move(pocket, money('wang'), 1n)]))
    assert.equal(frozen.state === 'refused' && frozen.reason.code, 'holder_frozen')
  }
  await freezeHolder(two, {
    holder: 'per_lin',
    in: false,
    out: false,
    by: 'opr_1',
    reason: 'found',
  })
  await one.post(posting('i', [move(pocket, money('wang'), 1n)]))
})

test('an id that is sent twice, to one poster or to two, posts once', async (t) => {
  const { books: one, another, ground } = await testBooks(t)
  const two = another()
  const ids = Array.from({ length: 200 }, (_, n) => `pst_${n}`)
  const send = (books: Books) =>
    ids.map((id, n) => books.post(posting(id, [move(bank, money(`person${n % 7}`), 1n)])))
  const [first, second, third] = await Promise.all([
    Promise.all(send(one)),
    Promise.all(send(two)),
    Promise.all(send(one)),
  ])
  for (const n of ids.keys()) {
    const three = [first[n]!, second[n]!, third[n]!]
    assert.equal(three.filter(({ replayed }) => !replayed).length, 1)
    assert.equal(new Set(three.map(({ seq }) => seq)).size, 1)
    assert.deepEqual(three[1]!.entries, three[0]!.entries)
  }
  assert.equal((await getAccount(ground.db, 1, 'bank:clearing:cny')).balance, -200n)
})

test('a refusal by one poster is the refusal of the other, however close they follow each other', async (t) => {
  const { books: one, another, ground } = await testBooks(t)
  const two = another()
  await two.post(posting('top_1', [move(bank, money('wang'), 1n)]))
  await one.post(posting('top_2', [move(bank, money('wang'), 1n)]))
  const pay = posting('pay_1', [move(money('lin'), money('wang'), 5n)])
  // While somebody holds the head row both queue up for it: first the one that will refuse, then the
  // one that would post, because money for it arrives in the same batch.
  const holdup = await lockHead(ground)
  const refused = two.tryPost(pay)
  await holdup.waiters(1)
  const after: Promise<Verdict[]> = Promise.all([
    one.tryPost(posting('top_3', [move(bank, money('lin'), 5n)])),
    one.tryPost(pay),
  ])
  await holdup.waiters(2)
  await holdup.release()
  assert.deepEqual((await refused).state, 'refused')
  const [topUp, again] = await after
  assert.equal(topUp!.state, 'posted')
  assert.deepEqual(again, { ...(await refused), replayed: true })
})

test('the same id under other content is refused by whichever poster, and the first verdict stands', async (t) => {
  const { books: one, another } = await testBooks(t)
  const two = another()
  const first = await one.post(posting('top_1', [move(bank, money('lin'), 5n)]))
  const other = posting('top_1', [move(bank, money('lin'), 6n)])
  for (const books of [one, two]) {
    await assert.rejects(books.post(other), {
      code: 'id_used_with_other_content',
      details: { id: 'top_1' },
    })
  }
  const sameIntent = {
    ...other,
    intent: fingerprint({ id: 'top_1', legs: [move(bank, money('lin'), 5n)] }),
  }
  assert.deepEqual(await two.post(sameIntent), { ...first, replayed: true })
})

test('limits changed at run time bind both posters from then on', async (t) => {
  const { books: one, another } = await testBooks(t)
  const two = another()
  const account = 'person:lin:cny'
  await one.post(posting('top_1', [move(bank, money('lin'), 100n)]))
  await two.post(posting('top_2', [move(bank, money('lin'), 0n + 1n)]))
  await setLimits(one, { account, floor: 50n, ceiling: 200n })
  await assert.rejects(two.post(posting('a', [move(named(account), money('wang'), 52n)])), {
    code: 'insufficient_funds',
    details: { account, asset: 'CNY/2', needed: '52', available: '51' },
  })
  await assert.rejects(one.post(posting('b', [move(bank, named(account), 100n)])), {
    code: 'ceiling_reached',
  })
  await setLimits(two, { account, floor: -100n, ceiling: null })
  await one.post(posting('c', [move(named(account), money('wang'), 201n)]))
  await assert.rejects(setLimits(one, { account, floor: 0n, ceiling: null }), {
    code: 'balance_below',
  })
  await two.post(posting('d', [move(bank, named(account), 1_000n)]))
  await assert.rejects(setLimits(two, { account, floor: 0n, ceiling: 899n }), {
    code: 'ceiling_reached',
  })
  await assert.rejects(setLimits(two, { account: 'nobody', floor: 0n, ceiling: 1n }), {
    code: 'account_not_found',
  })
})

test('any interleaving of two posters keeps every total, without a deadlock or a gap', async (t) => {
  const { books: one, another, ground } = await testBooks(t)
  const two = another()
  const people = Array.from({ length: 20 }, (_, n) => `person${n}`)
  await one.post(
    posting(
      'open',
      people.map((person) => move(bank, money(person), 1_000n)),
    ),
  )
  const dice = seededRandom('two posters')
  const sent: Promise<Verdict>[] = []
  for (let n = 0; n < 3_000; n++) {
    const books = dice.chance(0.5) ? one : two
    const [from, to, third] = dice.shuffle(people).map((person) => money(person))
    const [amount, more] = [BigInt(dice.int(1, 400)), BigInt(dice.int(1, 400))]
    sent.push(
      books.tryPost(posting(`pst_${n}`, [move(from!, to!, amount), move(to!, third!, more)])),
    )
    if (n % 100 === 0) await sent.at(-1)
  }
  const verdicts = await Promise.all(sent)
  const posted = verdicts.filter(({ state }) => state === 'posted')
  assert.ok(posted.length > 300 && posted.length < 3_000, `${posted.length} posted`)
  await assertBank(ground.db, people, posted.length + 1)
  const [stats] = await ground.db.query<{ deadlocks: bigint }>(
    `select deadlocks from pg_stat_database where datname = current_database()`,
  )
  assert.equal(stats?.deadlocks, 0n)
})

/** Twenty people still have 1,000 each together, nobody owes, and the journal leads to what they have. */
async function assertBank(db: Db, people: string[], postings: number): Promise<void> {
  const balances = new Map<string, bigint>()
  let seq = 0n
  await inSnapshot(db, async (reader) => {
    for await (const { seq: next, entries } of streamJournal(reader)) {
      assert.equal(next, (seq += 1n))
      for (const entry of entries) {
        const { address } = entry!.account
        const before = balances.get(address) ?? 0n
        assert.equal(entry!.balance, before + entry!.amount)
        balances.set(address, entry!.balance)
      }
    }
  })
  assert.equal(seq, BigInt(postings))
  let total = 0n
  for (const person of people) {
    const { balance } = await getAccount(db, 1, `person:${person}:cny`)
    assert.equal(balance, balances.get(`person:${person}:cny`))
    assert.ok(balance >= 0n)
    total += balance
  }
  assert.equal(total, 20_000n)
}

/** Holds the head row as any poster would, and tells how many wait for it. */
async function lockHead(ground: TestGround) {
  const superuser = openDb({ url: ground.adminUrl, max: 2 })
  ground.onEnd(() => superuser.close())
  const holder = await superuser.pool.connect()
  await holder.query('begin')
  await holder.query('select from ledger.head for update')
  return {
    async waiters(count: number): Promise<void> {
      for (;;) {
        const [row] = await superuser.query<{ waiting: bigint }>(
          `select count(*) as waiting from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock'`,
        )
        if (row!.waiting >= BigInt(count)) return
        await sleep(LOCK_POLL_MS)
      }
    },
    async release(): Promise<void> {
      await holder.query('commit')
      holder.release()
    },
  }
}
