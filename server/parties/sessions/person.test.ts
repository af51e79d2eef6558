import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { testGround } from '../../../tests/harness/ground.ts'
import { transaction } from '../../platform/index.ts'
import {
  endPersonSession,
  findPersonSession,
  openPersonSession,
  recogniseDevice,
  registerPeople,
  revokeDevice,
} from '../index.ts'

const ground = await testGround({ after })
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

async function signedIn(): Promise<{ person: string; device: string; token: string }> {
  const row = { registeredAt: ground.clock.now(), name: '林' }
  const [person = ''] = await transaction(ground.db, (tx) => registerPeople(tx, ground, [row]))
  const { device } = await recogniseDevice(ground, { secret: undefined, label: 'test' })
  const { token } = await openPersonSession(ground, { person, device: device.id })
  return { person, device: device.id, token }
}

test('a session rotates its token after an hour, bears the old one for a minute, and ends when idle for a week', async () => {
  const { person, token } = await signedIn()
  assert.equal((await findPersonSession(ground, token))?.newToken, undefined)
  ground.clock.tick(HOUR_MS)
  const rotated = (await findPersonSession(ground, token))?.newToken
  assert.ok(rotated && rotated !== token)
  ground.clock.tick(2_000)
  assert.equal((await findPersonSession(ground, token))?.person, person)
  ground.clock.tick(MINUTE_MS)
  assert.equal(await findPersonSession(ground, token), undefined)
  assert.equal((await findPersonSession(ground, rotated))?.person, person)
  ground.clock.tick(7 * DAY_MS + MINUTE_MS)
  assert.equal(await findPersonSession(ground, rotated), undefined)
})

test('a session that is never idle still ends after thirty days', async () => {
  let { token } = await signedIn()
  for (let day = 0; day < 30; day++) {
    const session = await findPersonSession(ground, token)
    assert.ok(session, `gone after ${day} days`)
    token = session.newToken ?? token
    ground.clock.tick(DAY_MS)
  }
  assert.equal(await findPersonSession(ground, token), undefined)
})

test('an ended session and a revoked device open nothing, not even from memory', async () => {
  const first = await signedIn()
  const session = await findPersonSession(ground, first.token)
  await endPersonSession(ground, session?.id ?? '')
  assert.equal(await findPersonSession(ground, first.token), undefined)
  const second = await signedIn()
  assert.ok(await findPersonSession(ground, second.token))
  await revokeDevice(ground, second)
  assert.equal(await findPersonSession(ground, second.token), undefined)
})

test('what this process remembers of a session that another one ended is good for less than a second', async () => {
  const { person, token } = await signedIn()
  await findPersonSession(ground, token)
  await ground.db.query('delete from parties.person_sessions where person = $1', [person])
  ground.clock.tick(1_000)
  assert.equal(await findPersonSession(ground, token), undefined)
})

test('a hundred requests of one browser at once ask the database once', async () => {
  const { person, token } = await signedIn()
  let asked = 0
  const db: typeof ground.db = {
    ...ground.db,
    query: (...args) => {
      asked++
      return ground.db.query(...args)
    },
  }
  const counting = { ...ground, db }
  const found = await Promise.all(
    Array.from({ length: 100 }, () => findPersonSession(counting, token)),
  )
  assert.ok(found.every((session) => session?.person === person))
  assert.equal(asked, 1)
})
