import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { ALL_SCOPES, testDoor, type Answer } from '../../../tests/harness/door.ts'
import { personBalance, tellPin } from '../../../tests/harness/payer.ts'
import { newId } from '@suanpan/kernel/ids'
import { cancelCheckout, expireCheckouts, pay as makePayment } from '../index.ts'

const house = await testDoor({ after })
const { lin, wang, teahouse, ground } = house
const { books } = house.house
const server = await house.keyHeaders(ALL_SCOPES)
const till = await house.keyHeaders(['payments'], teahouse)
const phones = {
  [lin]: await house.walletHeaders(lin),
  [wang]: await house.walletHeaders(wang),
}
const pins = { [lin]: await tellPin(ground, lin), [wang]: await tellPin(ground, wang) }
const AMOUNT = 1_800n
const MINUTE_MS = 60_000
let keys = 0

type Headers = Record<string, string>

function post(path: string, body: unknown, headers: Headers = till): Promise<Answer> {
  const key = { 'idempotency-key': `checkout-${++keys}` }
  return house.send({ method: 'POST', path, headers: { ...key, ...headers }, body })
}
const get = (path: string, headers: Headers = till) => house.send({ method: 'GET', path, headers })
const yuan = (amount: bigint | string) => ({ amount: String(amount), asset: 'CNY/2' })
const has = (person: string) => personBalance(house.house, person)
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

async function link(more: Record<string, unknown> = {}): Promise<{ id: string; code: string }> {
  const made = await post('/v1/checkouts', { amount: yuan(AMOUNT), title: '明前龙井', ...more })
  assert.equal(made.status, 201, made.text)
  return { id: textOf(made.json['id']), code: textOf(made.json['code']) }
}

const quoteOf = (person: string, code: string, more: Record<string, unknown> = {}) =>
  post('/v1/quotes', { payee: { kind: 'code', code }, ...more }, phones[person])

function pay(person: string, quote: Answer): Promise<Answer> {
  const body = { quote: quote.json['quote'], proof: { kind: 'pin', pin: pins[person] } }
  const key = { 'idempotency-key': textOf(quote.json['id']) }
  return post('/v1/me/payments', body, { ...phones[person], ...key })
}

const stateOf = async (id: string) => (await get(`/v1/checkouts/${id}`)).json['state']

const lettersOf = async (id: string): Promise<string[]> =>
  (
    await ground.db.query<{ told: string }>(
      `select type || ' ' || party as told from platform.letters
       where type like 'checkout.%' and body->>'checkout' = $1 order by seq`,
      [id],
    )
  ).map(({ told }) => told)

async function card(person: string): Promise<string> {
  const number = `622200${String(++keys).padStart(6, '0')}8888`
  const binding = { number, name: '林', phone: '13800000000' }
  const asked = await post('/v1/me/card-bindings', binding, phones[person])
  const { id, sandboxCode: code } = asked.json
  const bound = await post('/v1/me/cards', { binding: id, code }, phones[person])
  assert.equal(bound.status, 201, bound.text)
  return textOf(bound.json['id'])
}

async function bankWorks(seconds: number): Promise<void> {
  ground.clock.tick(seconds * 1000)
  await house.house.sandboxBank?.work(async ({ body, headers }) => {
    const path = '/v1/bank/sandbox/callbacks'
    return { status: (await house.send({ method: 'POST', path, headers, body })).status }
  })
}

for (const person of [lin, wang]) {
  await post('/v1/top-ups', { person, amount: yuan('1000000') }, server)
}

