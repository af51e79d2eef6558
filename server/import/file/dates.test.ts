import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDate, type DateOrder } from './dates.ts'

const SHANGHAI = 'Asia/Shanghai'

test('a moment is read in the ways that purchase files write it', () => {
  const table: [string, string][] = [
    ['19970101', '1996-12-31T16:00:00.000Z'],
    ['2016-10-30 09:58:11', '2016-10-30T01:58:11.000Z'],
    ['2016-10-30', '2016-10-29T16:00:00.000Z'],
    ['2026/3/5 8:05', '2026-03-05T00:05:00.000Z'],
    ['2026年3月5日', '2026-03-04T16:00:00.000Z'],
    ['2026年12月31日 23:59:59', '2026-12-31T15:59:59.000Z'],
    ['2026-03-05T08:00:00+08:00', '2026-03-05T00:00:00.000Z'],
    ['2026-03-05T08:00:00.25Z', '2026-03-05T08:00:00.250Z'],
    ['2026-03-05 08:00 -0500', '2026-03-05T13:00:00.000Z'],
    ['31.12.2025', '2025-12-30T16:00:00.000Z'],
    ['31/12/2025 10:00', '2025-12-31T02:00:00.000Z'],
    ['12/31/2025 1:05 PM', '2025-12-31T05:05:00.000Z'],
    ['12/31/2025 12:05 AM', '2025-12-30T16:05:00.000Z'],
    ['5/5/2025', '2025-05-04T16:00:00.000Z'],
    ['1772668800', '2026-03-05T00:00:00.000Z'],
    ['1772668800123', '2026-03-05T00:00:00.123Z'],
  ]
  for (const [text, instant] of table) {
    const read = readDate(text, SHANGHAI)
    assert.ok(read instanceof Date, text)
    assert.equal(read.toISOString(), instant, text)
  }
})

test('a day that can be two days waits to be told which', () => {
  const read = (order?: DateOrder): unknown => readDate('03/04/2026', 'UTC', order)
  assert.equal(read(), 'ambiguous')
  assert.deepEqual(read('dmy'), new Date('2026-04-03'))
  assert.deepEqual(read('mdy'), new Date('2026-03-04'))
})

test('what no calendar and no clock shows is not read', () => {
  const junk = [
    '',
    '2026-02-30',
    '20261301',
    '2026-3-5-1',
    '2026-03-05 24:00',
    '2026-03-05 10:60',
    '13/13/2026',
    '12/31/2025 13:00 PM',
    'yesterday',
    '２０２６-03-05',
    '12345',
    '1/2-2026',
  ]
  for (const text of junk) assert.equal(readDate(text, SHANGHAI), 'unreadable', text)
})
