import { createHash, randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { completeBinaries, copyBinaries, installedBinaries, program } from './binaries.ts'
import type { Binaries } from './binaries.ts'
import { explain } from './problem.ts'
import { runNow } from './processes.ts'
import type { RunAs } from './processes.ts'

/** Where one database lives, with which binaries and under whose account it runs. */
export type Place = {
  /** Holds `data`, the passwords and the list of users; usually the directory asked for. */
  home: string
  /** PGDATA. */
  data: string
  binaries: Binaries
  runAs: RunAs | undefined
  /** Set when the directory asked for could not be used, and says why. */
  moved?: string
}

/** The note left in the directory asked for, naming the directory used instead. */
const NOTE = 'elsewhere.txt'

/**
 * Finds a home for the database of `dataDir` that the account it runs under can reach.
 *
 * As root that account is the owner of an existing database, else `postgres`, else `nobody`. When
 * it may not enter the directory (a clone in root's home) or the directory's name cannot stand in
 * a shell's quotes, data goes to /var/lib/suanpan, or a temporary directory as the last resort.
 */
export function findPlace(dataDir: string): Place {
  const asked = path.resolve(dataDir)
  try {
    makeHome(asked)
    const runAs = process.getuid?.() === 0 ? accountFor(asked) : undefined
    const noted = readNote(asked)
    const reason = noted ? 'it was placed there before' : whyUnusable(asked, runAs)
    const home = noted ?? (reason === undefined ? asked : placeElsewhere(asked))
    const place = {
      home,
      data: path.join(home, 'data'),
      binaries: findBinaries(home, runAs),
      runAs,
    }
    return reason === undefined ? place : { ...place, moved: reason }
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      throw explain('preparing the directory', `${String(error.code)} ${error.message}`, asked)
    }
    throw error
  }
}

function makeHome(home: string): void {
  mkdirSync(home, { recursive: true })
  // Root's database runs under another account, which has to pass through.
  chmodSync(home, process.getuid?.() === 0 ? 0o711 : 0o700)
}

function accountFor(home: string): RunAs {
  const data = path.join(readNote(home) ?? home, 'data')
  if (existsSync(data)) {
    const { uid, gid } = statSync(data)
    if (uid !== 0) return { uid, gid, name: String(uid) }
  }
  for (const name of ['postgres', 'nobody']) {
    const uid = runNow('id', ['-u', name], { cwd: '/' })
    const gid = runNow('id', ['-g', name], { cwd: '/' })
    if (uid.code === 0 && gid.code === 0)
      return { uid: Number(uid.output), gid: Number(gid.output), name }
  }
  return { uid: 65534, gid: 65534, name: 'nobody' }
}

function readNote(asked: string): string | undefined {
  const note = path.join(asked, NOTE)
  if (!existsSync(note)) return undefined
  const home = readFileSync(note, 'utf8').trim()
  // A note that came with a copied directory may name a place that this machine lacks.
  return existsSync(home) ? home : undefined
}

function whyUnusable(home: string, runAs: RunAs | undefined): string | undefined {
  // pg_ctl starts the server through a shell, with the path in double quotes.
  if (process.platform !== 'win32' && /["$`\\\n]/.test(home)) {
    return 'its path holds a character that a shell would interpret'
  }
  if (!runAs) return undefined
  const entered = runNow('/bin/sh', ['-c', 'cd "$1"', 'sh', home], { cwd: '/', runAs })
  return entered.code === 0 ? undefined : `the account ${runAs.name} may not enter it`
}

/**
 * A random end, so that a new clone at an old path starts with new books instead of finding the
 * old ones; the note in the clone remembers it.
 */
function placeElsewhere(asked: string): string {
  const hash = createHash('sha256').update(asked).digest('hex').slice(0, 12)
  const home = path.join(commonBase(), `${hash}-${randomBytes(4).toString('hex')}`)
  makeHome(home)
  writeFileSync(path.join(asked, NOTE), `${home}\n`)
  return home
}

/** A directory that every account may pass through and nobody else may write. */
function commonBase(): string {
  const root = process.getuid?.() === 0
  const steady = root ? '/var/lib/suanpan' : path.join(os.homedir(), '.local', 'share', 'suanpan')
  for (const base of [steady, path.join(os.tmpdir(), `suanpan-${process.getuid?.() ?? 0}`)]) {
    try {
      mkdirSync(base, { recursive: true, mode: 0o755 })
      accessSync(base, constants.W_OK | constants.X_OK)
      const { uid, mode } = statSync(base)
      if (uid === (process.getuid?.() ?? uid) && (mode & 0o022) === 0) return base
    } catch {
      // Not writable here: the next candidate.
    }
  }
  throw explain('finding a directory for the data', 'EACCES', steady)
}

function findBinaries(home: string, runAs: RunAs | undefined): Binaries {
  const installed = installedBinaries()
  try {
    completeBinaries(installed)
    const tried = runNow(program(installed, 'postgres'), ['--version'], { cwd: home, runAs })
    if (tried.code === 0 && !/["$`\n]/.test(installed.dir)) return installed
  } catch {
    // node_modules may belong to somebody else: a copy can be completed.
  }
  return copyBinaries(installed, commonBase())
}
