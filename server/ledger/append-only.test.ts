import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../tests/harness/database.ts'
import { bank, money, move, posting, testBooks } from '../../tests/harness/cast.ts'
import { openDb } from '../platform/index.ts'
import { closeDay, freezeHolder } from './index.ts'

const APPEND_ONLY = ['entries', 'postings', 'batches', 'days', 'accounts', 'freezes', 'assets']
const NEVER_DELETED = [
  ...APPEND_ONLY,
  'head',
  'balances',
  'holders',
  'chart',
  'counters',
  'refusals',
]

test('what is in the books is neither changed nor taken away, by the server or by the owner of the tables', async (t) => {
  const { books, ground } = await testBooks(t)
  await books.post(posting('top_1', [move(bank, money('lin'), 5n)]))
  await freezeHolder(books, { holder: 'per_lin', in: false, out: false, by: 'opr_1', reason: 'x' })
  ground.clock.set('2026-03-05T04:00:00Z')
  await closeDay(books, { date: '2026-03-03', by: 'opr_1' })
  const owner = openDb({ url: ground.adminUrl, max: 1, asRole: 'suanpan_owner' })
  ground.onEnd(() => owner.close())
  for (const table of APPEND_ONLY) {
    const [row] = await owner.query<{ count: bigint }>(
      `select count(*) as count from ledger.${table}`,
    )
    assert.ok(row!.count > 0n, `${table} is empty, so nothing is proved`)
    for (const db of [ground.db, owner]) {
      for (const sql of [
        `update ledger.${table} set book = book`.replace('book = book', firstColumn(table)),
        `delete from ledger.${table}`,
        `truncate ledger.${table} cascade`,
      ])
        await assert.rejects(db.query(sql), { code: '42501' }, sql)
    }
    assert.deepEqual(await owner.query(`select count(*) as count from ledger.${table}`), [row])
  }
  for (const table of NEVER_DELETED)
    await assert.rejects(ground.db.query(`delete from ledger.${table}`), { code: '42501' }, table)
})

test('no table of the books is without an answer to whether it may change', async (t) => {
  const database = await testDatabase(t)
  const db = openDb({ url: database.ownerUrl, max: 1 })
  t.after(() => db.close())
  const rows = await db.query<{ table: string; rights: string[] }>(
    `select c.relname as table, array_agg(distinct p.privilege_type order by p.privilege_type) as rights
     from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'ledger'
     cross join lateral aclexplode(c.relacl) p
     where c.relkind = 'r' and p.grantee = 'suanpan_app'::regrole group by 1 order by 1`,
  )
  const rights = Object.fromEntries(rows.map(({ table, rights }) => [table, rights]))
  assert.deepEqual(rights, {
    accounts: ['INSERT', 'SELECT'],
    assets: ['INSERT', 'SELECT'],
    // Updates of balances, counters, holders and sums are granted column by column.
    balances: ['INSERT', 'SELECT'],
    batches: ['INSERT', 'SELECT'],
    chart: ['INSERT', 'SELECT'],
    counters: ['INSERT', 'SELECT'],
    daily_totals: ['INSERT', 'SELECT'],
    days: ['INSERT', 'SELECT'],
    entries: ['INSERT', 'SELECT'],
    freezes: ['INSERT', 'SELECT'],
    head: ['SELECT', 'UPDATE'],
    holders: ['INSERT', 'SELECT'],
    monitors: ['DELETE', 'INSERT', 'SELECT'],
    postings: ['INSERT', 'SELECT'],
    refusals: ['INSERT', 'SELECT'],
  })
})

/** A change that changes nothing, and must be refused all the same. */
const firstColumn = (table: string): string => (table === 'assets' ? 'code = code' : 'book = book')