test('a link is made by the till, opened and paid by a person, and both know', async () => {
  const made = await link({
    description: '2026 年春茶，100 克',
    reference: 'order 7',
    returnUrl: 'https://tea.example/orders/7',
  })
  const before = await has(lin)
  const opened = await get(`/v1/me/checkouts/${made.code}`, phones[lin])
  assert.deepEqual(
    [opened.json['state'], opened.json['title'], opened.json['amount'], opened.json['returnTo']],
    ['open', '明前龙井', '1800', { url: 'https://tea.example/orders/7', host: 'tea.example' }],
  )
  const quote = await quoteOf(lin, made.code)
  assert.deepEqual(
    [quote.status, quote.json['amount'], quote.json['stepUp']],
    [201, '1800', 'pin'],
    quote.text,
  )
  const paid = await pay(lin, quote)
  assert.deepEqual([paid.status, paid.json['state']], [201, 'paid'], paid.text)
  assert.deepEqual(paid.json['checkout'], {
    id: made.id,
    title: '明前龙井',
    returnTo: { url: 'https://tea.example/orders/7', host: 'tea.example' },
  })
  assert.equal(await has(lin), before - AMOUNT)
  const seen = await get(`/v1/checkouts/${made.id}`)
  assert.deepEqual(
    [seen.json['state'], seen.json['payment'], seen.json['reference']],
    ['paid', paid.json['id'], 'order 7'],
  )
  assert.deepEqual(await lettersOf(made.id), [`checkout.paid ${teahouse}`])
  const bill = await get(`/v1/me/bills/${textOf(paid.json['id'])}`, phones[lin])
  const shown = bill.json['bill'] as Record<string, unknown>
  assert.deepEqual([shown['title'], shown['reference']], ['明前龙井', 'order 7'])
  const atTheDesk = await get(`/v1/payments/${textOf(paid.json['id'])}`, server)
  assert.deepEqual(atTheDesk.json['checkout'], { id: made.id, title: '明前龙井' })
  const search = (person: string) =>
    get(`/v1/me/bills?search=${encodeURIComponent('龙井')}`, phones[person])
  const [match] = (await search(lin)).json['items'] as { id: string }[]
  assert.equal(match?.id, paid.json['id'])
  assert.deepEqual((await search(wang)).json['items'], [])
  const theirs = await get(`/v1/me/checkouts/${made.code}`, phones[wang])
  assert.deepEqual([theirs.json['state'], theirs.json['payment']], ['paid', null])
  assert.equal((await quoteOf(wang, made.code)).json['code'], 'checkout_paid')
})

test('a payment that is sent again is told again, and a refund leaves the link paid', async () => {
  const { id, code } = await link()
  const quote = await quoteOf(lin, code)
  const paid = await pay(lin, quote)
  assert.deepEqual((await pay(lin, quote)).json, paid.json)
  await post(`/v1/payments/${textOf(paid.json['id'])}/refunds`, { amount: yuan(AMOUNT) })
  assert.equal(await stateOf(id), 'paid')
})

test('of two people who pay at once one has paid, and the other keeps the money', async () => {
  for (let round = 0; round < 5; round++) {
    const { id, code } = await link()
    const before = { [lin]: await has(lin), [wang]: await has(wang) }
    const quotes = await Promise.all([quoteOf(lin, code), quoteOf(wang, code)])
    const [one, other] = await Promise.all([pay(lin, quotes[0]), pay(wang, quotes[1])])
    const refused = one.status === 201 ? other : one
    assert.deepEqual([one.status, other.status].toSorted(), [201, 409])
    assert.equal(refused.json['code'], 'checkout_paid', refused.text)
    const spent = before[lin]! - (await has(lin)) + before[wang]! - (await has(wang))
    assert.equal(spent, AMOUNT)
    assert.deepEqual(await lettersOf(id), [`checkout.paid ${teahouse}`])
  }
})

