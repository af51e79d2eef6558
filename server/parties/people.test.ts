import test, { after } from 'node:test'
import assert from 'node:assert/strict'
import { testGround } from '../../tests/harness/ground.ts'
import { transaction } from '../platform/index.ts'
import {
  findPersonByPhone,
  getPerson,
  listPeople,
  maskName,
  maskPhone,
  registerPeople,
  registerPerson,
} from './index.ts'

const ground = await testGround({ after })

const at = new Date('2026-03-01T08:00:00Z')
const external = (reference: string) => ({ source: 'shop', reference })

test('people that a source names twice are registered once, and every row gets its id', async () => {
  const rows = ['17', '18', '17'].map((number) => ({
    registeredAt: at,
    external: external(number),
  }))
  const first = await transaction(ground.db, (tx) => registerPeople(tx, ground, rows))
  assert.equal(first[0], first[2])
  assert.notEqual(first[0], first[1])
  const again = await transaction(ground.db, (tx) => registerPeople(tx, ground, rows))
  assert.deepEqual(again, first)
  const letters = await ground.db.query(
    `select 1 from platform.letters where type = 'person.registered' and party = any($1)`,
    [first],
  )
  assert.equal(letters.length, 2)
})

test('a name and a phone lie sealed in the table and open for who asks by id', async () => {
  const { person } = await registerPerson(ground, {
    id: 'per_01kjn5k6g0aaaaaaaaaaaaaaaa',
    registeredAt: at,
    name: '林月',
    phone: '+86 138 0013 8000',
  })
  assert.equal(person.name, '林月')
  assert.equal(person.phone, '13800138000')
  assert.equal(maskPhone(person.phone ?? ''), '*******8000')
  const [row] = await ground.db.query<{ text: string }>(
    'select people::text as text from parties.people as people where id = $1',
    [person.id],
  )
  assert.ok(row && !row.text.includes(Buffer.from('林月').toString('hex')))
  assert.ok(!row.text.includes(Buffer.from('13800138000').toString('hex')))
})

test('people are found by their whole phone or name, and by the beginning of id or reference', async () => {
  const [id] = await transaction(ground.db, (tx) =>
    registerPeople(tx, ground, [
      { registeredAt: at, name: '王小明', phone: '13911112222', external: external('W-2001') },
    ]),
  )
  const find = async (search: string): Promise<string[]> =>
    (await listPeople(ground, { search, limit: 10 })).map((person) => person.id)
  for (const search of ['王小明', '13911112222', '+8613911112222', 'W-20', id ?? '']) {
    assert.deepEqual(await find(search), [id], search)
  }
  assert.deepEqual(await find('1391111'), [])
  assert.deepEqual(await find('%'), [])
})

test('a request repeated answers the same person, with other content it is refused', async () => {
  const wanted = {
    id: 'per_01kjn5k6g0bbbbbbbbbbbbbbbb',
    registeredAt: at,
    intent: Buffer.alloc(16, 1),
  }
  assert.equal((await registerPerson(ground, wanted)).replayed, false)
  assert.equal((await registerPerson(ground, wanted)).replayed, true)
  await assert.rejects(registerPerson(ground, { ...wanted, intent: Buffer.alloc(16, 2) }), {
    code: 'id_used_with_other_content',
  })
})

test('a reference that another person has is refused and nothing is left behind', async () => {
  await transaction(ground.db, (tx) =>
    registerPeople(tx, ground, [{ registeredAt: at, external: external('99') }]),
  )
  const id = 'per_01kjn5k6g0cccccccccccccccc'
  await assert.rejects(registerPerson(ground, { id, registeredAt: at, external: external('99') }), {
    code: 'external_id_taken',
    details: { source: 'shop', reference: '99' },
  })
  assert.equal(await getPerson(ground, id), undefined)
})

test('pages of people join without a gap or a double', async () => {
  await transaction(ground.db, (tx) =>
    registerPeople(
      tx,
      ground,
      Array.from({ length: 25 }, (_, i) => ({
        registeredAt: at,
        external: { source: 'pages', reference: String(i) },
      })),
    ),
  )
  const seen: string[] = []
  let before: { registeredAt: Date; id: string } | undefined
  for (;;) {
    const page = await listPeople(ground, { source: 'pages', limit: 10, ...(before && { before }) })
    seen.push(...page.map((person) => person.id))
    const last = page.at(-1)
    if (!last || page.length < 10) break
    before = last
  }
  assert.equal(new Set(seen).size, 25)
  assert.equal(seen.length, 25)
})

test('a phone finds whoever has it, however it is written, and nobody where an import brought two', async () => {
  const phone = '139 0000 1111'
  const [lin] = await transaction(ground.db, (tx) =>
    registerPeople(tx, ground, [{ registeredAt: at, name: '林', phone }]),
  )
  assert.equal((await findPersonByPhone(ground, '+8613900001111'))?.id, lin)
  assert.equal(await findPersonByPhone(ground, '13900001112'), undefined)
  const [wang] = await transaction(ground.db, (tx) =>
    registerPeople(tx, ground, [{ registeredAt: at, name: '王', phone }]),
  )
  assert.equal(await findPersonByPhone(ground, phone), undefined)
  await ground.db.query(
    `insert into parties.identities (person, phone_index, language, registered_at)
     select id, phone_index, 'zh', registered_at from parties.people where id = $1`,
    [wang],
  )
  assert.equal((await findPersonByPhone(ground, phone))?.id, wang)
})

for (const [name, masked] of [
  ['林小月', '*小月'],
  ['王月', '*月'],
  ['欧阳小月', '*小月'],
  ['林', '*'],
  ['Alice Wong', 'Alice *'],
  ['Alice', '*'],
]) {
  test(`a stranger sees ${name ?? ''} as ${masked ?? ''}`, () => {
    assert.equal(maskName(name ?? ''), masked)
  })
}
