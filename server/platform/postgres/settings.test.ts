import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explain } from './problem.ts'
import { asConfiguration, settings } from './settings.ts'

const GB = 1024 ** 3

test('memory and WAL follow the machine, up to a limit', () => {
  const cases = [
    { memory: 64 * GB, freeDisk: 500 * GB, shared: '1024MB', wal: '8192MB' },
    { memory: 2 * GB, freeDisk: 500 * GB, shared: '512MB', wal: '8192MB' },
    { memory: 8 * GB, freeDisk: 8 * GB, shared: '1024MB', wal: '2048MB' },
    { memory: GB / 16, freeDisk: GB / 2, shared: '32MB', wal: '1024MB' },
  ]
  for (const { memory, freeDisk, shared, wal } of cases) {
    const made = settings({ memory, freeDisk }, 5432, true)
    assert.deepEqual([made['shared_buffers'], made['max_wal_size']], [shared, wal])
  }
})

test('only a database for tests goes without fsync', () => {
  const machine = { memory: GB, freeDisk: GB }
  assert.equal(settings(machine, 1, true)['fsync'], undefined)
  assert.equal(settings(machine, 1, false)['fsync'], 'off')
})

test('a value with a quote stays one value', () => {
  assert.match(asConfiguration({ name: "lin's" }), /^name = 'lin''s'$/m)
})

test('a full disk is called a full disk, whoever found it', () => {
  const signs = [
    'FATAL:  could not write to file "pg_wal/xlogtemp.29": No space left on device',
    'Error: ENOSPC: no space left on device, mkdir',
    'initdb: error: could not write file: Disk quota exceeded',
  ]
  for (const sign of signs) {
    const problem = explain('initdb', sign, '/data')
    assert.match(problem.message, /磁盘已满.*\nThe disk is full/)
    assert.equal(problem.detail, sign)
  }
})

test('an unknown failure shows what PostgreSQL said, its last lines', () => {
  const output = Array.from({ length: 50 }, (_, line) => `line ${line}`).join('\n')
  const problem = explain('pg_ctl start', output, '/data')
  assert.match(problem.message, /pg_ctl start failed \(\/data\)/)
  assert.match(problem.message, /line 49$/)
  assert.doesNotMatch(problem.message, /line 10\b/)
})
