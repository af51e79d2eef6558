import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { codeOf, PIN, testWallets } from '../../tests/harness/wallets.ts'
import { freezesOf } from '../ledger/index.ts'
import { findPersonByPhone, getPerson, shredSealed } from '../parties/index.ts'
import { newId } from '@suanpan/kernel/ids'
import { openDispute, pay, topUp, withdrawDispute } from '../wallet/index.ts'

const { house, ground, browser, register, registered, lettersOf } = await testWallets({ after })
const { books } = house.house
const proof = { kind: 'pin', pin: PIN }

async function sealedOf(person: string): Promise<{ text: string; readable: boolean }> {
  const [row] = await ground.db.query<{ text: string; readable: boolean }>(
    `select s::text as text, key is not null as readable from parties.sealed_identities s
     where person = $1`,
    [person],
  )
  return row ?? { text: '', readable: false }
}

test('a wallet with money in it is not closed, and the refusal says what is left', async () => {
  const { mine, person } = await registered()
  const occurredAt = ground.clock.now()
  const id = 'top_01kjn5k6g0aaaaaaaaaaaaaaaa'
  await topUp(books, { id, person, asset: 'CNY/2', amount: 1n, occurredAt })
  const refused = await mine.send('POST', '/v1/me/closing', { proof })
  assert.deepEqual([codeOf(refused), refused.json['left']], ['wallet_not_empty', '1'])
  assert.equal((await mine.send('GET', '/v1/me')).status, 200)
  assert.deepEqual(await freezesOf(ground.db, books.book, person), [])
  assert.equal((await sealedOf(person)).text, '')
})

test('what closing means is said before: what has to be zero, what is lost, how long the rest is kept', async () => {
  const { mine, person } = await registered()
  const shredAt = new Date(ground.clock.now())
  shredAt.setUTCFullYear(shredAt.getUTCFullYear() + 10)
  const empty = await mine.send('GET', '/v1/me/closing')
  assert.deepEqual(empty.json, {
    left: { amount: '0', asset: 'CNY/2' },
    frozen: null,
    disputes: 0,
    agreements: 0,
    points: [],
    shredAt: shredAt.toISOString(),
  })
  const occurredAt = ground.clock.now()
  const id = 'top_01kjn5k6g0cccccccccccccccc'
  await topUp(books, { id, person, asset: 'CNY/2', amount: 250n, occurredAt })
  const full = await mine.send('GET', '/v1/me/closing')
  assert.deepEqual(full.json['left'], { amount: '250', asset: 'CNY/2' })
})

test('whoever has an open dispute waits for its outcome or takes it back before they go', async () => {
  const { mine, person } = await registered()
  const occurredAt = ground.clock.now()
  const order = { person, asset: 'CNY/2', amount: 900n, occurredAt }
  await topUp(books, { ...order, id: newId('top', occurredAt) })
  const payment = newId('pay', occurredAt)
  const merchant = { id: house.teahouse, category: 'tea_house', feeBasisPoints: 0 }
  await pay(books, { ...order, id: payment, merchant })
  const { dispute } = await openDispute(books, {
    id: newId('dsp', occurredAt),
    person,
    payment,
    amount: 900n,
    reason: 'not_received',
    text: '没有收到',
    files: [],
    at: occurredAt,
  })
  assert.equal((await mine.send('GET', '/v1/me/closing')).json['disputes'], 1)
  const refused = await mine.send('POST', '/v1/me/closing', { proof })
  assert.deepEqual([codeOf(refused), refused.json['disputes']], ['disputes_open', 1])
  assert.equal((await mine.send('GET', '/v1/me')).status, 200)
  await withdrawDispute(books, { id: newId('dst', occurredAt), dispute, at: occurredAt })
  assert.equal((await mine.send('GET', '/v1/me/closing')).json['disputes'], 0)
  assert.equal((await mine.send('POST', '/v1/me/closing', { proof })).status, 200)
})

test('a wallet is not closed without the right proof', async () => {
  const { mine } = await registered()
  const wrong = { proof: { kind: 'pin', pin: '975310' } }
  assert.equal(codeOf(await mine.send('POST', '/v1/me/closing', wrong)), 'pin_wrong')
  assert.equal(codeOf(await mine.send('POST', '/v1/me/closing', {})), 'pin_required')
  assert.equal((await mine.send('GET', '/v1/me')).status, 200)
})

test('a closed wallet stops at once, forgets who it was, and sets its phone free; the books stay', async () => {
  const { mine, line, person } = await registered()
  const closed = await mine.send('POST', '/v1/me/closing', { proof })
  assert.equal(closed.status, 200, closed.text)
  const shredAt = new Date(ground.clock.now())
  shredAt.setUTCFullYear(shredAt.getUTCFullYear() + 10)
  assert.equal(closed.json['shredAt'], shredAt.toISOString())
  assert.equal(codeOf(await mine.send('GET', '/v1/me')), 'unauthenticated')
  const occurredAt = ground.clock.now()
  const late = { id: 'top_01kjn5k6g0bbbbbbbbbbbbbbbb', person, asset: 'CNY/2', amount: 1n }
  await assert.rejects(topUp(books, { ...late, occurredAt }), { code: 'holder_frozen' })
  const left = await getPerson(ground, person)
  assert.deepEqual([left?.id, left?.name, left?.phone], [person, undefined, undefined])
  assert.equal(await findPersonByPhone(ground, line.phone), undefined)
  assert.equal((await lettersOf(person)).at(-1), 'wallet.closed')
  const sealed = await sealedOf(person)
  assert.ok(sealed.readable && !sealed.text.includes(line.phone))
  const anew = await register(browser(), line)
  assert.equal(anew.status, 201, anew.text)
  assert.notEqual(anew.json['person'], person)
})

test('who somebody was is shredded when the retention is over, and not a day before', async () => {
  const { mine, person } = await registered()
  await mine.send('POST', '/v1/me/closing', { proof })
  const tenYears = new Date(ground.clock.now())
  tenYears.setUTCFullYear(tenYears.getUTCFullYear() + 10)
  ground.clock.set(new Date(tenYears.getTime() - 1))
  await shredSealed(ground)
  assert.equal((await sealedOf(person)).readable, true)
  ground.clock.set(tenYears)
  assert.ok((await shredSealed(ground)) >= 1)
  assert.equal((await sealedOf(person)).readable, false)
})

test('a person takes their data along as JSON, without any secret in it', async () => {
  const { mine, line, person } = await registered()
  const answer = await mine.send('GET', '/v1/me/export')
  assert.equal(answer.status, 200)
  assert.match(String(answer.headers['content-disposition']), new RegExp(person))
  assert.equal(answer.json['phone'], line.phone)
  assert.equal((answer.json['consents'] as unknown[]).length, 2)
  assert.equal((answer.json['devices'] as unknown[]).length, 1)
  const [signIn] = answer.json['signIns'] as { origin: { userAgent: string } }[]
  assert.match(signIn?.origin.userAgent ?? '', /Android/)
  assert.ok(!answer.text.includes('argon2') && !answer.text.includes(PIN))
})
