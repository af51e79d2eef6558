import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { quietHome, startPostgres } from '../postgres/index.ts'
import type { EmbeddedPostgres, LauncherLog } from '../postgres/index.ts'
import type { BackupNote } from './backup.ts'
import { CopyProblem, copyFileWhole, hashFile, inParallel } from './files.ts'

const inside = z
  .string()
  .refine((name) => !name.split('/').includes('..') && !path.isAbsolute(name))

const Note = z.object({
  format: z.literal(1),
  madeAt: z.string(),
  postgres: z.string(),
  files: z.array(z.object({ path: inside, bytes: z.number(), sha256: z.string() })),
  directories: z.array(inside),
})

/**
 * Puts a backup in the place of the embedded database and starts it. Every file is compared with
 * what was written down when the backup was made, before anything is touched.
 *
 * An existing database is refused, or with `replace` set aside under another name, never deleted.
 * Throws CopyProblem when a file is damaged or the database is in use.
 */
export async function restore(options: {
  from: string
  dataDir: string
  at: Date
  replace?: boolean
  log?: LauncherLog
  /** False only in tests: nothing is forced to disk. */
  durable?: boolean
}): Promise<{ note: BackupNote; server: EmbeddedPostgres; aside?: string }> {
  const note = await verified(options.from)
  const pgDir = path.join(options.dataDir, 'pg')
  const place = await quietHome(pgDir)
  if (!place) {
    throw new CopyProblem({
      zh: '数据库正在使用，请先停止。',
      en: 'The database is in use: stop it first.',
    })
  }
  const keysAside = await refuseOtherKeys(options)
  const suffix = options.at.toISOString().replaceAll(/[:.]/g, '-')
  const aside = await setAside(place.home, options.replace ?? false, suffix)
  if (keysAside) await rename(keysAside, `${keysAside}.before-${suffix}`)
  await putInPlace(options, place.home, note)
  place.own()
  const server = await startPostgres({
    dataDir: pgDir,
    durable: options.durable ?? true,
    ...(options.log ? { log: options.log } : {}),
  })
  return aside === undefined ? { note, server } : { note, server, aside }
}

async function verified(from: string): Promise<BackupNote> {
  const file = path.join(from, 'backup.json')
  if (!existsSync(file)) {
    throw new CopyProblem({
      zh: `不是备份目录：${from}`,
      en: `Not a backup: ${from} has no backup.json`,
    })
  }
  const note = Note.parse(JSON.parse(readFileSync(file, 'utf8')))
  await inParallel(note.files, async ({ path: name, sha256 }) => {
    const hash = await hashFile(path.join(from, name)).catch(() => 'missing')
    if (hash !== sha256) throw damaged(name)
  })
  return note
}

function damaged(name: string): CopyProblem {
  return new CopyProblem({
    zh: `文件已损坏或缺失：${name}`,
    en: `The file is damaged or missing: ${name}`,
  })
}

/** Data encrypted under other keys could not be read; the keys that are there may belong to it. */
async function refuseOtherKeys(options: {
  from: string
  dataDir: string
  replace?: boolean
}): Promise<string | undefined> {
  const [theirs, ours] = [
    path.join(options.from, 'keys.json'),
    path.join(options.dataDir, 'keys.json'),
  ]
  if (!existsSync(theirs) || !existsSync(ours)) return undefined
  if ((await hashFile(theirs)) === (await hashFile(ours))) return undefined
  if (options.replace) return ours
  throw new CopyProblem({
    zh: `${ours} 与备份中的密钥不同。用 --replace 可换成备份的密钥，原来的会改名保留。`,
    en: `${ours} differs from the keys in the backup. With --replace the backup's take their place and the present ones are kept under another name.`,
  })
}

async function setAside(
  home: string,
  replace: boolean,
  suffix: string,
): Promise<string | undefined> {
  const data = path.join(home, 'data')
  if (!existsSync(data)) return undefined
  if (!replace) {
    throw new CopyProblem({
      zh: `${data} 已有数据。用 --replace 可换成备份，原来的会改名保留。`,
      en: `${data} holds data. With --replace the backup takes its place and the present data is kept under another name.`,
    })
  }
  const aside = path.join(home, `before-${suffix}`)
  await mkdir(aside, { mode: 0o700 })
  await rename(data, path.join(aside, 'data'))
  await rename(path.join(home, 'passwords.json'), path.join(aside, 'passwords.json'))
  return aside
}

/** Under another name first: a restore that is interrupted leaves no half database behind. */
async function putInPlace(
  options: { from: string; dataDir: string; durable?: boolean },
  home: string,
  note: BackupNote,
): Promise<void> {
  const fresh = path.join(home, 'restoring')
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh, { mode: 0o700 })
  for (const folder of note.directories) {
    await mkdir(path.join(fresh, 'data', folder), { recursive: true, mode: 0o700 })
  }
  await inParallel(note.files, async ({ path: name, sha256 }) => {
    const target = path.join(fresh, name)
    const copied = await copyFileWhole(
      path.join(options.from, name),
      target,
      options.durable ?? true,
    )
    if (copied?.sha256 !== sha256) throw damaged(name)
  })
  await rename(path.join(fresh, 'passwords.json'), path.join(home, 'passwords.json'))
  const keys = path.join(fresh, 'keys.json')
  if (existsSync(keys)) await rename(keys, path.join(options.dataDir, 'keys.json'))
  await rename(path.join(fresh, 'data'), path.join(home, 'data'))
  await rm(fresh, { recursive: true, force: true })
}
