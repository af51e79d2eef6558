import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { identity, identityIsAlive } from './processes.ts'

const LOCK_POLL_MS = 25

/**
 * Which processes use the database of a home. The last one to leave stops it, so that a command
 * run beside the server neither stops the server's database nor leaves one behind.
 */
export function enter(home: string): void {
  mkdirSync(folder(home), { recursive: true, mode: 0o700 })
  writeFileSync(path.join(folder(home), identity(process.pid)), '')
}

/** Strikes this process off. True when no living process is left. */
export function leave(home: string): boolean {
  rmSync(path.join(folder(home), identity(process.pid)), { force: true })
  return users(home).length === 0
}

/** The identities of the living processes that use the database; the dead are struck off. */
export function users(home: string): string[] {
  if (!existsSync(folder(home))) return []
  return readdirSync(folder(home)).filter((name) => {
    const alive = identityIsAlive(name)
    if (!alive) rmSync(path.join(folder(home), name), { force: true })
    return alive
  })
}

/** Runs `work` while no other process starts or stops the same database. */
export async function alone<T>(home: string, work: () => Promise<T>): Promise<T> {
  const lock = path.join(home, 'lock')
  while (!take(lock)) await sleep(LOCK_POLL_MS)
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** Linked into place with its content, so that nobody ever reads a lock without a holder. */
function take(lock: string): boolean {
  const own = `${lock}.${identity(process.pid)}`
  try {
    writeFileSync(own, identity(process.pid), { mode: 0o600 })
    linkSync(own, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    clearIfDead(lock)
    return false
  } finally {
    rmSync(own, { force: true })
  }
}

/** A rename is won by one process only, so two cannot both clear the lock of a dead one. */
function clearIfDead(lock: string): void {
  try {
    if (identityIsAlive(readFileSync(lock, 'utf8'))) return
    const aside = `${lock}.dead-${identity(process.pid)}`
    renameSync(lock, aside)
    rmSync(aside, { force: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function folder(home: string): string {
  return path.join(home, 'users')
}
