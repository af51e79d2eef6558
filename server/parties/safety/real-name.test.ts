import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { testBooks } from '../../../tests/harness/cast.ts'
import { transaction } from '../../platform/index.ts'
import {
  askPendingRealNames,
  checkUp,
  decideRealName,
  limitsOf,
  realNameOf,
  recogniseDevice,
  registerPeople,
  remindCheckUps,
  sandboxRealName,
  verifyRealName,
} from '../index.ts'
import { isOldEnough, normalIdNumber } from './id-number.ts'

const { ground, books } = await testBooks({ after })
const card = { number: '6222020200112233', phone: '13800138000' }

async function somebody(): Promise<string> {
  const row = { registeredAt: ground.clock.now(), name: '林小月' }
  const [person = ''] = await transaction(ground.db, (tx) => registerPeople(tx, ground, [row]))
  return person
}

/** The number of somebody born in Beijing on 17 May 1990 with this sequence and the right last digit. */
function idNumber(sequence: string, begin = '110101'): string {
  const found = [...'0123456789X'].find((last) =>
    normalIdNumber(`${begin}19900517${sequence}${last}`),
  )
  return `${begin}19900517${sequence}${found ?? ''}`
}

const submit = (person: string, number: string, more = {}) =>
  verifyRealName(ground, sandboxRealName, {
    person,
    wanted: 'I',
    name: '林小月',
    idNumber: number,
    ...more,
  })

for (const [number, right] of [
  ['11010519491231002X', true],
  ['11010519491231002x', true],
  ['110105194912310021', false],
  ['440524188001010014', true],
  ['110105194902300025', false],
  ['1101051949123100', false],
] as const) {
  test(`${number} is ${right ? 'an' : 'no'} id number of GB 11643`, () => {
    assert.equal(normalIdNumber(number) !== undefined, right)
  })
}

test('who turns fourteen today is old enough, the day before not', () => {
  assert.equal(isOldEnough('110101201203030000', '2026-03-03'), true)
  assert.equal(isOldEnough('110101201203030000', '2026-03-02'), false)
})

test('a name and number that match give class I, sealed, and nothing handed in is kept', async () => {
  const lin = await somebody()
  const number = idNumber('001')
  assert.equal((await submit(lin, number)).state, 'passed')
  assert.equal((await realNameOf(ground, lin)).class, 'I')
  const [row] = await ground.db.query<{ text: string }>(
    `select (select r::text from parties.real_names r where person = $1)
       || (select string_agg(c::text, '') from parties.real_name_checks c where person = $1) as text`,
    [lin],
  )
  for (const clear of [number, '林小月']) {
    assert.ok(row && !row.text.includes(clear))
    assert.ok(!row.text.includes(Buffer.from(clear).toString('hex')))
  }
  const left = await ground.db.query(
    'select 1 from parties.real_name_checks where person = $1 and submission_sealed is not null',
    [lin],
  )
  assert.equal(left.length, 0)
  await assert.rejects(submit(lin, number), { code: 'real_name_known', details: { class: 'I' } })
})

test('class II takes a card, and lifts the lifetime limit of class I', async () => {
  const lin = await somebody()
  const number = idNumber('002')
  await submit(lin, number)
  await assert.rejects(submit(lin, number, { wanted: 'II' }), { code: 'card_needed' })
  const wrong = { wanted: 'II', card: { ...card, number: '6222020200110000' } }
  assert.equal((await submit(lin, number, wrong)).reason, 'card_not_matching')
  assert.equal((await submit(lin, number, { wanted: 'II', card })).state, 'passed')
  const { device } = await recogniseDevice(ground, { secret: undefined, label: 'test' })
  const mine = await limitsOf(books, { person: lin, device: device.id })
  assert.equal(mine.class, 'II')
  const balance = mine.limits.filter(({ kind }) => kind.startsWith('balance_'))
  assert.deepEqual(
    balance.map(({ kind, limit, used }) => [kind, limit, used]),
    [['balance_year', 100_000_00n, 0n]],
  )
})

