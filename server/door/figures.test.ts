import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { codeOf, testWallets } from '../../tests/harness/wallets.ts'

const { house, ground, registered } = await testWallets({ after })
const [maker, checker] = [
  await house.sessionHeaders('operator'),
  await house.sessionHeaders('approver'),
]
const LATER_MS = 10 * 60_000

const get = (path: string, headers = maker) => house.send({ method: 'GET', path, headers })
const post = (path: string, body: unknown, headers = maker) =>
  house.send({ method: 'POST', path, headers, body })

async function asks(figure: string, body: Record<string, unknown>) {
  const path = `/v1/figures/${figure}`
  return house.send({ method: 'PUT', path, headers: maker, body: { ...REASON, ...body } })
}
const REASON = { source: '公司风控 2026-03', reason: '试行' }

async function approved(asked: Awaited<ReturnType<typeof asks>>) {
  assert.equal(codeOf(asked), 'approval_required', asked.text)
  const path = `/v1/approvals/${String(asked.json['approval'])}/decisions`
  const done = await post(path, { verdict: 'approved', reason: '同意' }, checker)
  assert.equal(done.json['state'], 'done', done.text)
}

type Figure = { class: string; kind: string; value: string; source: string; effectiveFrom: string }
const itemsOf = ({ json }: { json: Record<string, unknown> }) => json['items'] as Figure[]

async function holding(kind: string, name = 'any'): Promise<string | undefined> {
  const all = itemsOf(await get('/v1/figures'))
  return all.find((each) => each.class === name && each.kind === kind)?.value
}

test('a figure changes when a second operator agrees, the old one stays to be read, and people see the one that counts', async () => {
  const { mine } = await registered()
  const limitOf = async (): Promise<string | undefined> => {
    ground.clock.tick(6_000)
    const { json } = await mine.send('GET', '/v1/me/limits')
    const items = json['items'] as { kind: string; limit: string }[]
    return items.find(({ kind }) => kind === 'two_factors_day')?.limit
  }
  assert.equal(await limitOf(), '500000')
  const asked = await asks('any/two_factors_day', { value: '300000' })
  assert.equal(await limitOf(), '500000', 'asked is not changed')
  await approved(asked)
  assert.equal(await limitOf(), '300000')
  const history = itemsOf(await get('/v1/figures/any/two_factors_day'))
  assert.deepEqual(
    history.map(({ value, source }) => [value, source.slice(0, 4)]),
    [
      ['300000', '公司风控'],
      ['500000', '条码支付'],
    ],
  )
})

test('a figure of the future holds from its instant on, and not before', async () => {
  const before = await holding('signed_day')
  const effectiveFrom = new Date(ground.clock.now().getTime() + LATER_MS).toISOString()
  await approved(await asks('any/signed_day', { value: '8000000', effectiveFrom }))
  assert.equal(await holding('signed_day'), before)
  ground.clock.tick(LATER_MS)
  assert.equal(await holding('signed_day'), '8000000')
})

test('a figure that is not there, or a share of more than all, is refused before it is asked for', async () => {
  assert.equal(codeOf(await asks('II/balance_ever', { value: '1' })), 'figure_not_found')
  const share = await asks('any/cooling_off_percent', { value: '101' })
  assert.deepEqual([codeOf(share), share.json['maximum']], ['figure_invalid', '100'])
  assert.equal(codeOf(await asks('any/signed_day', { value: '-1' })), 'invalid_request')
})

test('class III waits in the queue, what was handed in is shown for a reason, and the person learns the verdict', async () => {
  const { mine, person } = await registered()
  const submission = {
    wanted: 'III',
    name: '林小月',
    idNumber: '110101199003070054',
    card: { number: '6222020000001234567', phone: '13900000000' },
  }
  const bare = await mine.send('POST', '/v1/me/real-name', submission)
  assert.equal(codeOf(bare), 'evidence_needed')
  const evidence = '2026-03-02 在县城网点当面核验'
  const asked = await mine.send('POST', '/v1/me/real-name', { ...submission, evidence })
  assert.equal(asked.json['state'], 'review', asked.text)
  const check = String(asked.json['id'])
  const queue = await get('/v1/real-name-reviews')
  assert.deepEqual(
    (queue.json['items'] as { id: string; person: string }[]).map((each) => [each.id, each.person]),
    [[check, person]],
  )
  const path = `/v1/people/${person}/real-name/${check}`
  const shown = await post(`${path}/reveals`, { reason: '审核' })
  assert.deepEqual(
    [shown.json['name'], shown.json['card'], shown.json['evidence']],
    ['林小月', '4567', evidence],
  )
  const masked = await house.sessionHeaders('operator', { merchants: null, reveals: false })
  assert.equal(codeOf(await post(`${path}/reveals`, { reason: '审核' }, masked)), 'forbidden')
  const decided = await post(`${path}/decisions`, { passed: true, reason: '属实' }, checker)
  assert.equal(decided.json['state'], 'passed', decided.text)
  assert.equal((await mine.send('GET', '/v1/me/real-name')).json['class'], 'III')
  assert.deepEqual((await get('/v1/real-name-reviews')).json['items'], [])
  const again = await post(`${path}/reveals`, { reason: '审核' })
  assert.equal(codeOf(again), 'real_name_check_not_open')
})

test('photos of the document open for reviewers who may see what is masked, each time an act in the trail', async () => {
  const { mine, person } = await registered()
  const upload = async (last: number) => {
    const bytes = Buffer.from(`ffd8ffe000104a4649460001010000010001000${last}ffd9`, 'hex')
    const body = { data: bytes.toString('base64') }
    const made = await house.send({
      method: 'POST',
      path: '/v1/me/files',
      headers: { ...(await house.walletHeaders(person)), 'idempotency-key': `photo-${last}` },
      body,
    })
    assert.equal(made.status, 201, made.text)
    return { id: String(made.json['id']), bytes }
  }
  const [front, back] = [await upload(1), await upload(2)]
  const asked = await mine.send('POST', '/v1/me/real-name', {
    wanted: 'III',
    name: '林小月',
    idNumber: '110101199003070038',
    card: { number: '6222020000001234567', phone: '13900000000' },
    files: [front.id, back.id],
  })
  assert.equal(asked.json['state'], 'review', asked.text)
  const path = `/v1/people/${person}/real-name/${String(asked.json['id'])}`
  const shown = await post(`${path}/reveals`, { reason: '审核' })
  const files = shown.json['files'] as { id: string }[]
  assert.deepEqual(files.map(({ id }) => id).toSorted(), [front.id, back.id].toSorted())
  const masked = await house.sessionHeaders('operator', { merchants: null, reveals: false })
  const viewer = await house.sessionHeaders('viewer')
  for (const headers of [masked, viewer]) {
    assert.equal(codeOf(await get(`${path}/files/${front.id}`, headers)), 'forbidden')
  }
  const seen = async () => {
    const { json } = await get(`/v1/acts?action=real_name.file&subject=${person}`, checker)
    return (json['items'] as unknown[]).length
  }
  assert.equal(await seen(), 0)
  const opened = await get(`${path}/files/${front.id}`)
  assert.equal(opened.status, 200, opened.text)
  assert.match(String(opened.headers['content-disposition']), /attachment/)
  assert.equal(await seen(), 1)
  await post(`${path}/decisions`, { passed: false, reason: '照片不清' }, checker)
  assert.equal(codeOf(await get(`${path}/files/${front.id}`)), 'file_not_found')
})
