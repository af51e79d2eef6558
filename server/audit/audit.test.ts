import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { openTestBooks } from '../../tests/auditors/books.ts'
import { closeDay, publicKeyOf } from '../ledger/index.ts'
import { auditBooks } from './audit.ts'
import type { AuditCheck, AuditPlace } from './difference.ts'

type Case = { sql: string; check: AuditCheck; at: AuditPlace; expected: string; found: string }

/** One change each to books that are right, and the words in which the audit finds it. */
const cases: Record<string, Case> = {
  'a posting that was taken out': {
    sql: `delete from ledger.postings where seq = 2`,
    check: 'sequence',
    at: { seq: 3n },
    expected: '2',
    found: '3',
  },
  'a posting that was booked before the one ahead of it': {
    sql: `update ledger.postings set booked_at = booked_at - interval '1 hour' where seq = 2`,
    check: 'time',
    at: { seq: 2n, field: 'bookedAt' },
    expected: 'not before 2026-03-01T02:00:00.000Z',
    found: '2026-03-01T01:00:00.000Z',
  },
  'an entry that was taken out': {
    sql: `delete from ledger.entries where seq = 2 and amount = -3000`,
    check: 'entry',
    at: { seq: 2n, version: 2n },
    expected: 'an entry',
    found: 'nothing',
  },
  'an entry that claims another posting': {
    sql: `update ledger.entries set seq = 1 where seq = 2 and amount = -3000`,
    check: 'entry',
    at: { seq: 2n, account: 'person:lin:cny', version: 2n },
    expected: '2',
    found: '1',
  },
  'an amount that the other side does not have': {
    sql: `update ledger.entries set amount = amount - 1 where seq = 2 and amount = -3000`,
    check: 'movement',
    at: { seq: 2n, account: 'person:lin:cny', version: 2n },
    expected: '-3000',
    found: '-3001',
  },
  'a running balance that does not follow': {
    sql: `update ledger.entries set balance = balance + 7 where seq = 2 and amount = -3000`,
    check: 'balance',
    at: { seq: 2n, account: 'person:lin:cny', version: 2n },
    expected: '7000',
    found: '7007',
  },
  'an entry put in without a posting': {
    sql: `insert into ledger.entries (book, account, version, seq, amount, balance)
          select book, account, version + 1, seq, 5, balance + 5 from ledger.entries where seq = 2 and amount = -3000`,
    check: 'stray',
    at: { account: 'person:lin:cny', field: 'entries' },
    expected: '2',
    found: '3',
  },
  'a standing balance that is not the entries’': {
    sql: `update ledger.balances set balance = balance + 1 where balance = 7000`,
    check: 'standing',
    at: { account: 'person:lin:cny', field: 'balance' },
    expected: '7000',
    found: '7001',
  },
  'a balance below its floor': {
    sql: `alter table ledger.balances drop constraint balances_floor;
          update ledger.balances set floor = 7001 where balance = 7000`,
    check: 'limit',
    at: { account: 'person:lin:cny', field: 'floor' },
    expected: 'at least 7001',
    found: '7000',
  },
  'a lot without a holder': {
    sql: `update ledger.accounts set holder = null where pocket = 'star'`,
    check: 'lot',
    at: { account: 'points:star:lot:lin:20270331:house', field: 'holder' },
    expected: 'a holder',
    found: 'nothing',
  },
  'a daily total that is not the entries’': {
    sql: `update ledger.daily_totals set debits = debits - 2 where chart = 'person.money'`,
    check: 'totals',
    at: { businessDate: '2026-03-01', chart: 'person.money', asset: 'CNY', field: 'debits' },
    expected: '3000',
    found: '2998',
  },
  'a daily total of nothing': {
    sql: `insert into ledger.daily_totals values (5, 5, '2026-02-01', 1, 'equity.opening', 'CNY')`,
    check: 'totals',
    at: { businessDate: '2026-02-01', chart: 'equity.opening', asset: 'CNY', field: 'debits' },
    expected: '0',
    found: '5',
  },
  'a counter below zero': {
    sql: `alter table ledger.counters drop constraint counters_used;
          insert into ledger.counters values (-1, now(), 1, 'points:lin')`,
    check: 'counter',
    at: { counter: 'points:lin' },
    expected: 'not below zero',
    found: '-1',
  },
  'a batch that was taken out': {
    sql: `delete from ledger.batches where batch = 2`,
    check: 'batch',
    at: { batch: 2n },
    expected: '2',
    found: '3',
  },
  'a batch that spans other postings': {
    sql: `update ledger.batches set last_seq = 9 where batch = 3`,
    check: 'batch',
    at: { batch: 3n, field: 'lastSeq' },
    expected: '3',
    found: '9',
  },
  'a head that ends elsewhere': {
    sql: `update ledger.head set seq = seq + 1`,
    check: 'head',
    at: { field: 'seq' },
    expected: '4',
    found: '5',
  },
}