test('one id number serves one person, also when two hand it in at once', async () => {
  const [lin, wang] = [await somebody(), await somebody()]
  const number = idNumber('003')
  const states = await Promise.all([submit(lin, number), submit(wang, number)])
  assert.deepEqual(states.map(({ state }) => state).toSorted(), ['failed', 'passed'])
  const loser = states.find(({ state }) => state === 'failed')
  assert.equal(loser?.reason, 'id_number_taken')
})

test('who was verified once cannot become somebody else', async () => {
  const lin = await somebody()
  await submit(lin, idNumber('004'))
  const other = await submit(lin, idNumber('005'), { wanted: 'II', card })
  assert.equal(other.reason, 'other_identity')
  assert.equal((await realNameOf(ground, lin)).class, 'I')
})

test('the sandbox fails, is slow and needs a human by the numbers that its documents say', async () => {
  const [failing, slow, human] = [await somebody(), await somebody(), await somebody()]
  assert.equal((await submit(failing, idNumber('404'))).reason, 'not_matching')
  assert.equal((await submit(slow, idNumber('202'))).state, 'pending')
  await assert.rejects(submit(slow, idNumber('202')), { code: 'real_name_pending' })
  await askPendingRealNames(ground, sandboxRealName)
  assert.equal((await realNameOf(ground, slow)).class, 'unverified')
  ground.clock.tick(30_000)
  await askPendingRealNames(ground, sandboxRealName)
  assert.equal((await realNameOf(ground, slow)).class, 'I')
  const { id, state } = await submit(human, idNumber('303'))
  assert.equal(state, 'review')
  assert.equal(
    (await decideRealName(ground, { check: id, passed: true, by: 'opr_1' })).state,
    'passed',
  )
  await assert.rejects(decideRealName(ground, { check: id, passed: false, by: 'opr_1' }), {
    code: 'real_name_check_not_open',
  })
})

test('class III is looked at by a human whatever the provider says', async () => {
  const lin = await somebody()
  const evidence = '2026-03-02 在县城网点当面核验'
  await assert.rejects(submit(lin, idNumber('006'), { wanted: 'III', card }), {
    code: 'evidence_needed',
  })
  const { id, state } = await submit(lin, idNumber('006'), { wanted: 'III', card, evidence })
  assert.equal(state, 'review')
  await decideRealName(ground, { check: id, passed: false, by: 'opr_1' })
  assert.equal((await realNameOf(ground, lin)).class, 'unverified')
})

test('the check-up names what is missing and is content with what is there', async () => {
  const lin = await somebody()
  const todo = async (): Promise<unknown> =>
    (await checkUp(ground, lin)).flatMap(({ code, why }) => (why === null ? [] : [[code, why]]))
  const [pin, passkey, locks] = [
    ['pin', 'missing'],
    ['passkey', 'missing'],
    ['locks', 'none_set'],
  ]
  assert.deepEqual(await todo(), [['real_name', 'unverified'], pin, passkey, locks])
  await submit(lin, idNumber('007'))
  assert.deepEqual(await todo(), [['real_name', 'class_one'], pin, passkey, locks])
})

test('once a month, and not twice, whoever has something left to do is told', async () => {
  const lin = await somebody()
  await ground.db.query(
    `insert into parties.identities (person, phone_index, language, registered_at)
     values ($1, $2, 'zh', $3)`,
    [lin, Buffer.from(lin), ground.clock.now()],
  )
  await remindCheckUps(ground)
  await remindCheckUps(ground)
  const letters = async () =>
    ground.db.query<{ id: string; body: unknown }>(
      `select distinct id, body from platform.letters where type = 'check_up.due' and party = $1`,
      [lin],
    )
  const [letter, ...more] = await letters()
  assert.deepEqual(letter?.body, { person: lin, todo: ['real_name', 'pin', 'passkey', 'locks'] })
  assert.equal(more.length, 0)
  ground.clock.tick(31 * 86_400_000)
  await remindCheckUps(ground)
  assert.equal((await letters()).length, 2)
})
