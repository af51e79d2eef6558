import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { testDoor, type Answer } from '../../../../tests/harness/door.ts'
import { personBalance, tellPin } from '../../../../tests/harness/payer.ts'
import { changeLimitValue, liftFreeze, registerPeople } from '../../../parties/index.ts'
import { startSubscribers, transaction } from '../../../platform/index.ts'
import { agreementsSubscriber, endSigned } from '../../../wallet/index.ts'

const house = await testDoor({ after })
const { lin, wang, teahouse, ground } = house
const { books } = house.house
const server = await house.keyHeaders(['payments', 'parties', 'read'])
const merchant = await house.keyHeaders(['payments'], teahouse)
const operator = await house.sessionHeaders('operator')
const phones = new Map([
  [lin, await house.walletHeaders(lin)],
  [wang, await house.walletHeaders(wang)],
])
const pin = await tellPin(ground, lin)
await tellPin(ground, wang)
let keys = 0

const yuan = (amount: string) => ({ amount, asset: 'CNY/2' })
const codeIn = ({ status, json }: Answer) => [status, json['code']]
const balance = () => personBalance(house.house, lin)

function post(path: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
  const key = { 'idempotency-key': `key-${++keys}` }
  return house.send({ method: 'POST', path, headers: { ...key, ...headers }, body })
}
const get = (path: string, headers: Record<string, string>) =>
  house.send({ method: 'GET', path, headers })
const headersOf = (person: string) => phones.get(person) ?? {}

async function offered(perDeduction = '3000'): Promise<string> {
  const terms = { purpose: '停车费', period: 'month', noticeHours: 0 }
  const limits = { perDeduction: yuan(perDeduction), perPeriod: '90000000' }
  const made = await post('/v1/agreement-offers', { ...terms, ...limits }, merchant)
  assert.equal(made.status, 201, made.text)
  return String(made.json['id'])
}

const signs = (offer: string, person = lin) =>
  post('/v1/me/agreements', { offer, proof: { kind: 'pin', pin } }, headersOf(person))

async function signed(offer: string, person = lin): Promise<string> {
  // Lists are by the time of signing: no two of them at one instant.
  ground.clock.tick(1_000)
  const answer = await signs(offer, person)
  assert.equal(answer.status, 201, answer.text)
  return String(answer.json['id'])
}

const deducts = (agreement: string, amount: string) =>
  post(`/v1/agreements/${agreement}/deductions`, { amount: yuan(amount) }, merchant)
const stateOf = async (agreement: string) => {
  const { json } = await get(`/v1/agreements/${agreement}`, merchant)
  return [json['state'], json['cancelledBy']]
}

/** Why the person was told that nothing was taken; the merchant learns only that it was. */
async function refusedFor(agreement: string, amount: string): Promise<unknown> {
  const before = await balance()
  const answer = await deducts(agreement, amount)
  assert.deepEqual(codeIn(answer), [409, 'payer_cannot_pay'])
  assert.equal(await balance(), before)
  const [row] = await ground.db.query<{ body: Record<string, unknown> }>(
    `select body from platform.letters where type = 'deduction.refused' order by seq desc limit 1`,
  )
  assert.equal(row?.body['agreement'], agreement)
  return row?.body['reason']
}

/** Sets what may be paid a day by PIN, which is where deductions count. */
async function mayPayADay(value: bigint): Promise<void> {
  await changeLimitValue(ground, {
    id: `fig_${++keys}`,
    class: 'any',
    kind: 'two_factors_day',
    value,
    source: 'test',
    effectiveFrom: ground.clock.now(),
    reason: 'test',
    by: 'test',
  })
  ground.clock.tick(1_000)
}

await post('/v1/top-ups', { person: lin, amount: yuan('1000000') }, server)

test('while the person is frozen nothing is deducted, and after it everything is as before', async () => {
  const agreement = await signed(await offered())
  const freeze = { in: false, out: true, category: 'account_security', reason: '核查' }
  const path = `/v1/people/${lin}/freezes`
  const frozen = await post(path, freeze, operator)
  assert.ok(frozen.status < 300, frozen.text)
  assert.equal(await refusedFor(agreement, '100'), 'wallet_frozen')
  const id = String(frozen.json['id'])
  await liftFreeze(books, { person: lin, freeze: id, reason: '已核实', by: 'opr_checker' })
  assert.equal((await deducts(agreement, '100')).status, 201)
})

