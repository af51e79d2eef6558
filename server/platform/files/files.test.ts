import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { testGround } from '../../../tests/harness/ground.ts'
import { sniff } from './sniff.ts'
import {
  attachFiles,
  FILE_MAX_BYTES,
  filesOf,
  getFile,
  openFile,
  shredFiles,
  storeFile,
  sweepFiles,
} from './files.ts'

const DAY_MS = 86_400_000
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

test('a file is what its bytes say, and what a browser would run is nothing', () => {
  const table: [string, Buffer][] = [
    ['image/png', PNG],
    ['image/jpeg', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['image/webp', Buffer.from('RIFF0000WEBPVP8 ', 'latin1')],
    ['application/pdf', Buffer.from('%PDF-1.7\n')],
  ]
  for (const [type, bytes] of table) assert.equal(sniff(bytes), type)
  const others = [
    '<html><script>',
    '<svg xmlns=',
    'GIF89a',
    'PK\u0003\u0004',
    '',
    '\u0000',
    ' %PDF-',
  ]
  for (const other of others) assert.equal(sniff(Buffer.from(other, 'latin1')), undefined)
})

test('a file lies sealed, opens to the same bytes, and is gone with its key', async (t) => {
  const ground = await testGround(t)
  const id = newId('fil', ground.clock.now())
  const kept = await storeFile(ground, { id, owner: 'per_lin', bytes: PNG })
  assert.deepEqual([kept.mediaType, kept.sizeBytes, kept.replayed], ['image/png', 16, false])
  assert.equal((await storeFile(ground, { id, owner: 'per_lin', bytes: PNG })).replayed, true)
  await assert.rejects(
    storeFile(ground, { id, owner: 'per_lin', bytes: Buffer.concat([PNG, PNG]) }),
    { code: 'id_used_with_other_content' },
  )
  const [row] = await ground.db.query<{ sealed: Buffer }>(
    'select content_sealed as sealed from platform.files',
  )
  assert.equal(row?.sealed.includes(PNG), false)
  assert.deepEqual(await openFile(ground, id), PNG)
  await attachFiles(ground, { owner: 'per_lin', files: [id], subject: 'dst_1' })
  await shredFiles(ground.db.query, ['dst_1'])
  await assert.rejects(openFile(ground, id), { code: 'file_not_found' })
  assert.equal(await getFile(ground.db, id), undefined)
})

test('what is too large, of another kind or too many is refused with its numbers', async (t) => {
  const ground = await testGround(t)
  const store = (bytes: Buffer) =>
    storeFile(ground, { id: newId('fil', ground.clock.now()), owner: 'per_lin', bytes })
  const large = Buffer.concat([PNG, Buffer.alloc(FILE_MAX_BYTES)])
  await assert.rejects(store(large), {
    code: 'file_too_large',
    details: { bytes: FILE_MAX_BYTES + 16, maxBytes: FILE_MAX_BYTES },
  })
  await assert.rejects(store(Buffer.from('<html></html>')), { code: 'file_type_refused' })
  for (let n = 0; n < 20; n++) await store(PNG)
  await assert.rejects(store(PNG), { code: 'too_many_files', details: { max: 20 } })
})

test('only its owner gives a file away, once; what belongs to nothing goes after a day', async (t) => {
  const ground = await testGround(t)
  const store = async () =>
    (
      await storeFile(ground, {
        id: newId('fil', ground.clock.now()),
        owner: 'per_lin',
        bytes: PNG,
      })
    ).id
  const [one, two] = [await store(), await store()]
  const refused = { code: 'file_not_found' }
  const give = (owner: string, subject: string, files = [one]) =>
    attachFiles(ground, { owner, files, subject })
  await assert.rejects(give('per_wang', 'dst_1'), refused)
  await give('per_lin', 'dst_1')
  await give('per_lin', 'dst_1')
  await assert.rejects(give('per_lin', 'dst_2', [two, one]), refused)
  assert.equal((await getFile(ground.db, two))?.subject, null)
  assert.deepEqual(
    [...(await filesOf(ground.db, ['dst_1', 'dst_2']))].map(([of, files]) => [of, files.length]),
    [['dst_1', 1]],
  )
  ground.clock.tick(DAY_MS + 1)
  assert.equal(await sweepFiles(ground), 1)
  assert.equal(await getFile(ground.db, two), undefined)
  assert.notEqual(await getFile(ground.db, one), undefined)
})
