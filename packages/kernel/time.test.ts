import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  businessDate,
  endOfMonthAfter,
  isDate,
  isZone,
  localHour,
  localInstant,
  startOfDay,
  weekday,
} from './time.ts'

const SHANGHAI = 'Asia/Shanghai'

test('the business day turns at midnight in the zone, not in UTC', () => {
  assert.equal(businessDate(new Date('2026-03-31T15:59:59.999Z'), SHANGHAI), '2026-03-31')
  assert.equal(businessDate(new Date('2026-03-31T16:00:00.000Z'), SHANGHAI), '2026-04-01')
  assert.equal(businessDate(new Date('2026-03-31T16:00:00.000Z'), 'UTC'), '2026-03-31')
  assert.equal(businessDate(new Date('1969-12-31T23:59:59.999Z'), 'UTC'), '1969-12-31')
})

test('the day starts right where clocks change, at midnight too', () => {
  const table: [string, string, string][] = [
    [SHANGHAI, '2026-01-01', '2025-12-31T16:00:00.000Z'],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z'],
    ['America/New_York', '2026-03-09', '2026-03-09T04:00:00.000Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z'],
    // Midnight does not exist: the day begins at one o'clock.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
    // Midnight comes twice: the day begins at the first.
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
    // The last hour of the day before comes twice.
    ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00.000Z'],
    // The day does not exist: Samoa crossed the date line.
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
    ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00.000Z'],
  ]
  for (const [zone, date, instant] of table) {
    assert.equal(startOfDay(date, zone).toISOString(), instant, `${zone} ${date}`)
  }
})

test('the remembered day is the day that Intl shows', () => {
  const zones = ['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca']
  const formats = new Map(
    zones.map((zone) => [
      zone,
      new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }),
    ]),
  )
  const at = fc.date({
    min: new Date('1986-01-01'),
    max: new Date('2040-01-01'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(at, fc.constantFrom(...zones), (instant, zone) => {
      const shown = formats.get(zone)?.format(instant) ?? ''
      assert.equal(businessDate(instant, zone), shown.slice(0, 10))
      assert.equal(localHour(instant, zone), Number(shown.slice(11, 13)))
      const start = startOfDay(businessDate(instant, zone), zone)
      assert.ok(start <= instant)
      assert.equal(businessDate(start, zone), shown.slice(0, 10))
      assert.ok(businessDate(new Date(start.getTime() - 1), zone) < shown.slice(0, 10))
    }),
    { numRuns: 2000 },
  )
})

test('points earned in a month all expire together, at the end of the twelfth month after it', () => {
  const table: [string, number, string, string][] = [
    ['2026-01-01T00:00:00+08:00', 12, SHANGHAI, '2027-02-01T00:00:00+08:00'],
    ['2026-01-31T23:59:59+08:00', 12, SHANGHAI, '2027-02-01T00:00:00+08:00'],
    ['2026-12-31T23:59:59+08:00', 12, SHANGHAI, '2028-01-01T00:00:00+08:00'],
    ['2026-11-15T12:00:00+08:00', 12, SHANGHAI, '2027-12-01T00:00:00+08:00'],
    ['2024-02-29T12:00:00+08:00', 0, SHANGHAI, '2024-03-01T00:00:00+08:00'],
    ['2026-10-20T12:00:00-04:00', 0, 'America/New_York', '2026-11-01T00:00:00-04:00'],
    ['2026-11-20T12:00:00-05:00', 0, 'America/New_York', '2026-12-01T00:00:00-05:00'],
  ]
  for (const [at, months, zone, end] of table) {
    assert.deepEqual(endOfMonthAfter(new Date(at), months, zone), new Date(end), at)
  }
})

test('a time on the clock is an instant: the first of two, the jump when it was jumped over', () => {
  const at = (hour: number, minute: number): number => (hour * 60 + minute) * 60_000
  const table: [string, number, string, string][] = [
    ['2016-10-30', at(9, 58), SHANGHAI, '2016-10-30T01:58:00.000Z'],
    ['2026-03-08', at(2, 30), 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['2026-03-08', at(3, 0), 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['2026-11-01', at(1, 30), 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-11-01', at(2, 0), 'America/New_York', '2026-11-01T07:00:00.000Z'],
  ]
  for (const [date, ms, zone, instant] of table) {
    assert.equal(localInstant(date, ms, zone).toISOString(), instant, `${date} ${ms}`)
  }
})

test('calendar days are counted and named without a zone', () => {
  assert.equal(addDays('2024-02-28', 2), '2024-03-01')
  assert.equal(addDays('2026-01-01', -1), '2025-12-31')
  assert.equal(weekday('2026-01-04'), 0)
  assert.equal(weekday('1969-12-31'), 3)
  assert.ok(isDate('2024-02-29'))
  for (const text of ['2026-02-29', '2026-2-1', '20260201', '2026-13-01', '']) {
    assert.equal(isDate(text), false, text)
    assert.throws(() => addDays(text, 1), RangeError)
  }
  assert.ok(isZone('Asia/Shanghai'))
  assert.equal(isZone('Asia/Nowhere'), false)
})