test('a balance that is short is not a debt: nothing is taken, and the person learns why', async () => {
  const agreement = await signed(await offered('400000'))
  await mayPayADay(900000000n)
  while ((await balance()) >= 400_000n) {
    assert.equal((await deducts(agreement, '400000')).status, 201)
  }
  const left = await balance()
  assert.ok(left < 400_000n)
  assert.equal(await refusedFor(agreement, '400000'), 'insufficient_funds')
  await post('/v1/top-ups', { person: lin, amount: yuan('400000') }, server)
  assert.equal((await deducts(agreement, '400000')).status, 201)
})

test('the limits of the person’s own class stand in the way of an agreement that allows more', async () => {
  const agreement = await signed(await offered('400000'))
  await post('/v1/top-ups', { person: lin, amount: yuan('1000000') }, server)
  await mayPayADay(1000n)
  assert.equal(await refusedFor(agreement, '2000'), 'limit_reached')
  await mayPayADay(900000000n)
  assert.equal((await deducts(agreement, '2000')).status, 201)
})

test('an operator and the merchant end one agreement at once while it is deducted: it ends once, and is told once', async () => {
  const agreement = await signed(await offered())
  const before = await balance()
  const answers = await Promise.all([
    deducts(agreement, '100'),
    post(`/v1/agreements/${agreement}/endings`, { reason: '用户来电要求' }, operator),
    post(`/v1/agreements/${agreement}/cancellation`, undefined, merchant),
    deducts(agreement, '100'),
  ])
  const taken = [answers[0], answers[3]].filter((answer) => answer?.status === 201).length
  assert.equal(await balance(), before - 100n * BigInt(taken))
  assert.equal((await stateOf(agreement))[0], 'cancelled')
  assert.deepEqual(codeIn(await deducts(agreement, '100')), [409, 'agreement_cancelled'])
  const told = await ground.db.query(
    `select 1 from platform.letters where type = 'agreement.cancelled' and body->>'agreement' = $1`,
    [agreement],
  )
  assert.equal(told.length, 1)
})

test('an operator sees what was signed and taken, ends it for a reason that stands in the trail, and the person is told', async () => {
  const agreement = await signed(await offered())
  await deducts(agreement, '1200')
  const list = await get(`/v1/agreements?person=${lin}`, operator)
  const [first] = list.json['items'] as { id: string; merchant: string }[]
  assert.deepEqual([first?.id, first?.merchant], [agreement, teahouse])
  const shown = await get(`/v1/agreements/${agreement}`, operator)
  assert.equal(shown.json['taken'], '1200')
  const viewer = await house.sessionHeaders('viewer')
  const ending = { reason: '用户来电要求' }
  const path = `/v1/agreements/${agreement}/endings`
  assert.deepEqual(codeIn(await post(path, ending, viewer)), [403, 'forbidden'])
  assert.equal((await post(path, ending, operator)).json['cancelledBy'], 'operator')
  assert.equal((await post(path, ending, operator)).json['state'], 'cancelled')
  const { json } = await get(`/v1/acts?action=agreement.end&subject=${agreement}`, operator)
  const acts = json['items'] as { reason: string; actor: { kind: string } }[]
  assert.deepEqual(
    acts.map(({ reason, actor }) => [reason, actor.kind]),
    [['用户来电要求', 'operator']],
  )
  const mine = await get(`/v1/me/agreements/${agreement}`, headersOf(lin))
  assert.equal(mine.json['cancelledBy'], 'operator')
})

