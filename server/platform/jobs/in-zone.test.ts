import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCronItem, type TimestampDigest } from 'graphile-worker'
import { inZone } from './in-zone.ts'
import { recurring } from './recurring.ts'

function digest(iso: string): TimestampDigest {
  const at = new Date(iso)
  return {
    min: at.getUTCMinutes(),
    hour: at.getUTCHours(),
    date: at.getUTCDate(),
    month: at.getUTCMonth() + 1,
    dow: at.getUTCDay(),
  }
}

test('recurring work comes due by the clock on the installation’s wall', () => {
  const table: [cron: string, zone: string, utc: string, due: boolean][] = [
    ['5 0 * * *', 'Asia/Shanghai', '2026-03-02T16:05:00Z', true],
    ['5 0 * * *', 'Asia/Shanghai', '2026-03-02T00:05:00Z', false],
    ['0 0 1 1 *', 'Asia/Shanghai', '2025-12-31T16:00:00Z', true],
    ['0 8 * * 1', 'Asia/Shanghai', '2026-03-02T00:00:00Z', true],
    ['0 8 * * 1', 'Asia/Shanghai', '2026-03-03T00:00:00Z', false],
    ['0 8 29 2 *', 'Asia/Shanghai', '2028-02-29T00:00:00Z', true],
    // Summer and winter time: the same wall clock, another instant.
    ['30 9 * * *', 'Europe/Berlin', '2026-07-01T07:30:00Z', true],
    ['30 9 * * *', 'Europe/Berlin', '2026-01-15T08:30:00Z', true],
    ['30 9 * * *', 'Europe/Berlin', '2026-01-15T07:30:00Z', false],
    ['15 * * * *', 'Asia/Kathmandu', '2026-01-15T07:30:00Z', true],
  ]
  for (const [cron, zone, utc, due] of table) {
    const { match } = parseCronItem({ task: 'test', match: cron })
    const near = new Date(new Date(utc).getTime() + 40 * 86_400_000)
    assert.equal(inZone(match, zone, () => near)(digest(utc)), due, `${cron} ${zone} ${utc}`)
  }
})

test('every recurring job is listed once, with a time that can be read', () => {
  assert.equal(new Set(recurring.map(({ job }) => job)).size, recurring.length)
  for (const { job, cron } of recurring) parseCronItem({ task: job, match: cron })
})