test('of a payment and a cancellation at once one has happened, and the other says which', async () => {
  for (let round = 0; round < 8; round++) {
    const { id, code } = await link()
    const before = await has(lin)
    const quote = await quoteOf(lin, code)
    // The cancellation waits a little longer from round to round, so that either comes first.
    const cancelled = new Promise<Answer>((resolve) =>
      setTimeout(() => resolve(post(`/v1/checkouts/${id}/cancellation`, undefined)), round * 40),
    )
    const [paid, cancel] = await Promise.all([pay(lin, quote), cancelled])
    const state = await stateOf(id)
    const told = [paid.status, cancel.status, paid.json['code'] ?? cancel.json['code'], state]
    if (paid.status === 201) assert.deepEqual(told, [201, 409, 'checkout_paid', 'paid'])
    else assert.deepEqual(told, [409, 200, 'checkout_cancelled', 'cancelled'])
    assert.equal(before - (await has(lin)), paid.status === 201 ? AMOUNT : 0n)
    assert.deepEqual(await lettersOf(id), [`checkout.${textOf(state)} ${teahouse}`])
  }
})

test('of a payment and its expiry at once one has happened', async () => {
  for (let round = 0; round < 8; round++) {
    const { id, code } = await link({ expiresInMinutes: 1 })
    const before = await has(wang)
    const quote = await quoteOf(wang, code)
    const due = new Date(ground.clock.now().getTime() + MINUTE_MS)
    const expired = new Promise<number>((resolve) =>
      setTimeout(() => resolve(expireCheckouts(books, due)), round * 40),
    )
    const [paid, ended] = await Promise.all([pay(wang, quote), expired])
    const state = await stateOf(id)
    assert.equal(state, paid.status === 201 ? 'paid' : 'expired', paid.text)
    assert.equal(ended, paid.status === 201 ? 0 : 1)
    if (paid.status !== 201) assert.equal(paid.json['code'], 'checkout_expired')
    assert.equal(before - (await has(wang)), paid.status === 201 ? AMOUNT : 0n)
    assert.deepEqual(await lettersOf(id), [`checkout.${textOf(state)} ${teahouse}`])
  }
})

test('three ends that reach the books together are one end, whoever is first', async () => {
  const merchant = { id: teahouse, category: 'tea_house', feeBasisPoints: 60 }
  for (let first = 0; first < 3; first++) {
    const { id } = await link()
    const before = await has(lin)
    const at = ground.clock.now()
    const order = { person: lin, merchant, asset: 'CNY/2', amount: AMOUNT, occurredAt: at }
    const ends = [
      () => makePayment(books, { ...order, id: newId('pay', at), checkout: id }),
      () => cancelCheckout(books, { id, at }),
      () => expireCheckouts(books, new Date(at.getTime() + 15 * MINUTE_MS)),
    ]
    await Promise.allSettled([...ends.slice(first), ...ends.slice(0, first)].map((end) => end()))
    const rows = await ground.db.query<{ state: string }>(
      'select state from wallet.checkout_ends where checkout = $1',
      [id],
    )
    assert.equal(rows.length, 1)
    assert.equal(before - (await has(lin)), rows[0]?.state === 'paid' ? AMOUNT : 0n)
    assert.deepEqual(await lettersOf(id), [`checkout.${rows[0]?.state} ${teahouse}`])
  }
})

test('after its time it is expired for everybody, told once, and nothing is taken', async () => {
  const { id, code } = await link({ expiresInMinutes: 30 })
  const late = await link({ expiresInMinutes: 43_200 })
  const quote = await quoteOf(lin, code)
  const before = await has(lin)
  ground.clock.tick(29 * MINUTE_MS)
  assert.equal(await expireCheckouts(books, ground.clock.now()), 0)
  const fresh = await quoteOf(lin, code)
  ground.clock.tick(MINUTE_MS)
  const refused = await pay(lin, fresh)
  assert.equal(refused.json['code'], 'checkout_expired', refused.text)
  assert.equal((await quoteOf(lin, code)).json['code'], 'checkout_expired')
  assert.equal((await pay(lin, quote)).json['code'], 'checkout_expired')
  const opened = await get(`/v1/me/checkouts/${code}`, phones[lin])
  assert.equal(opened.json['state'], 'expired')
  const cancelled = await post(`/v1/checkouts/${id}/cancellation`, undefined)
  assert.equal(cancelled.json['code'], 'checkout_expired')
  assert.equal(await expireCheckouts(books, ground.clock.now()), 0)
  assert.deepEqual(await lettersOf(id), [`checkout.expired ${teahouse}`])
  assert.equal(await has(lin), before)
  assert.equal(await stateOf(late.id), 'open')
})

