import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { testAuthenticator } from '../../tests/harness/authenticator.ts'
import { codeOf } from '../../tests/harness/wallets.ts'
import { testDoor } from '../../tests/harness/door.ts'
import { setPin } from '../parties/index.ts'
import { askBinding, confirmBinding, topUp } from '../wallet/index.ts'
import { executeLater } from './approvals.ts'

const house = await testDoor({ after })
const { ground, lin, wang } = house
const { books, funding } = house.house
const [mine, theirs] = [await house.walletHeaders(lin), await house.walletHeaders(wang)]
const [maker, checker] = [
  await house.sessionHeaders('operator'),
  await house.sessionHeaders('approver'),
]
let keys = 0

const get = (path: string, headers: Record<string, string>) =>
  house.send({ method: 'GET', path, headers })
const post = (path: string, body: unknown, headers: Record<string, string>) => {
  const keyed = { 'idempotency-key': `payouts-${++keys}`, ...headers }
  return house.send({ method: 'POST', path, headers: keyed, body })
}

const authenticator = testAuthenticator()
await setPin(ground, { person: lin, pin: '246813' })
const { challenge } = (await post('/v1/me/passkey-options', {}, mine)).json
const registration = authenticator.register({ challenge: String(challenge) })
await post('/v1/me/passkeys', { label: '手机', response: registration }, mine)
const occurredAt = ground.clock.now()
await topUp(books, {
  id: newId('top', occurredAt),
  person: lin,
  asset: 'CNY/2',
  amount: 500_000_00n,
  occurredAt,
})
const card = await boundCard()

async function boundCard(): Promise<string> {
  const id = newId('bnd', occurredAt)
  const holder = { name: '林', phone: '13800000000', verifiedName: undefined }
  const wanted = { id, person: lin, number: '6222000000018888', ...holder }
  const { sandboxCode = '' } = await askBinding(funding, wanted)
  return (await confirmBinding(funding, { id, person: lin, code: sandboxCode })).id
}

async function withdrawal(amount: string) {
  const body = { card, amount: { amount, asset: 'CNY/2' } }
  const quote = await post('/v1/me/withdrawals?dryRun=true', body, mine)
  const { fee, review } = quote.json
  // So large an amount needs a passkey: the first answer brings what has to be signed.
  const headers = { ...mine, 'idempotency-key': `payout-${++keys}` }
  const asked = await post('/v1/me/withdrawals', { ...body, fee }, headers)
  const response = authenticator.sign({ challenge: String(asked.json['challenge']) })
  const proof = { kind: 'passkey', response }
  const made = await post('/v1/me/withdrawals', { ...body, fee, proof }, headers)
  assert.equal(made.status, 202, made.text)
  return { id: String(made.json['id']), made: made.json, promised: review }
}

const approvalFor = async (subject: string) => {
  const { json } = await get(`/v1/approvals?subject=${subject}`, checker)
  const [found] = json['items'] as { id: string; state: string; kind: string }[]
  assert.ok(found, 'there is no approval')
  return found
}
const decide = async (subject: string, body: object, headers = checker) =>
  post(`/v1/approvals/${(await approvalFor(subject)).id}/decisions`, body, headers)
const stateOf = async (id: string) => (await get(`/v1/me/withdrawals/${id}`, mine)).json['state']

test('a large withdrawal says before it is sent that somebody looks at it, and goes out when an approver agrees', async () => {
  const { id, made, promised } = await withdrawal('6000000')
  const until = new Date(occurredAt.getTime() + 24 * 3_600_000).toISOString()
  assert.deepEqual(promised, { until, end: null, category: null })
  assert.deepEqual([made['state'], made['review']], ['review', promised])
  const shown = await get(`/v1/payouts/${id}`, maker)
  assert.partialDeepStrictEqual(shown.json, {
    amount: '6000000',
    person: { id: lin, name: '*', phone: null },
    realName: 'III',
    paidBefore: { count: 0, amount: '0' },
  })
  const approval = await approvalFor(id)
  assert.deepEqual([approval.kind, approval.state], ['payout.large', 'waiting'])
  const verdict = { verdict: 'approved', reason: '已电话核实' }
  assert.equal(codeOf(await decide(id, verdict, maker)), 'forbidden')
  assert.equal((await decide(id, verdict)).json['state'], 'done')
  assert.equal(await stateOf(id), 'processing')
})

test('a rejection needs a category, gives the money back, and the person reads the category alone', async () => {
  const { id } = await withdrawal('7000000')
  const verdict = { verdict: 'rejected', reason: '疑似他人操作' }
  assert.equal(codeOf(await decide(id, verdict)), 'rejection_category_missing')
  assert.equal((await approvalFor(id)).state, 'waiting')
  const done = await decide(id, { ...verdict, category: 'account_protection' })
  assert.equal(done.json['state'], 'rejected', done.text)
  const read = await get(`/v1/me/withdrawals/${id}`, mine)
  assert.partialDeepStrictEqual(read.json, {
    state: 'given_back',
    review: { end: 'rejected', category: 'account_protection' },
  })
  assert.ok(!read.text.includes('疑似'))
  const { json } = await get('/v1/me/bills', mine)
  const bills = json['items'] as { id: string; state: string }[]
  assert.equal(bills.find((bill) => bill.id === id)?.state, 'failed')
})

test('a rejection whose process ended is carried out by the job, and done again it changes nothing', async () => {
  const { id } = await withdrawal('6000000')
  const { id: approval } = await approvalFor(id)
  await executeLater(house.house, { approval }).catch(() => undefined)
  assert.equal(await stateOf(id), 'review', 'nothing follows from what nobody decided')
  await decide(id, { verdict: 'rejected', reason: '不清楚', category: 'card_unclear' })
  await executeLater(house.house, { approval })
  assert.equal(await stateOf(id), 'given_back')
})

test('the person cancels while it waits; nobody else does, and the approval is gone from the inbox', async () => {
  const { id } = await withdrawal('6000000')
  const path = `/v1/me/withdrawals/${id}/cancellations`
  assert.equal(codeOf(await post(path, {}, theirs)), 'withdrawal_not_found')
  const cancelled = await post(path, {}, mine)
  assert.partialDeepStrictEqual(cancelled.json, {
    state: 'given_back',
    review: { end: 'cancelled' },
  })
  const inbox = await get('/v1/approvals?box=waiting', checker)
  assert.deepEqual(inbox.json['items'], [])
  assert.equal((await approvalFor(id)).state, 'withdrawn')
  assert.equal(
    codeOf(await decide(id, { verdict: 'approved', reason: '晚了' })),
    'approval_decided',
  )
  const acts = await get(`/v1/acts?action=approval.take_back`, checker)
  const [act] = acts.json['items'] as { actor: { kind: string; id: string } }[]
  assert.deepEqual([act?.actor.kind, act?.actor.id], ['person', lin])
})
