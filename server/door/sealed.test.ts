import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { codeOf, PIN, testWallets } from '../../tests/harness/wallets.ts'
import { listActs } from '../oversight/index.ts'
import { shredSealed } from '../parties/index.ts'
import { startSubscribers } from '../platform/index.ts'
import { shreddingSubscriber } from '../wallet/index.ts'

const { house, ground, registered } = await testWallets({ after })
const proof = { kind: 'pin', pin: PIN }
const MINUTE_MS = 60_000

async function closed() {
  const wallet = await registered()
  const answer = await wallet.mine.send('POST', '/v1/me/closing', { proof })
  assert.equal(answer.status, 200, answer.text)
  return { ...wallet, shredAt: new Date(String(answer.json['shredAt'])) }
}

type Headers = Record<string, string>
const ask = (headers: Headers, path: string, body?: unknown) =>
  house.send({ method: 'POST', path, headers, ...(body !== undefined && { body }) })

async function opened(person: string, maker: Headers, checker: Headers) {
  const wish = { reason: '法院调取', caseNumber: '(2026) 001' }
  const filed = await ask(maker, `/v1/sealed/${person}/openings`, wish)
  assert.equal(codeOf(filed), 'approval_required', filed.text)
  const path = `/v1/approvals/${String(filed.json['approval'])}/decisions`
  const verdict = { verdict: 'approved', reason: '手续齐全' }
  assert.equal(codeOf(await ask(maker, path, verdict)), 'approval_own')
  const done = await ask(checker, path, verdict)
  assert.equal(done.json['state'], 'done', done.text)
}

test('two approvers open a sealed wallet, for one of them, for half an hour, and every reading is in the trail', async () => {
  const { person, line } = await closed()
  const [maker, checker] = [
    await house.sessionHeaders('approver'),
    await house.sessionHeaders('approver'),
  ]
  const read = (headers: Headers) => ask(headers, `/v1/sealed/${person}/readings`)
  assert.equal(codeOf(await read(maker)), 'sealed_closed')
  await opened(person, maker, checker)
  const shown = await read(maker)
  assert.equal(shown.status, 201, shown.text)
  assert.equal((shown.json['records'] as Record<string, unknown>)['phone'], line.phone)
  assert.equal(codeOf(await read(checker)), 'sealed_closed', 'only whoever asked may read')
  await read(maker)
  const acts = await listActs(ground.db.query, { subject: person, limit: 50 })
  const readings = acts.filter(({ action }) => action === 'identity.read')
  assert.equal(readings.length, 2)
  assert.equal(readings[0]?.after?.['caseNumber'], '(2026) 001')
  assert.ok(!JSON.stringify(acts, (_, value: unknown) => String(value)).includes(line.phone))
  ground.clock.tick(30 * MINUTE_MS)
  assert.equal(codeOf(await read(maker)), 'sealed_closed')
})

test('a sealed wallet is found by its whole phone, and whoever is not closed is not there', async () => {
  const { person, line } = await closed()
  const { person: alive } = await registered()
  const headers = await house.sessionHeaders('approver')
  const found = async (phone: string): Promise<unknown[]> => {
    const path = `/v1/sealed?phone=${phone}`
    const { json } = await house.send({ method: 'GET', path, headers })
    return (json['items'] as { person: string }[]).map((each) => each.person)
  }
  assert.deepEqual(await found(line.phone), [person])
  assert.deepEqual(await found('13999999999'), [])
  const wish = { reason: '法院调取', caseNumber: '1' }
  const refused = await ask(headers, `/v1/sealed/${alive}/openings`, wish)
  assert.equal(codeOf(refused), 'sealed_not_found')
})

test('after the retention nobody opens it, two approvers or not, and what was written goes too', async () => {
  const { person, line, shredAt } = await closed()
  const { person: other } = await registered()
  await writeNote(person, 'not_1', '给妈妈的生日礼物')
  await writeNote(other, 'not_2', '房租')
  const [maker, checker] = [
    await house.sessionHeaders('approver'),
    await house.sessionHeaders('approver'),
  ]
  await opened(person, maker, checker)
  const post = startSubscribers(ground, [shreddingSubscriber(ground)])
  ground.clock.set(shredAt)
  await shredSealed(ground)
  await post.drain()
  await post.stop()
  const late = await ask(await house.sessionHeaders('approver'), `/v1/sealed/${person}/openings`, {
    reason: '法院调取',
    caseNumber: '2',
  })
  assert.equal(codeOf(late), 'sealed_shredded')
  const kept = await ground.db.query<{ person: string; readable: boolean }>(
    'select person, key is not null as readable from wallet.bill_notes order by id',
  )
  assert.deepEqual(kept, [
    { person, readable: false },
    { person: other, readable: true },
  ])
  const [row] = await ground.db.query<{ text: string }>(
    'select s::text as text from parties.sealed_identities s where person = $1',
    [person],
  )
  assert.ok(!row?.text.includes(line.phone))
})

async function writeNote(person: string, id: string, note: string): Promise<void> {
  const table = 'wallet.bill_notes'
  const key = ground.crypter.newKey({ table, row: id })
  const sealed = ground.crypter.encrypt(key, { table, column: 'note', row: id }, note)
  await ground.db.query(
    `insert into wallet.bill_notes (written_at, id, person, bill, key, note_sealed)
     values ($1, $2, $3, $4, $5, $6)`,
    [ground.clock.now(), id, person, `pay_${id}`, key, sealed],
  )
}
