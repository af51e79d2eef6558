import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { testGround } from '../../../tests/harness/ground.ts'
import { getFile, storeFile, sweepFiles, transaction } from '../../platform/index.ts'
import {
  askPendingRealNames,
  decideRealName,
  evidenceFile,
  evidenceOf,
  realNameOf,
  registerPeople,
  sandboxRealName,
  shredEvidence,
  verifyRealName,
} from '../index.ts'
import { normalIdNumber } from '../safety/id-number.ts'

const DAY_MS = 86_400_000
const KEPT_DAYS = 1_826
const ground = await testGround({ after })
const { db, clock } = ground
const card = { number: '6222020200112233', phone: '13800138000' }
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')
let pictures = 0
let sequences = 600

async function somebody(): Promise<string> {
  const row = { registeredAt: clock.now(), name: '林小月' }
  const [person = ''] = await transaction(db, (tx) => registerPeople(tx, ground, [row]))
  return person
}

/** A number of its own with this sequence, and the right last digit. */
function idNumber(sequence = String(++sequences)): string {
  const day = String(10 + (sequences % 18)).padStart(2, '0')
  const begin = `110101199005${day}${sequence}`
  return [...'0123456789X'].map((last) => begin + last).find((all) => normalIdNumber(all)) ?? ''
}

async function photo(owner: string): Promise<string> {
  const bytes = Buffer.concat([JPEG, Buffer.from([++pictures])])
  const { id } = await storeFile(ground, { id: newId('fil', clock.now()), owner, bytes })
  return id
}

const handsIn = (person: string, files: string[], number = idNumber()) =>
  verifyRealName(ground, sandboxRealName, {
    person,
    wanted: 'III',
    name: '林小月',
    idNumber: number,
    card,
    files,
  })

const isThere = async (file: string): Promise<boolean> => (await getFile(db, file)) !== undefined

test('photos stand beside the attempt, and are erased with a rejection', async () => {
  const lin = await somebody()
  const files = [await photo(lin), await photo(lin)]
  const { id: check, state } = await handsIn(lin, files)
  assert.equal(state, 'review')
  const kept = (await evidenceOf(ground, [check])).get(check) ?? []
  assert.deepEqual(kept.map(({ id }) => id).toSorted(), files.toSorted())
  clock.tick(2 * DAY_MS)
  await sweepFiles(ground)
  assert.ok(await isThere(files[0]!), 'what belongs to an attempt is not swept')
  await decideRealName(ground, { check, passed: false, by: 'opr_checker' })
  for (const file of files) assert.equal(await isThere(file), false)
  const [row] = await db.query<{ sealed: Buffer | null }>(
    'select content_sealed as sealed from platform.files where id = $1',
    [files[0]],
  )
  assert.equal(row?.sealed, null)
})

test('photos of who passed are kept for the configured time and not a day longer', async () => {
  const lin = await somebody()
  const files = [await photo(lin), await photo(lin)]
  const { id: check } = await handsIn(lin, files)
  await decideRealName(ground, { check, passed: true, by: 'opr_checker' })
  assert.equal((await realNameOf(ground, lin)).class, 'III')
  clock.tick((KEPT_DAYS - 1) * DAY_MS)
  assert.equal(await shredEvidence(ground), 0)
  assert.ok(await isThere(files[0]!))
  clock.tick(DAY_MS)
  assert.equal(await shredEvidence(ground), 1)
  for (const file of files) assert.equal(await isThere(file), false)
  assert.equal(await shredEvidence(ground), 0)
})

test('somebody else’s photo is not handed in, and the attempt is not begun', async () => {
  const [lin, wang] = [await somebody(), await somebody()]
  const [mine, theirs] = [await photo(lin), await photo(wang)]
  await assert.rejects(handsIn(lin, [mine, theirs]), { code: 'file_not_found' })
  assert.deepEqual((await realNameOf(ground, lin)).checks, [])
  assert.equal((await handsIn(lin, [mine])).state, 'review')
})

test('a second attempt beside an open one leaves its photos loose, to be sent again', async () => {
  const lin = await somebody()
  await handsIn(lin, [await photo(lin)])
  const late = await photo(lin)
  await assert.rejects(handsIn(lin, [late]), { code: 'real_name_pending' })
  assert.equal((await getFile(db, late))?.subject, null)
})

test('class III without a word or a file is refused', async () => {
  await assert.rejects(handsIn(await somebody(), []), { code: 'evidence_needed' })
})

test('a file is found under its own attempt and person only', async () => {
  const [lin, wang] = [await somebody(), await somebody()]
  const [mine, theirs] = [await photo(lin), await photo(wang)]
  const [one, two] = [await handsIn(lin, [mine]), await handsIn(wang, [theirs])]
  const open = (person: string, check: string, file: string) =>
    evidenceFile(ground, { person, check, file })
  assert.equal((await open(lin, one.id, mine)).id, mine)
  await assert.rejects(open(lin, one.id, theirs), { code: 'file_not_found' })
  await assert.rejects(open(lin, two.id, theirs), { code: 'file_not_found' })
  await assert.rejects(open(wang, one.id, mine), { code: 'file_not_found' })
})

test('class III waits for a human also when the provider’s answer came late', async () => {
  const lin = await somebody()
  const files = [await photo(lin)]
  assert.equal((await handsIn(lin, files, idNumber('202'))).state, 'pending')
  clock.tick(60_000)
  await askPendingRealNames(ground, sandboxRealName)
  const { class: known, checks } = await realNameOf(ground, lin)
  assert.deepEqual([known, checks[0]?.state], ['unverified', 'review'])
})