test('a sweep ends all whose time is up, once, however many sweep', async () => {
  const links = await Promise.all([1, 2, 3].map(() => link({ expiresInMinutes: 1 })))
  ground.clock.tick(MINUTE_MS)
  const at = ground.clock.now()
  const ended = await Promise.all([expireCheckouts(books, at), expireCheckouts(books, at)])
  assert.equal(ended[0] + ended[1], 3)
  for (const { id } of links)
    assert.deepEqual(await lettersOf(id), [`checkout.expired ${teahouse}`])
})

test('cancelling twice is cancelling once', async () => {
  const { id, code } = await link()
  const first = await post(`/v1/checkouts/${id}/cancellation`, undefined)
  assert.deepEqual([first.status, first.json['state']], [200, 'cancelled'], first.text)
  const again = await post(`/v1/checkouts/${id}/cancellation`, undefined)
  assert.deepEqual([again.status, again.json], [200, first.json])
  assert.equal(again.headers['idempotency-replayed'], 'true')
  assert.equal((await quoteOf(lin, code)).json['code'], 'checkout_cancelled')
  assert.deepEqual(await lettersOf(id), [`checkout.cancelled ${teahouse}`])
})

test('paid from a card it waits for the bank, and is paid when the bank says yes', async () => {
  const { id, code } = await link()
  const before = await has(lin)
  const quote = await quoteOf(lin, code, { source: await card(lin) })
  const asked = await pay(lin, quote)
  assert.equal(asked.json['state'], 'processing', asked.text)
  const opened = await get(`/v1/me/checkouts/${code}`, phones[lin])
  assert.deepEqual([opened.json['state'], opened.json['waiting']], ['open', asked.json['id']])
  const other = await get(`/v1/me/checkouts/${code}`, phones[wang])
  assert.equal(other.json['waiting'], null)
  await bankWorks(5)
  const paid = await get(`/v1/me/payments/${textOf(asked.json['id'])}`, phones[lin])
  assert.deepEqual([paid.json['state'], paid.json['kept']], ['paid', false])
  const seen = await get(`/v1/checkouts/${id}`)
  assert.deepEqual([seen.json['state'], seen.json['payment']], ['paid', asked.json['id']])
  assert.equal(await has(lin), before)
})

for (const end of ['paid', 'cancelled', 'expired'] as const) {
  test(`${end} while the bank of a card thinks, the money stays in the balance, and it is said`, async () => {
    const { id, code } = await link({ expiresInMinutes: 1 })
    const before = await has(lin)
    const quote = await quoteOf(lin, code, { source: await card(lin) })
    const asked = await pay(lin, quote)
    assert.equal(asked.json['state'], 'processing', asked.text)
    if (end === 'paid') await pay(wang, await quoteOf(wang, code))
    if (end === 'cancelled') await post(`/v1/checkouts/${id}/cancellation`, undefined)
    if (end === 'expired') {
      ground.clock.tick(MINUTE_MS)
      await expireCheckouts(books, ground.clock.now())
    }
    await bankWorks(5)
    const payment = textOf(asked.json['id'])
    const { json } = await get(`/v1/me/payments/${payment}`, phones[lin])
    assert.deepEqual(
      [json['state'], json['kept'], json['reason'], await has(lin)],
      ['failed', true, `checkout_${end}`, before + AMOUNT],
    )
    assert.equal(await stateOf(id), end)
    const told = await ground.db.query<{ body: Record<string, unknown> }>(
      `select body from platform.letters where type = 'payment.not_made' and body->>'payment' = $1`,
      [payment],
    )
    assert.deepEqual(
      told.map(({ body }) => [body['code'], body['person'], body['amount']]),
      [[`checkout_${end}`, lin, '1800']],
    )
  })
}

