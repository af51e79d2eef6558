import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import fc from 'fast-check'
import { allRoutes } from '@suanpan/contract/routes'
import type { Route } from '@suanpan/contract/routes/define'
import type { z } from 'zod'
import { testAuthenticator } from '../../tests/harness/authenticator.ts'
import { ALL_SCOPES, testDoor } from '../../tests/harness/door.ts'
import { fromSchema } from '../../tests/harness/from-schema.ts'
import { tellPin } from '../../tests/harness/payer.ts'
import { registerPeople } from '../parties/index.ts'
import { transaction } from '../platform/index.ts'

const house = await testDoor({ after })
const { lin, wang, teahouse, ground } = house
const server = await house.keyHeaders(ALL_SCOPES)
const till = await house.keyHeaders(['payments'], teahouse)
const phone = await house.walletHeaders(lin)
const stranger = await house.walletHeaders(wang)
const pin = await tellPin(ground, lin)
const [payee = ''] = await transaction(ground.db, (tx) =>
  registerPeople(tx, ground, [{ registeredAt: ground.clock.now(), name: '周' }]),
)
const yuan = (amount: string) => ({ amount, asset: 'CNY/2' })
let keys = 0

async function made(
  path: string,
  body: unknown,
  headers = phone,
): Promise<Record<string, unknown>> {
  const answer = await house.send({
    method: 'POST',
    path,
    body,
    headers: { 'idempotency-key': `owned-${++keys}`, ...headers },
  })
  assert.ok(answer.status < 300, `${path}: ${answer.text}`)
  return answer.json
}

async function card(): Promise<string> {
  const number = `622200${String(++keys).padStart(6, '0')}8888`
  const asked = await made('/v1/me/card-bindings', { number, name: '林', phone: '13800000000' })
  const { id: binding, sandboxCode: code } = asked
  return String((await made('/v1/me/cards', { binding, code }))['id'])
}

const topUp = () => made('/v1/top-ups', { person: lin, amount: yuan('500000') }, server)
const code = () => made('/v1/me/payment-codes', {})

async function askedOfThePhone(): Promise<string> {
  const { code: shown } = await code()
  return String(
    (await made('/v1/code-payments', { code: shown, amount: yuan('50000') }, till))['id'],
  )
}

async function bill(): Promise<string> {
  await topUp()
  const list = await house.send({ method: 'GET', path: '/v1/me/bills', headers: phone })
  const [first] = list.json['items'] as { id: string }[]
  return first!.id
}

async function payment(): Promise<string> {
  await topUp()
  const payee = { kind: 'merchant', merchant: teahouse }
  const { id, quote } = await made('/v1/quotes', { payee, amount: yuan('1000') })
  const headers = { ...phone, 'idempotency-key': String(id) }
  const paid = await made('/v1/me/payments', { quote, proof: { kind: 'pin', pin } }, headers)
  return String(paid['id'])
}

async function withdrawal(): Promise<string> {
  await topUp()
  const body = { card: await card(), amount: yuan('1000'), fee: '0', proof: { kind: 'pin', pin } }
  return String((await made('/v1/me/withdrawals', body))['id'])
}

async function transfer(): Promise<string> {
  await topUp()
  const body = {
    to: { phone: '13900000009' },
    amount: yuan('1000'),
    arrival: 'after_24h',
    proof: { kind: 'pin', pin },
  }
  return String((await made('/v1/me/transfers', body))['id'])
}

async function dispute(): Promise<string> {
  const body = { payment: await payment(), amount: '1000', reason: 'other', text: '多收了' }
  return String((await made('/v1/me/disputes', body))['id'])
}

async function conversation(): Promise<string> {
  const asked = await made('/v1/me/conversations', { topic: 'other', text: '怎么改手机号' })
  const id = String(asked['id'])
  // Only five may be open at a time.
  await house.send({ method: 'PUT', path: `/v1/me/conversations/${id}/closed`, headers: phone })
  return id
}

async function file(): Promise<string> {
  const data = Buffer.from('%PDF-1.7\n').toString('base64')
  return String((await made('/v1/me/files', { data }))['id'])
}

/** How 林 lin comes to have one of each: the path of every route that names a thing of a person. */
async function passkey(): Promise<string> {
  const { challenge } = await made('/v1/me/passkey-options', {})
  const response = testAuthenticator().register({ challenge: String(challenge) })
  return String((await made('/v1/me/passkeys', { label: '手机', response }))['id'])
}

