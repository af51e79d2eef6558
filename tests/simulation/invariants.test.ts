import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDb, transaction } from '../../server/platform/index.ts'
import { bank, money, move, named, posting, teahouse, testBooks } from '../harness/cast.ts'
import { UNSEALED, assertPromises, followChain } from './invariants.ts'

/** What somebody with all rights could do to the books, and the promise it breaks. */
const TAMPERED: [promise: string, sql: string][] = [
  [
    'every asset sums to zero',
    `update ledger.balances set balance = balance + 1 where account = 2`,
  ],
  [
    'every posting sums to zero in every asset',
    `update ledger.entries set amount = amount - 1 where account = 2 and version = 1`,
  ],
  [
    'a balance is that of the last entry, and its version too',
    `update ledger.balances set version = version + 1 where account = 2`,
  ],
  [
    'versions have no gap and each running balance follows from the one before',
    `update ledger.entries set version = 7 where account = 2 and version = 1`,
  ],
  [
    'versions have no gap and each running balance follows from the one before',
    `update ledger.entries set balance = balance + 1 where account = 2 and version = 1`,
  ],
  [
    'the totals of a day are those of its entries',
    `update ledger.daily_totals set debits = debits + 1 where chart = 'bank.clearing'`,
  ],
  ['the totals of a day are those of its entries', `delete from ledger.daily_totals`],
  [
    'a counter stands where the last posting that moved it left it',
    `update ledger.counters set used = used - 1`,
  ],
  [
    'nobody is below their floor, and what is closed is empty',
    `alter table ledger.balances drop constraint balances_floor;
     update ledger.balances set floor = balance + 1 where account = 2`,
  ],
  [
    'seq and batches have no gap, and time does not go back along them',
    `update ledger.postings set booked_at = booked_at - interval '1 day' where seq = 2`,
  ],
  [
    'seq and batches have no gap, and time does not go back along them',
    `update ledger.batches set first_seq = first_seq - 1 where batch = 2`,
  ],
]

test('every promise that the books could break is seen to be broken', async (t) => {
  const { books, ground } = await testBooks(t)
  const counters = [{ key: 'cap', amount: 2n, ceiling: 9n, window: { kind: 'ever' } as const }]
  await books.post(posting('top_1', [move(bank, money('lin'), 50n)], { counters }))
  await books.post(posting('pay_1', [move(named('person:lin:cny'), teahouse, 20n)], { counters }))
  await assertPromises(ground.db.query, 0n)
  const superuser = openDb({ url: ground.adminUrl, max: 1 })
  ground.onEnd(() => superuser.close())
  const undo = new Error('undo')
  for (const [promise, sql] of TAMPERED) {
    const tampering = transaction(superuser, async ({ query }) => {
      await query(`set local session_replication_role = replica`)
      for (const statement of sql.split(';')) await query(statement)
      const broken = (error: Error) => error.message.includes(`broken: ${promise}`)
      await assert.rejects(assertPromises(query, 0n), broken, sql)
      throw undo
    })
    await assert.rejects(tampering, undo)
  }
  await assertPromises(ground.db.query, 0n)
})

test('a chain of batches that does not follow from its postings is seen', async (t) => {
  const { books, ground } = await testBooks(t)
  for (let n = 0; n < 3; n++) await books.post(posting(`top_${n}`, [move(bank, money('lin'), 50n)]))
  const first = await followChain(ground.db, UNSEALED)
  assert.equal(first.batch, 3n)
  await books.post(posting('top_3', [move(bank, money('lin'), 50n)]))
  assert.equal((await followChain(ground.db, first)).seq, 4n)
  const superuser = openDb({ url: ground.adminUrl, max: 1 })
  ground.onEnd(() => superuser.close())
  await superuser.query(`set session_replication_role = replica`)
  await superuser.query(`update ledger.postings set reference = 'ord_9' where seq = 2`)
  await assert.rejects(followChain(ground.db, UNSEALED), /root of batch 2/)
  await assert.rejects(followChain(ground.db, { ...first, seal: UNSEALED.seal }), /seal of batch 4/)
})
