import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byDay, dayInWords, dayOf, momentOf, monthInWords, monthOf } from './dates.ts'

const SHANGHAI = 'Asia/Shanghai'

test('an instant belongs to the day of the zone, not of the phone', () => {
  assert.equal(dayOf('2026-02-28T16:30:00.000Z', SHANGHAI), '2026-03-01')
  assert.equal(momentOf('2026-02-28T16:30:00.000Z', SHANGHAI), '2026-03-01 00:30')
  assert.equal(monthOf('2026-02-28T16:30:00.000Z', SHANGHAI), '2026-03')
})

test('a day is said as people say it, with the year when it is another one', () => {
  const zh = { zone: SHANGHAI, language: 'zh' } as const
  const en = { zone: SHANGHAI, language: 'en' } as const
  assert.equal(dayInWords('2026-03-01', zh, '2026'), '3月1日星期日')
  assert.equal(dayInWords('2025-03-01', zh, '2026'), '2025年3月1日')
  assert.match(dayInWords('2026-03-01', en, '2026'), /^Sun,? 1 Mar$/)
  assert.equal(dayInWords('2025-03-01', en, '2026'), '1 Mar 2025')
  assert.equal(monthInWords('2026-03', 'zh'), '2026年3月')
  assert.equal(monthInWords('2026-03', 'en'), 'March 2026')
})

test('a list falls into its days in the order it came', () => {
  const items = [
    '2026-03-01T02:00:00Z',
    '2026-02-28T17:00:00Z',
    '2026-02-28T15:00:00Z',
    '2026-02-27T15:00:00Z',
  ]
  const groups = byDay(items, (item) => item, SHANGHAI)
  assert.deepEqual(
    groups.map(({ day, items: inside }) => [day, inside.length]),
    [
      ['2026-03-01', 2],
      ['2026-02-28', 1],
      ['2026-02-27', 1],
    ],
  )
})