async function redPacket(): Promise<string> {
  await topUp()
  const body = { kind: 'equal', shares: 2, amount: yuan('200'), proof: { kind: 'pin', pin } }
  return String((await made('/v1/me/red-packets', body))['id'])
}

async function goal(): Promise<string> {
  const opened = await made('/v1/me/goals', { name: '去敦煌', target: yuan('300000') })
  return String(opened['id'])
}

async function agreement(): Promise<string> {
  const terms = {
    merchant: teahouse,
    purpose: '停车费',
    perDeduction: yuan('1000'),
    perPeriod: '1000',
    period: 'month',
    noticeHours: 0,
  }
  const { id: offer } = await made('/v1/agreement-offers', terms, server)
  const body = { offer, proof: { kind: 'pin', pin } }
  return String((await made('/v1/me/agreements', body))['id'])
}

const things: Record<string, () => Promise<string>> = {
  'myPasskeys.rename': passkey,
  'myPasskeys.remove': passkey,
  'myDevices.revoke': async () => {
    const list = await house.send({ method: 'GET', path: '/v1/me/devices', headers: phone })
    return (list.json['items'] as { id: string }[])[0]!.id
  },
  'myPayments.get': payment,
  'transfers.get': transfer,
  'redPackets.get': redPacket,
  'goals.get': goal,
  'goals.change': goal,
  'goals.putIn': goal,
  'goals.takeOut': goal,
  'goals.end': goal,
  'goals.share': goal,
  'transfers.revoke': transfer,
  'cards.unbind': card,
  'myTopUps.get': async () =>
    String((await made('/v1/me/top-ups', { card: await card(), amount: yuan('100') }))['id']),
  'withdrawals.get': withdrawal,
  'withdrawals.cancel': withdrawal,
  'paymentCodes.get': async () => String((await code())['id']),
  'codeRequests.get': askedOfThePhone,
  'codeRequests.confirm': askedOfThePhone,
  'codeRequests.decline': askedOfThePhone,
  'bills.get': bill,
  'bills.change': bill,
  'bills.receipt': bill,
  'disputeTerms.get': payment,
  'myDisputes.get': dispute,
  'myDisputes.add': dispute,
  'myDisputes.escalate': dispute,
  'myDisputes.withdraw': dispute,
  'myFiles.get': file,
  'myAgreements.get': agreement,
  'myAgreements.cancel': agreement,
  'myConversations.get': conversation,
  'myConversations.say': conversation,
  'myConversations.close': conversation,
  'myConversations.rate': conversation,
}

async function book(): Promise<string> {
  return String((await made('/v1/me/books', { name: '旅行' }))['id'])
}

async function expense(): Promise<string> {
  const shares = [{ person: lin }]
  const wish = { title: '茶', payer: lin, amount: '1800', shares, spentOn: '2026-03-03' }
  return String((await made(`/v1/me/books/${await book()}/expenses`, wish))['id'])
}

for (const name of [
  'books.get',
  'books.change',
  'books.csv',
  'bookMembers.change',
  'bookMembers.remove',
  'bookInvites.list',
  'bookInvites.create',
  'bookInvites.revoke',
  'bookCash.create',
  'bookExpenses.list',
  'bookExpenses.create',
]) {
  things[name] = book
}
async function cash(): Promise<string> {
  const of = await book()
  const { token } = await made(`/v1/me/books/${of}/invites`, {})
  const guest = await house.walletHeaders(payee)
  await made(`/v1/me/book-invitations/${String(token)}/acceptances`, undefined, guest)
  const shares = [{ person: payee }]
  const wish = { title: '茶', payer: lin, amount: '1800', shares, spentOn: '2026-03-03' }
  await made(`/v1/me/books/${of}/expenses`, wish)
  const paid = { from: payee, to: lin, amount: '1800' }
  return String((await made(`/v1/me/books/${of}/cash`, paid))['id'])
}
for (const verb of ['confirm', 'deny', 'withdraw']) things[`bookCash.${verb}`] = cash

for (const verb of ['get', 'change', 'remove', 'restore']) things[`bookExpenses.${verb}`] = expense

/** Ids in paths that are not of a thing somebody owns. */
const ofNobody = new Set([
  // Who hides a contact names the other person; there is nothing of theirs to see.
  'contacts.hide',
])

/** The parameter that is an id, if the route has one. */
function idParameter({ path }: Route): string | undefined {
  return /:(id|person)\b/.exec(path)?.[1]
}

