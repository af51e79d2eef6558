import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { testGround } from '../../tests/harness/ground.ts'
import { openDb, transaction, type Db } from '../platform/index.ts'
import { chainActs, exportTrail, listActs, recordAct, signChain, verifyTrail } from './index.ts'
import type { Act } from './index.ts'

const origin = { ip: '192.0.2.7', userAgent: 'Firefox', requestId: 'req-1' }
const act = (subject: string, more: Partial<Act> = {}): Act => ({
  actor: { kind: 'operator', id: 'opr_1' },
  action: 'freeze.place',
  subject,
  after: { in: false, out: true },
  reason: '盗用嫌疑',
  origin,
  ...more,
})

/** Twelve acts in the chain, its end signed, and a superuser whom no trigger stops. */
async function writtenTrail(t: TestContext) {
  const ground = await testGround(t)
  for (let i = 1; i <= 12; i++) await recordAct(ground.db, ground, act(`per_${i}`))
  assert.equal(await chainActs(ground), 12)
  assert.equal(await signChain(ground), 12n)
  const admin = openDb({ url: ground.adminUrl, max: 1 })
  ground.onEnd(() => admin.close())
  await admin.query('set session_replication_role = replica')
  return { ground, admin }
}

test('an act stands with what it is part of, and is gone with it', async (t) => {
  const ground = await testGround(t)
  await assert.rejects(
    transaction(ground.db, async (tx) => {
      await recordAct(tx, ground, act('per_1'))
      throw new Error('the deed failed')
    }),
  )
  assert.deepEqual(await listActs(ground.db.query, { limit: 5 }), [])
  await transaction(ground.db, (tx) => recordAct(tx, ground, act('per_2')))
  const [found] = await listActs(ground.db.query, { limit: 5 })
  assert.deepEqual(
    { ...found, id: '', seq: 0n },
    {
      ...act('per_2'),
      id: '',
      seq: 0n,
      at: ground.clock.now(),
    },
  )
})

test('what is personal never gets into the trail', async (t) => {
  const ground = await testGround(t)
  const personal = act('per_1', { before: { phone: '13800000000' } })
  await assert.rejects(recordAct(ground.db, ground, personal), /phone is not for the trail/)
  assert.deepEqual(await listActs(ground.db.query, { limit: 5 }), [])
})

test('the trail is neither changed nor taken away, by the server or by the owner of the tables', async (t) => {
  const { ground } = await writtenTrail(t)
  const owner = openDb({ url: ground.adminUrl, max: 1, asRole: 'suanpan_owner' })
  ground.onEnd(() => owner.close())
  for (const table of ['acts', 'links', 'signatures', 'approvals', 'decisions', 'executions'])
    for (const db of [ground.db, owner])
      for (const sql of [
        `delete from oversight.${table}`,
        `truncate oversight.${table} cascade`,
        `update oversight.${table} set ${table === 'acts' ? 'reason' : firstColumn(table)} = null`,
      ])
        await assert.rejects(db.query(sql), { code: '42501' }, sql)
  assert.deepEqual((await verifyTrail(ground)).counts, { links: 12n, signatures: 1, waiting: 0 })
})

const firstColumn = (table: string): string =>
  ({ links: 'act', signatures: 'hash', approvals: 'kind', decisions: 'by' })[table] ?? 'outcome'

test('acts wait for the chain for a moment, and no two processes chain one twice', async (t) => {
  const ground = await testGround(t)
  for (let i = 0; i < 30; i++) await recordAct(ground.db, ground, act(`per_${i}`))
  assert.deepEqual(await verifyTrail(ground), {
    ok: true,
    counts: { links: 0n, signatures: 0, waiting: 30 },
  })
  const made = await Promise.all([chainActs(ground), chainActs(ground), chainActs(ground)])
  assert.equal(
    made.reduce((sum, each) => sum + each, 0),
    30,
  )
  const report = await verifyTrail(ground)
  assert.deepEqual([report.ok, report.counts.links, report.counts.waiting], [true, 30n, 0])
})

test('a chain that goes on after a signature is whole, and so is one signed with an earlier key that is trusted', async (t) => {
  const { ground } = await writtenTrail(t)
  await recordAct(ground.db, ground, act('per_13'))
  await chainActs(ground)
  const report = await verifyTrail(ground)
  assert.deepEqual([report.ok, report.counts.links, report.counts.signatures], [true, 13n, 1])
  const other = generateKeyPairSync('ed25519').privateKey
  const rotated = { db: ground.db, config: { sealKey: other } }
  assert.equal((await verifyTrail(rotated)).broken?.problem, 'signature')
  const [{ public_key: key } = { public_key: '' }] = await ground.db.query<{ public_key: string }>(
    'select public_key from oversight.signatures',
  )
  assert.equal((await verifyTrail(rotated, { publicKeys: [key] })).ok, true)
})

type Tampering = {
  title: string
  tamper: (admin: Db) => Promise<unknown>
  named: { problem: string; number?: bigint }
}