for (const [what, { sql, check, at, expected, found }] of Object.entries(cases)) {
  test(`the audit finds ${what}`, async (t) => {
    const town = await openTown(t)
    await town.tamper(sql)
    const { ok, difference } = await auditBooks(town.books)
    assert.equal(ok, false)
    assert.ok(difference)
    const { posting, ...place } = difference.at
    assert.deepEqual(
      {
        check: difference.check,
        at: place,
        expected: difference.expected,
        found: difference.found,
      },
      { check, at, expected, found },
    )
    if (at.seq !== undefined) assert.match(posting ?? '', /^(pay|earn)_/)
  })
}

/** Changes that no sum shows: only hashes can tell. */
const unseen: Record<string, { sql: string; check: AuditCheck; at: AuditPlace }> = {
  'another time of occurrence': {
    sql: `update ledger.postings set occurred_at = occurred_at - interval '1 day' where seq = 2`,
    check: 'root',
    at: { batch: 2n, seq: 2n },
  },
  'another reference': {
    sql: `update ledger.postings set reference = 'ord_2' where seq = 2`,
    check: 'root',
    at: { batch: 2n, seq: 2n },
  },
  'an account that changed its address': {
    sql: `update ledger.accounts set address = 'person:zhao:cny' where address = 'person:lin:cny'`,
    check: 'root',
    at: { batch: 1n, seq: 1n },
  },
  'another salt': {
    sql: `update ledger.batches set salt = sha256('salt') where batch = 2`,
    check: 'root',
    at: { batch: 2n, seq: 2n },
  },
  'a link of the chain': {
    sql: `update ledger.batches set seal = sha256('seal') where batch = 2`,
    check: 'seal',
    at: { batch: 2n },
  },
  'the root of a closed day': {
    sql: `update ledger.days set root = sha256('root')`,
    check: 'day',
    at: { businessDate: '2026-03-01', field: 'root' },
  },
  'the hash of a closed day': {
    sql: `update ledger.days set hash = sha256('hash')`,
    check: 'day',
    at: { businessDate: '2026-03-01', field: 'hash' },
  },
  'the signature of a closed day': {
    sql: `update ledger.days set signature = sha256('a') || sha256('b')`,
    check: 'signature',
    at: { businessDate: '2026-03-01' },
  },
  'a closed day that was taken out': {
    sql: `delete from ledger.days`,
    check: 'day',
    at: { businessDate: '2026-03-01' },
  },
}

for (const [what, { sql, check, at }] of Object.entries(unseen)) {
  test(`the audit finds ${what}`, async (t) => {
    const town = await openTown(t)
    town.clock.set('2026-03-02T02:00:00Z')
    await closeDay(town.books, { date: '2026-03-01', by: 'opr_wang' })
    assert.equal((await auditBooks(town.books)).ok, true)
    await town.tamper(sql)
    const { difference } = await auditBooks(town.books)
    assert.deepEqual({ check: difference?.check, at: difference?.at }, { check, at })
  })
}

test('a day signed with a key that is not the installation’s is a difference, unless the key is known', async (t) => {
  const town = await openTown(t)
  town.clock.set('2026-03-02T02:00:00Z')
  await closeDay(town.books, { date: '2026-03-01', by: 'opr_wang' })
  const { ground, book } = town.books
  const { privateKey: sealKey } = generateKeyPairSync('ed25519')
  const other = { ...ground, config: { ...ground.config, sealKey } }
  const { difference } = await auditBooks({ book, ground: other })
  assert.equal(difference?.check, 'signature')
  const publicKeys = [publicKeyOf(ground.config.sealKey)]
  assert.equal((await auditBooks({ book, ground: other }, { publicKeys })).ok, true)
})

/** 林 lin tops up, pays the teahouse, earns; then 王 wang tops up: four postings, a batch each. */
async function openTown(t: Parameters<typeof openTestBooks>[0]) {
  const town = await openTestBooks(t)
  await town.topUp('lin', 10_000n)
  await town.pay('lin', 3_000n)
  await town.earn('lin', 30n)
  await town.topUp('wang', 5_000n)
  return town
}