const owned = allRoutes().filter(
  (route) =>
    route.audience.includes('consumer') &&
    idParameter(route) !== undefined &&
    !ofNobody.has(route.name),
)

/** One valid thing to send, the same in every run. */
const sample = (schema: z.ZodType): unknown =>
  fc.sample(
    fromSchema(schema).filter((value) => schema.safeParse(value).success),
    { seed: 1, numRuns: 1 },
  )[0]

async function ask(route: Route, id: string, headers: Record<string, string>) {
  const body = route.body && sample(route.body)
  const others = sample(route.params!) as Record<string, string>
  const named = { ...others, [idParameter(route)!]: id }
  return house.send({
    method: route.method,
    path: route.path.replace(/:([a-zA-Z]+)/g, (_whole, name: string) => named[name] ?? name),
    headers: { ...headers, 'idempotency-key': id },
    ...(body !== undefined && { body }),
  })
}

for (const route of owned) {
  const thing = things[route.name]
  test(`${route.name} answers 404 for an id that nobody has`, async () => {
    const params = sample(route.params!) as Record<string, string>
    const answer = await ask(route, params[idParameter(route)!]!, stranger)
    assert.equal(answer.status, 404, answer.text)
  })

  test(
    `${route.name} answers 404 for what is somebody else's, as if it were not there`,
    { todo: thing === undefined && 'the table of things has no row for it yet' },
    async () => {
      if (thing === undefined) return
      const id = await thing()
      const [before] = await ground.db.query('select seq from ledger.head')
      const answer = await ask(route, id, stranger)
      assert.equal(answer.status, 404, answer.text)
      assert.deepEqual(await ground.db.query('select seq from ledger.head'), [before])
      // Whose it is finds it, so it was not for want of the thing.
      if (route.method === 'GET') assert.equal((await ask(route, id, phone)).status, 200)
    },
  )
}

test('the table of things names no route that is not there', () => {
  const names = new Set(owned.map(({ name }) => String(name)))
  assert.deepEqual(
    Object.keys(things).filter((name) => !names.has(name)),
    [],
  )
})

test("somebody else's card is not there for a top-up, a withdrawal or the order of cards", async () => {
  const theirs = await card()
  const strangersPin = await tellPin(ground, wang)
  await made('/v1/top-ups', { person: wang, amount: yuan('10000') }, server)
  const from = { headers: { ...stranger, 'idempotency-key': 'their-card' } }
  const asked = await Promise.all([
    house.send({
      method: 'POST',
      path: '/v1/me/top-ups',
      body: { card: theirs, amount: yuan('100') },
      ...from,
    }),
    house.send({
      method: 'POST',
      path: '/v1/me/withdrawals',
      body: {
        card: theirs,
        amount: yuan('100'),
        fee: '0',
        proof: { kind: 'pin', pin: strangersPin },
      },
      ...from,
    }),
    house.send({ method: 'PUT', path: '/v1/me/cards/order', body: { cards: [theirs] }, ...from }),
  ])
  assert.deepEqual(
    asked.map(({ status, json }) => [status, json['code']]),
    asked.map(() => [404, 'card_not_found']),
  )
})

test("a merchant's key finds nothing of another merchant's", async () => {
  const bakery = await made(
    '/v1/merchants',
    { name: '饼店', category: 'bakery', feeBasisPoints: 0 },
    server,
  )
  const other = await house.keyHeaders(ALL_SCOPES, String(bakery['id']))
  await topUp()
  const paid = await made(
    '/v1/payments',
    { person: lin, merchant: teahouse, amount: yuan('1') },
    server,
  )
  const asked = await askedOfThePhone()
  const tried = await Promise.all([
    house.send({ method: 'GET', path: `/v1/payments/${String(paid['id'])}`, headers: other }),
    house.send({ method: 'GET', path: `/v1/code-payments/${asked}`, headers: other }),
    house.send({
      method: 'POST',
      path: `/v1/code-payments/${asked}/reversals`,
      headers: { ...other, 'idempotency-key': 'reverse' },
    }),
    house.send({
      method: 'POST',
      path: `/v1/payments/${String(paid['id'])}/refunds`,
      headers: { ...other, 'idempotency-key': 'refund' },
      body: { amount: yuan('1') },
    }),
  ])
  assert.deepEqual(
    tried.map(({ status }) => status),
    [404, 404, 404, 404],
  )
})