test('whose data scope is another merchant sees nothing of it and ends nothing', async () => {
  const agreement = await signed(await offered())
  const made = await post(
    '/v1/merchants',
    { name: '饼店', category: 'bakery', feeBasisPoints: 0 },
    server,
  )
  const scope = { merchants: [String(made.json['id'])], reveals: true }
  const other = await house.sessionHeaders('operator', scope)
  assert.deepEqual((await get(`/v1/agreements?person=${lin}`, other)).json['items'], [])
  const ending = await post(`/v1/agreements/${agreement}/endings`, { reason: 'x' }, other)
  assert.deepEqual(codeIn(ending), [404, 'agreement_not_found'])
  const own = await house.keyHeaders(['payments'], String(made.json['id']))
  const offer = await offered()
  const path = `/v1/agreement-offers/${offer}/withdrawal`
  const taken = await post(path, { signed: 'end' }, own)
  assert.deepEqual(codeIn(taken), [404, 'agreement_offer_not_found'])
})

test('an offer that is taken back is signed by nobody; what was signed goes on where the merchant says so', async () => {
  const offer = await offered()
  const agreement = await signed(offer)
  const path = `/v1/agreement-offers/${offer}/withdrawal`
  const unsaid = await post(path, {}, merchant)
  assert.deepEqual(codeIn(unsaid), [400, 'invalid_request'])
  const done = await post(path, { signed: 'stay' }, merchant)
  assert.equal(done.json['signed'], 'stay', done.text)
  assert.deepEqual(codeIn(await signs(offer, wang)), [409, 'agreement_offer_withdrawn'])
  const terms = await get(`/v1/me/agreement-offers/${offer}`, headersOf(wang))
  assert.deepEqual(codeIn(terms), [409, 'agreement_offer_withdrawn'])
  assert.equal((await get(`/v1/me/agreement-offers/${offer}`, headersOf(lin))).status, 200)
  assert.equal((await deducts(agreement, '100')).status, 201)
  const mine = await get(`/v1/me/agreements/${agreement}`, headersOf(lin))
  assert.equal(mine.json['offerWithdrawnAt'], done.json['withdrawnAt'])
  const again = await post(path, { signed: 'stay' }, merchant)
  assert.equal(again.json['withdrawnAt'], done.json['withdrawnAt'])
  const other = await post(path, { signed: 'end' }, merchant)
  assert.deepEqual(codeIn(other), [409, 'agreement_offer_withdrawn'])
})

test('an offer that ends with its signatures ends all of them, each person told once, whoever signs meanwhile', async () => {
  const offer = await offered()
  const agreement = await signed(offer)
  const path = `/v1/agreement-offers/${offer}/withdrawal`
  const [done, late] = await Promise.all([
    post(path, { signed: 'end' }, merchant),
    signs(offer, wang),
  ])
  assert.equal(done.status, 200, done.text)
  await endSigned(books, offer)
  assert.deepEqual(await stateOf(agreement), ['cancelled', 'merchant'])
  if (late.status === 201) {
    assert.deepEqual(await stateOf(String(late.json['id'])), ['cancelled', 'merchant'])
  } else {
    assert.deepEqual(codeIn(late), [409, 'agreement_offer_withdrawn'])
  }
  assert.deepEqual(codeIn(await deducts(agreement, '100')), [409, 'agreement_cancelled'])
  const told = await ground.db.query(
    `select 1 from platform.letters where type = 'agreement.cancelled' and body->>'agreement' = $1`,
    [agreement],
  )
  assert.equal(told.length, 1)
})

test('who closes their wallet ends what they signed, and the merchant reads that it was the person', async () => {
  const registeredAt = ground.clock.now()
  const [chen = ''] = await transaction(ground.db, async (tx) => {
    const made = await registerPeople(tx, ground, [{ registeredAt, name: '陈' }])
    await tx.query(
      `insert into parties.real_names (person, class, provider, verified_at)
       values ($1, 'III', 'test', $2)`,
      [made[0], registeredAt],
    )
    return made
  })
  phones.set(chen, await house.walletHeaders(chen))
  await tellPin(ground, chen)
  const agreement = await signed(await offered(), chen)
  const post_ = startSubscribers(ground, [agreementsSubscriber(books)])
  ground.onEnd(() => post_.stop())
  const { json: before } = await get('/v1/me/closing', headersOf(chen))
  assert.equal(before['agreements'], 1)
  const closed = await post('/v1/me/closing', { proof: { kind: 'pin', pin } }, headersOf(chen))
  assert.ok(closed.status < 300, closed.text)
  await post_.drain()
  assert.deepEqual(await stateOf(agreement), ['cancelled', 'person'])
})
