import assert from 'node:assert/strict'
import test from 'node:test'
import { derivedId } from '@suanpan/kernel/ids'
import { openBooks } from '../../server/ledger/index.ts'
import { loadConfig, openDb, openGround, testClock } from '../../server/platform/index.ts'
import type { Db } from '../../server/platform/index.ts'
import { pay, topUp, walletRows } from '../../server/wallet/index.ts'
import { testDatabase } from '../harness/database.ts'
import { checkBooks } from './books.ts'
import type { Note } from './payer.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'

const asset = 'CNY/2'
const opening = 100_000n
const feeBasisPoints = 60
const [lin, wang, teahouse] = ['per', 'per', 'mer'].map((prefix, at) =>
  derivedId(prefix, 'torture', String(at)),
) as [string, string, string]

/** Two people who paid a teahouse five times, and their notebook. */
async function town(t: test.TestContext): Promise<{ db: Db; notes: Note[] }> {
  const database = await testDatabase(t)
  const folder = mkdtempSync(join(os.tmpdir(), 'suanpan-keys-'))
  const config = loadConfig({ SUANPAN_DATA: folder, LOG_LEVEL: 'silent' })
  const app = openDb({ url: database.appUrl, max: 2 })
  const clock = testClock('2026-03-01T02:00:00Z')
  const books = openBooks(openGround({ db: app, config, clock }), { rows: walletRows })
  const occurredAt = clock.now()
  for (const [at, person] of [lin, wang].entries())
    await topUp(books, {
      id: derivedId('top', 'torture', String(at)),
      person,
      asset,
      amount: opening,
      occurredAt,
    })
  const notes: Note[] = []
  for (let at = 0; at < 5; at++) {
    const [person, amount] = [at % 2 === 0 ? lin : wang, BigInt(1_000 + at)]
    const id = derivedId('pay', 'torture', String(at))
    const merchant = { id: teahouse, feeBasisPoints, category: 'tea_house' }
    await pay(books, { id, person, merchant, asset, amount, occurredAt })
    notes.push({ key: String(at), person, merchant: teahouse, amount, payment: id, sends: 1 })
  }
  await books.close()
  await app.close()
  const db = openDb({ url: database.url, max: 1 })
  t.after(() => db.close())
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  // Whoever tampers has taken the triggers away first.
  await db.query(`set session_replication_role = replica`)
  return { db, notes }
}

const look = ({ db, notes }: { db: Db; notes: Note[] }) =>
  checkBooks(db.query, { notes, opening, feeBasisPoints })

test('honest books agree with the notebook of the customers', async (t) => {
  await look(await town(t))
})

const tampered: readonly [what: string, sql: string, says: RegExp][] = [
  [
    'a posting that is gone',
    `delete from ledger.postings where seq = 4`,
    /acknowledged payments are missing/,
  ],
  [
    'a payment row that is gone',
    `delete from wallet.payments where seq = 4`,
    /acknowledged payments are missing/,
  ],
  [
    'a payment that nobody made',
    `insert into wallet.payments select seq, amount, fee, occurred_at, booked_at,
       translate(id, '0', '1'), person, merchant, category, asset, reference, lines
       from wallet.payments where seq = 4`,
    /payments/,
  ],
  [
    'a letter sent twice',
    `insert into platform.letters (id, type, party, at, sandbox, body)
       select id, type, party, at, sandbox, body from platform.letters
        where type = 'payment.settled' limit 1`,
    /letters/,
  ],
  [
    'half a posting',
    `delete from ledger.entries where seq = 4 and amount < 0 and account =
       (select id from ledger.accounts where address like 'person:%' and id =
         (select account from ledger.entries where seq = 4 order by amount limit 1))`,
    /sum to zero/,
  ],
  [
    'a balance that is a fen too high',
    `update ledger.balances set balance = balance + 1 where account =
       (select id from ledger.accounts where address like 'merchant:%')`,
    /merchant:/,
  ],
  [
    'a bank account that differs from its entries',
    `update ledger.balances set balance = balance + 1 where account =
       (select id from ledger.accounts where address = 'bank:clearing:cny')`,
    /sum of its entries/,
  ],
  ['a gap in the numbers', `update ledger.head set seq = seq + 1`, /have no gap/],
  [
    'a trial balance that is off',
    `update ledger.daily_totals set debits = debits + 1 where chart = 'income.fee'`,
    /trial balance/,
  ],
  [
    'a counter that nobody moved',
    `insert into ledger.counters (used, window_start, book, key) values (1, now(), 1, 'lost')`,
    /counter stands/,
  ],
]

for (const [what, sql, says] of tampered)
  test(`the check notices ${what}`, async (t) => {
    const house = await town(t)
    await house.db.query(sql)
    await assert.rejects(look(house), (error: Error) => says.test(error.message + String(error)))
  })

test('the check notices an acknowledged payment that the books never saw', async (t) => {
  const house = await town(t)
  house.notes.push({ ...(house.notes[0] as Note), payment: 'pay_never' })
  await assert.rejects(look(house), /acknowledged payments are missing/)
})
