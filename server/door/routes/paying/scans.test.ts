import test, { after } from 'node:test'
import assert from 'node:assert/strict'
import { testDoor, type Answer } from '../../../../tests/harness/door.ts'

const house = await testDoor({ after })
const { lin, wang, teahouse } = house
const phone = await house.walletHeaders(lin)
const till = await house.keyHeaders(['payments'], teahouse)

const get = (path: string, headers: Record<string, string>): Promise<Answer> =>
  house.send({ method: 'GET', path, headers })
const scan = (text: string): Promise<Answer> =>
  house.send({ method: 'POST', path: '/v1/me/scans', headers: phone, body: { text } })

test("a merchant's code is recognised, as a whole address and alone, with and without amount", async () => {
  const plain = await get(`/v1/merchants/${teahouse}/collection-code`, till)
  const { code, path } = plain.json
  assert.match(String(path), /^\/wallet\/c\/m[0-9a-z]{26}\.[A-Za-z0-9_-]{12}$/)
  for (const text of [`https://wallet.example.com${String(path)}`, ` ${String(code)} `]) {
    const { json } = await scan(text)
    assert.deepEqual(json, {
      kind: 'merchant',
      id: teahouse,
      code,
      name: '茶馆',
      amount: null,
      note: null,
      asset: 'CNY/2',
    })
  }
  const fixed = await get(`/v1/merchants/${teahouse}/collection-code?amount=1800`, till)
  assert.equal((await scan(String(fixed.json['code']))).json['amount'], '1800')
})

test("a person's code shows the name with the surname hidden", async () => {
  const other = await house.walletHeaders(wang)
  const { code } = (await get('/v1/me/collection-code?amount=500', other)).json
  const { json } = await scan(String(code))
  assert.deepEqual([json['kind'], json['id'], json['amount']], ['person', wang, '500'])
  assert.ok(!String(json['name']).includes('王'))
})

test('a code that was changed by one letter or one cent is not ours', async () => {
  const { code } = (await get(`/v1/merchants/${teahouse}/collection-code?amount=1800`, till)).json
  const whole = String(code)
  const changed = [
    whole.replace('.1800.', '.1801.'),
    whole.replace(/^m/, 'p'),
    `${whole.slice(0, -1)}${whole.endsWith('A') ? 'B' : 'A'}`,
    `${whole}A`,
    whole.slice(0, whole.lastIndexOf('.')),
    'https://elsewhere.example/wallet/c/',
    'weixin://wxpay/bizpayurl?pr=1',
    '.',
  ]
  for (const text of changed) {
    const answer = await scan(text)
    assert.deepEqual([answer.status, answer.json['code']], [404, 'code_unknown'], text)
  }
})

test("somebody else's payment code is not entered anywhere", async () => {
  for (const text of ['820000000000000001', '8300 0000 0000 0000 01'])
    assert.equal((await scan(text)).json['code'], 'code_is_payment_code')
})

test('a renewed collection code makes the old ones void, and says so; a note and an amount are sealed in it', async () => {
  const [asker = ''] = [wang]
  const theirs = await house.walletHeaders(asker)
  const asked = `/v1/me/collection-code?amount=500&note=${encodeURIComponent('茶钱')}`
  const { code } = (await get(asked, theirs)).json
  const { json } = await scan(String(code))
  assert.deepEqual([json['id'], json['amount'], json['note']], [wang, '500', '茶钱'])
  const renewals = { method: 'POST' as const, path: '/v1/me/collection-code/renewals' }
  const renewed = await house.send({ ...renewals, headers: theirs })
  assert.equal(renewed.status, 201)
  assert.equal((await scan(String(code))).json['code'], 'collection_code_void')
  assert.equal((await scan(String(renewed.json['code']))).json['id'], wang)
  const forged = String(renewed.json['code']).replace('-1', '')
  assert.equal((await scan(forged)).json['code'], 'code_unknown')
})
