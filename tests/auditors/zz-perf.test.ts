import { test } from 'node:test'
import { auditBooks, exportBooks } from '../../server/audit/index.ts'
import { closeDay, receiptOf } from '../../server/ledger/index.ts'
import { openTestBooks } from './books.ts'
import { auditors } from './programs.ts'
test('perf', async (t) => {
  const town = await openTestBooks(t)
  let s = performance.now()
  const lap = (name: string) => { const n = performance.now(); console.log(name, Math.round(n - s), 'ms', Math.round(process.memoryUsage().rss / 1e6), 'MB'); s = performance.now() }
  for (let i = 0; i < 500; i++) await town.topUp(`p${i}`, 1_000_000n)
  for (let r = 0; r < 40; r++) await Promise.all(Array.from({ length: 1000 }, (_, i) => town.pay(`p${i % 500}`, 200n + BigInt(i))))
  lap('posted 40500')
  town.clock.set('2026-03-02T02:00:00Z')
  await closeDay(town.books, { date: '2026-03-01', by: 'x' }); lap('close')
  const id = (await town.db.query<{id: string}>('select id from ledger.postings where seq = 20000'))[0]!.id
  const r = await receiptOf(town.books, id); lap('receipt'); console.log(JSON.stringify(r).length)
  const report = await auditBooks(town.books); lap('audit'); console.log(report)
  for (const format of ['hledger', 'beancount', 'csv'] as const) { let n = 0; await exportBooks(town.books, { format, write: (x) => { n += x.length } }); lap(`export ${format} ${n}`) }
  for (const a of auditors) { const o = await a.examine(town.books); lap(a.program); console.log(Object.keys(o)) }
})
