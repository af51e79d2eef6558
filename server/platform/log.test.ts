import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from './log.ts'

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = ''
  write(
    createLog({ level: 'debug', destination: { write: (line: string) => void (text += line) } }),
  )
  return text
}

test('personal and secret fields are redacted wherever they stand', () => {
  const text = logged((log) =>
    log.info(
      {
        phone: '13800138000',
        person: { name: '林小满', id: 'per_1', device: { keys: { token: 'tok-1' } } },
        req: { headers: { authorization: 'Bearer tok-2', cookie: 'sid=tok-3' } },
        people: [{ password: 'hunter2' }],
      },
      'signed in',
    ),
  )
  assert.doesNotMatch(text, /13800138000|林小满|tok-|hunter2/)
  assert.match(text, /"id":"per_1"/)
})

test('a line is JSON with level, instant and message, and an error has its stack', () => {
  const line: unknown = JSON.parse(logged((log) => log.error({ err: new Error('cold') }, 'tea')))
  assert.ok(typeof line === 'object' && line !== null)
  assert.deepEqual(Object.keys(line), ['level', 'time', 'err', 'msg'])
  assert.match(JSON.stringify(line), /"level":"error","time":"\d{4}-.*Z".*"message":"cold","stack"/)
})

test('what is below the level is not written', () => {
  assert.equal(
    logged((log) => log.trace('whisper')),
    '',
  )
})
