import assert from 'node:assert/strict'
import { test } from 'node:test'
import { watchRun } from './test-count.ts'
import type { RunEvent } from './test-count.ts'

type Shape = { fail?: string; skip?: string; todo?: true; suite?: true; file?: string }

function ended(name: string, nesting: number, shape: Shape = {}): RunEvent {
  const error = { failureType: shape.fail, cause: new Error(`broken: ${name}`) }
  return {
    type: shape.fail ? 'test:fail' : 'test:pass',
    data: {
      name,
      nesting,
      file: shape.file ?? '/clone/ledger.test.ts',
      skip: shape.skip,
      todo: shape.todo,
      details: { type: shape.suite ? 'suite' : 'test', duration_ms: 1, error },
    },
  }
}

async function counted(events: RunEvent[], quiet = false): Promise<{ line: string; said: string }> {
  const lines: string[] = []
  const view = { write: (line: string) => void lines.push(line), root: '/clone', quiet }
  const { passed, failed, skipped } = await watchRun(stream(events), view)
  return { line: `${passed} passed, ${failed} failed, ${skipped} skipped`, said: lines.join('\n') }
}

async function* stream(events: RunEvent[]): AsyncGenerator<RunEvent> {
  yield* events
}

test('a test with subtests counts as its subtests, a suite as its tests', async () => {
  const { line } = await counted([
    ended('林 pays', 2),
    ended('王 pays', 2),
    ended('paying', 1),
    ended('the teahouse', 0, { suite: true }),
    ended('alone', 0),
  ])
  assert.equal(line, '3 passed, 0 failed, 0 skipped')
})

test('a parent that fails because of its child is not a second failure', async () => {
  const { line, said } = await counted([
    ended('王 pays', 1, { fail: 'testCodeFailure' }),
    ended('paying', 0, { fail: 'subtestsFailed' }),
  ])
  assert.equal(line, '0 passed, 1 failed, 0 skipped')
  assert.match(said, /broken: 王 pays/)
})

test('a parent that fails by itself counts beside its passed children', async () => {
  const { line } = await counted([
    ended('王 pays', 1),
    ended('paying', 0, { fail: 'hookFailed', suite: true }),
  ])
  assert.equal(line, '1 passed, 1 failed, 0 skipped')
})

test('skipped and todo tests are skipped, with the reason shown', async () => {
  const { line, said } = await counted([
    ended('CDNOW', 0, { skip: 'no public data' }),
    ended('later', 0, { todo: true, fail: 'testCodeFailure' }),
  ])
  assert.equal(line, '0 passed, 0 failed, 2 skipped')
  assert.match(said, /no public data/)
})

test('a file without a test fails, unless a title was asked for', async () => {
  const empty = [ended('/clone/empty.test.ts', 0, { file: '/clone/empty.test.ts' })]
  assert.equal((await counted(empty)).line, '0 passed, 1 failed, 0 skipped')
  assert.equal((await counted(empty, true)).line, '0 passed, 0 failed, 0 skipped')
})