test('the same request makes one link; other content under its key is refused', async () => {
  const wish = { amount: yuan(AMOUNT), title: '碧螺春' }
  const key = { ...till, 'idempotency-key': 'one-link' }
  const first = await post('/v1/checkouts', wish, key)
  const again = await post('/v1/checkouts', wish, key)
  assert.deepEqual([again.status, again.json], [201, first.json])
  for (const other of [
    { ...wish, title: '龙井' },
    { ...wish, expiresInMinutes: 16 },
    { ...wish, returnUrl: 'https://tea.example/' },
  ]) {
    const refused = await post('/v1/checkouts', other, key)
    assert.deepEqual([refused.status, refused.json['code']], [422, 'id_used_with_other_content'])
  }
})

test('only https at a name is taken as the way back, and only what can be paid as an amount', async () => {
  for (const returnUrl of [
    'http://tea.example/',
    'javascript:alert(1)',
    'https://tea.example@evil.example/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://localhost/',
    'https:tea.example',
    'https://tea.example/a b',
    `https://tea.example/${'a'.repeat(500)}`,
    '//tea.example/',
    'https://茶.example/',
  ]) {
    const refused = await post('/v1/checkouts', { amount: yuan(AMOUNT), title: '茶', returnUrl })
    assert.deepEqual([refused.status, refused.json['code']], [400, 'invalid_request'], returnUrl)
  }
  for (const wish of [
    { amount: { amount: '1', asset: 'XTS/2' }, title: '茶' },
    { amount: yuan('1'), title: ' ' },
    { amount: yuan('1'), title: '茶', expiresInMinutes: 43_201 },
    { amount: yuan('1'), title: '茶', expiresInMinutes: 0 },
  ]) {
    assert.equal((await post('/v1/checkouts', wish)).json['code'], 'invalid_request')
  }
})

test('a link that we did not sign, or with another amount, is not paid', async () => {
  const { code } = await link()
  const forged = `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`
  for (const wrong of [forged, code.slice(1), 'x']) {
    const opened = await get(`/v1/me/checkouts/${wrong}`, phones[lin])
    assert.deepEqual([opened.status, opened.json['code']], [404, 'checkout_not_found'])
  }
  assert.equal((await quoteOf(lin, forged)).json['code'], 'code_unknown')
  assert.equal((await quoteOf(lin, code, { amount: yuan('1') })).json['code'], 'amount_fixed')
  const scanned = await post(
    '/v1/me/scans',
    { text: `https://x.example/wallet/pay/${code}` },
    phones[lin],
  )
  assert.deepEqual(
    [scanned.json['kind'], scanned.json['name'], scanned.json['amount']],
    ['checkout', '茶馆', '1800'],
  )
})

test("another merchant's key finds nothing of it, reads no list with it and cancels nothing", async () => {
  const bakery = await post(
    '/v1/merchants',
    { name: '饼店', category: 'bakery', feeBasisPoints: 0 },
    server,
  )
  const other = await house.keyHeaders(['payments'], textOf(bakery.json['id']))
  ground.clock.tick(1_000)
  const { id } = await link()
  assert.equal((await get(`/v1/checkouts/${id}`, other)).json['code'], 'checkout_not_found')
  const cancelled = await post(`/v1/checkouts/${id}/cancellation`, undefined, other)
  assert.equal(cancelled.json['code'], 'checkout_not_found')
  assert.deepEqual((await get(`/v1/checkouts?merchant=${teahouse}`, other)).json['items'], [])
  assert.equal(await stateOf(id), 'open')
  const named = { amount: yuan('1'), title: '饼', merchant: teahouse }
  assert.equal((await post('/v1/checkouts', named, other)).json['code'], 'merchant_not_found')
  const page = await get('/v1/checkouts?limit=2&state=open')
  const [first] = page.json['items'] as { id: string }[]
  assert.equal(first?.id, id)
  const next = await get(`/v1/checkouts?limit=2&cursor=${textOf(page.json['next'])}`)
  assert.equal((next.json['items'] as unknown[]).length, 2)
})