const seventh = `(select act from oversight.links where number = 7)`
const tamperings: Tampering[] = [
  {
    title: 'a changed reason',
    tamper: (admin) =>
      admin.query(`update oversight.acts set reason = 'fine' where id = ${seventh}`),
    named: { problem: 'act_changed', number: 7n },
  },
  {
    title: 'a changed address it came from',
    tamper: (admin) => admin.query(`update oversight.acts set ip = '::1' where id = ${seventh}`),
    named: { problem: 'act_changed', number: 7n },
  },
  {
    title: 'a changed number inside of what it became',
    tamper: (admin) =>
      admin.query(
        `update oversight.acts set after = '{"in":true,"out":true}' where id = ${seventh}`,
      ),
    named: { problem: 'act_changed', number: 7n },
  },
  {
    title: 'an act that is taken away',
    tamper: (admin) => admin.query(`delete from oversight.acts where id = ${seventh}`),
    named: { problem: 'act_missing', number: 7n },
  },
  {
    title: 'an act that is taken away together with its link',
    tamper: async (admin) => {
      await admin.query(`delete from oversight.acts where id = ${seventh}`)
      await admin.query(`delete from oversight.links where number = 7`)
    },
    named: { problem: 'gap', number: 7n },
  },
  {
    title: 'two acts that change places',
    tamper: async (admin) => {
      const [eighth] = await admin.query<{ act: string }>(
        'select act from oversight.links where number = 8',
      )
      await admin.query('alter table oversight.links drop constraint links_act_key')
      await admin.query(`update oversight.links set act = ${seventh} where number = 8`)
      await admin.query('update oversight.links set act = $1 where number = 7', [eighth?.act])
    },
    named: { problem: 'act_changed', number: 7n },
  },
  {
    title: 'a tail that is cut off',
    tamper: async (admin) => {
      await admin.query(
        `delete from oversight.acts where id in (select act from oversight.links where number > 9)`,
      )
      await admin.query(`delete from oversight.links where number > 9`)
    },
    named: { problem: 'cut_off', number: 12n },
  },
  {
    title: 'an act that is written past the chain',
    tamper: (admin) =>
      admin.query(
        `insert into oversight.acts (id, at, actor_kind, actor, action, subject)
         values ('act_x', '2026-03-03T04:00:00Z', 'operator', 'opr_2', 'freeze.lift', 'per_1')`,
      ),
    named: { problem: 'slipped_in' },
  },
  {
    title: 'a signature of somebody else',
    tamper: (admin) =>
      admin.query(`update oversight.signatures set signature = decode(repeat('ab', 64), 'hex')`),
    named: { problem: 'signature', number: 12n },
  },
]

for (const { title, tamper, named } of tamperings) {
  test(`the chain names ${title}, even when a superuser did it`, async (t) => {
    const { ground, admin } = await writtenTrail(t)
    assert.equal((await verifyTrail(ground)).ok, true)
    await tamper(admin)
    const { ok, broken } = await verifyTrail(ground)
    assert.equal(ok, false)
    assert.deepEqual(
      { problem: broken?.problem, number: broken?.number },
      {
        problem: named.problem,
        number: named.number,
      },
    )
  })
}

test('who changes an act and makes all hashes after it anew is caught by the signature', async (t) => {
  const { ground, admin } = await writtenTrail(t)
  await admin.query(`update oversight.acts set reason = 'fine' where id = ${seventh}`)
  await admin.query('insert into oversight.unchained select act from oversight.links')
  await admin.query('delete from oversight.links')
  assert.equal(await chainActs(ground), 12)
  assert.deepEqual((await verifyTrail(ground)).broken?.problem, 'signature')
})

test('an export has every act with its link, and no cell that a spreadsheet would run', async (t) => {
  const { ground } = await writtenTrail(t)
  await recordAct(ground.db, ground, act('per_13', { reason: '=HYPERLINK("x"),"y"' }))
  const text = async (format: 'csv' | 'jsonl'): Promise<string[]> => {
    let all = ''
    for await (const part of exportTrail(ground.db.query, format)) all += part
    return all.trimEnd().split('\n')
  }
  const csv = await text('csv')
  assert.equal(csv.length, 14)
  assert.ok(csv[13]?.includes(`"'=HYPERLINK(""x""),""y"""`), csv[13])
  const lines = (await text('jsonl')).map((line): unknown => JSON.parse(line))
  assert.equal(lines.length, 13)
  const [first] = await ground.db.query<{ hash: Buffer }>(
    'select hash from oversight.links where number = 1',
  )
  assert.partialDeepStrictEqual(lines[0], {
    number: '1',
    subject: 'per_1',
    hash: first?.hash.toString('base64url'),
  })
  assert.partialDeepStrictEqual(lines[12], { number: null, hash: null })
})

test('acts are found by who, what, to whom and when, page after page', async (t) => {
  const ground = await testGround(t)
  await recordAct(ground.db, ground, act('per_1'))
  ground.clock.tick(60_000)
  const later = ground.clock.now()
  await recordAct(ground.db, ground, act('per_1', { action: 'approval.request' }))
  await recordAct(ground.db, ground, act('per_2', { action: 'approval.approve' }))
  await recordAct(ground.db, ground, act('per_2', { actor: { kind: 'person', id: 'per_2' } }))
  const found = async (filter: Partial<Parameters<typeof listActs>[1]>) =>
    (await listActs(ground.db.query, { limit: 9, ...filter })).map(({ action }) => action)
  assert.deepEqual(await found({ action: 'approval.' }), ['approval.approve', 'approval.request'])
  assert.deepEqual(await found({ action: 'approval.request' }), ['approval.request'])
  assert.deepEqual(await found({ actor: 'per_2' }), ['freeze.place'])
  assert.deepEqual(await found({ subject: 'per_1' }), ['approval.request', 'freeze.place'])
  assert.deepEqual(await found({ until: later }), ['freeze.place'])
  assert.equal((await found({ from: later })).length, 3)
  const [newest] = await listActs(ground.db.query, { limit: 1 })
  assert.equal((await found({ before: newest!.seq })).length, 3)
})
