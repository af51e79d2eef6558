import { Refusal } from '@suanpan/contract/refusals'
import type { Db, Query } from '../db.ts'
import type { Ground } from '../ground.ts'
import { sniff, type MediaType } from './sniff.ts'

const TABLE = 'platform.files'
/** A photo as a phone sends it after the wallet made it smaller, or a scan of a few pages. */
export const FILE_MAX_BYTES = 3_145_728
/** Files of one owner that belong to nothing yet. */
const LOOSE_MAX = 20
const DAY_FILES_MAX = 60
const DAY_MS = 86_400_000

/** The sealed columns of the files, for the rotation of the installation's key. */
export const sealedFiles = { table: TABLE, id: 'id', key: 'key' }

export type StoredFile = {
  id: string
  owner: string
  /** What it belongs to; null until that is there. */
  subject: string | null
  mediaType: MediaType
  sizeBytes: number
  uploadedAt: Date
}

const COLUMNS = `id, owner, subject, media_type as "mediaType", size_bytes as "sizeBytes",
  uploaded_at as "uploadedAt"`

/**
 * Keeps a file, sealed; what it is, its bytes say. The same id with the same bytes is kept once.
 *
 * Refuses with `file_too_large {bytes, maxBytes}`, `file_type_refused`, `too_many_files {max}` and
 * `id_used_with_other_content`.
 */
export async function storeFile(
  ground: Ground,
  { id, owner, bytes }: { id: string; owner: string; bytes: Buffer },
): Promise<StoredFile & { replayed: boolean }> {
  const { db, clock, crypter } = ground
  if (bytes.length > FILE_MAX_BYTES) {
    throw new Refusal('file_too_large', { bytes: bytes.length, maxBytes: FILE_MAX_BYTES })
  }
  const mediaType = sniff(bytes)
  if (mediaType === undefined) throw new Refusal('file_type_refused')
  const digest = crypter.blindIndex('file', bytes.toString('base64'))
  const known = await findAgain(db, { id, digest })
  if (known) return { ...known, replayed: true }
  const at = clock.now()
  await refuseTooMany(db, owner, at)
  const key = crypter.newKey({ table: TABLE, row: id })
  const sealed = crypter.encryptBytes(key, { table: TABLE, column: 'content', row: id }, bytes)
  await db.query(
    `insert into platform.files
       (id, owner, media_type, size_bytes, uploaded_at, digest, key, content_sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
    [id, owner, mediaType, bytes.length, at, digest, key, sealed],
  )
  const kept = await findAgain(db, { id, digest })
  if (!kept) throw new Error(`the file ${id} is gone`)
  return { ...kept, replayed: false }
}

async function findAgain(
  db: Db,
  { id, digest }: { id: string; digest: Buffer },
): Promise<StoredFile | undefined> {
  const [found] = await db.query<StoredFile & { digest: Buffer }>(
    `select ${COLUMNS}, digest from platform.files where id = $1`,
    [id],
  )
  if (!found) return undefined
  const { digest: known, ...file } = found
  if (!known.equals(digest)) throw new Refusal('id_used_with_other_content', { id })
  return file
}

async function refuseTooMany(db: Db, owner: string, at: Date): Promise<void> {
  const [count] = await db.query<{ loose: bigint; today: bigint }>(
    `select count(*) filter (where subject is null) as loose, count(*) as today
     from platform.files where owner = $1 and uploaded_at > $2`,
    [owner, new Date(at.getTime() - DAY_MS)],
  )
  if ((count?.loose ?? 0n) >= LOOSE_MAX) throw new Refusal('too_many_files', { max: LOOSE_MAX })
  if ((count?.today ?? 0n) >= DAY_FILES_MAX) {
    throw new Refusal('too_many_files', { max: DAY_FILES_MAX })
  }
}

/**
 * Gives loose files of an owner to what they were sent for. Done again for the same subject it
 * changes nothing; a file that belongs to something else, or to somebody else, is not there.
 *
 * Refuses with `file_not_found {file}`.
 */
export async function attachFiles(
  { db }: { db: Db },
  { owner, files, subject }: { owner: string; files: readonly string[]; subject: string },
): Promise<void> {
  if (files.length === 0) return
  const attached = await db.query<{ id: string }>(
    `update platform.files set subject = $3
     where id = any($1) and owner = $2 and key is not null and (subject is null or subject = $3)
     returning id`,
    [files, owner, subject],
  )
  const missing = files.find((file) => !attached.some(({ id }) => id === file))
  if (missing === undefined) return
  await looseFiles({ db }, subject)
  throw new Refusal('file_not_found', { file: missing })
}

/** Takes files back from what did not come about after all. */
export async function looseFiles({ db }: { db: Db }, subject: string): Promise<void> {
  await db.query('update platform.files set subject = null where subject = $1', [subject])
}

/** A file, or undefined; whether the one who asks may see it is for the caller to say. */
export async function getFile(db: Db, id: string): Promise<StoredFile | undefined> {
  const [found] = await db.query<StoredFile>(
    `select ${COLUMNS} from platform.files where id = $1 and key is not null`,
    [id],
  )
  return found
}

/** The files of several steps or messages, by what they belong to. */
export async function filesOf(
  db: Db,
  subjects: readonly string[],
): Promise<Map<string, StoredFile[]>> {
  if (subjects.length === 0) return new Map()
  const rows = await db.query<StoredFile>(
    `select ${COLUMNS} from platform.files
     where subject = any($1) and key is not null order by id`,
    [subjects],
  )
  return Map.groupBy(rows, ({ subject }) => subject ?? '')
}

/** What is in a file. Refuses with `file_not_found {file}` once it is erased. */
export async function openFile({ db, crypter }: Ground, id: string): Promise<Buffer> {
  const [row] = await db.query<{ key: Buffer | null; sealed: Buffer | null }>(
    'select key, content_sealed as sealed from platform.files where id = $1',
    [id],
  )
  if (!row?.key || !row.sealed) throw new Refusal('file_not_found', { file: id })
  return crypter.decryptBytes(row.key, { table: TABLE, column: 'content', row: id }, row.sealed)
}

/** Removes what was sent a day ago and never belonged to anything. Recurring work. */
export async function sweepFiles({ db, clock }: Ground): Promise<number> {
  const gone = await db.query(
    'delete from platform.files where subject is null and uploaded_at < $1 returning 1',
    [new Date(clock.now().getTime() - DAY_MS)],
  )
  return gone.length
}

/** Erases the files of these steps or messages: the keys go, and what was in them with them. */
export async function shredFiles(query: Query, subjects: readonly string[]): Promise<void> {
  await query(
    'update platform.files set key = null, content_sealed = null where subject = any($1)',
    [subjects],
  )
}
