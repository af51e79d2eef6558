import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { program } from './binaries.ts'
import type { Place } from './place.ts'
import { PostgresProblem, explain } from './problem.ts'
import { isAlive, run, runNow } from './processes.ts'
import { makeSecrets } from './secrets.ts'
import { asConfiguration, machineAt, settings } from './settings.ts'

/** What initdb and the first WAL segments need, with room to begin. */
const ROOM_TO_BEGIN_MB = 128

/** Recovery after a crash reads at most max_wal_size of WAL; on a slow disk that takes minutes. */
const START_TIMEOUT_SECONDS = 900

const STOP_TIMEOUT_SECONDS = 60

const START_ATTEMPTS = 40
const START_PAUSE_MS = 250

/** Creates the cluster when there is none; whole or not at all. */
export async function initialise(place: Place, durable: boolean): Promise<boolean> {
  if (existsSync(path.join(place.data, 'PG_VERSION'))) return false
  refuseFullDisk(place)
  const fresh = path.join(place.home, 'data.new')
  const passwords = path.join(place.home, 'initdb.password')
  rmSync(fresh, { recursive: true, force: true })
  try {
    mkdirSync(fresh, { mode: 0o700 })
    const secrets = makeSecrets(place.home)
    writeFileSync(passwords, secrets.postgres, { mode: 0o600 })
    giveTo(place, [fresh, passwords])
    const args = [
      ...INITDB,
      `--pwfile=${passwords}`,
      ...(durable ? [] : ['--no-sync']),
      '-D',
      fresh,
    ]
    const done = await run(program(place.binaries, 'initdb'), args, {
      cwd: place.home,
      runAs: place.runAs,
    })
    if (done.code !== 0) throw explain('initdb', done.output, place.home)
    writeFileSync(path.join(fresh, 'postgresql.conf'), "include_if_exists 'suanpan.conf'\n", {
      flag: 'a',
    })
    renameSync(fresh, place.data)
    return true
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (error instanceof PostgresProblem) throw error
    throw explain('initdb', String(error), place.home)
  } finally {
    rmSync(passwords, { force: true })
  }
}

const INITDB = [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--data-checksums',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
]

/** Starts the cluster and returns its port, once it accepts connections. */
export async function launch(place: Place, durable: boolean): Promise<number> {
  let said = ''
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
    const port = await freePort()
    configure(place, port, durable)
    const failure = await tryStart(place)
    if (failure === undefined) return port
    said = failure
    if (!PASSING.test(said)) break
    await sleep(START_PAUSE_MS)
  }
  throw explain('pg_ctl start', said, place.home)
}

/**
 * Somebody else took the port between finding and using it; or the server was killed and its last
 * processes are still leaving, which PostgreSQL notices by the shared memory they hold.
 */
const PASSING = /address already in use|pre-existing shared memory block/i

/** What was said when it did not start. */
async function tryStart(place: Place): Promise<string | undefined> {
  const output = path.join(place.home, 'start.log')
  rmSync(output, { force: true })
  writeFileSync(output, '', { mode: 0o600 })
  giveTo(place, [output])
  const args = [
    'start',
    '-w',
    '-s',
    '-t',
    String(START_TIMEOUT_SECONDS),
    '-D',
    place.data,
    '-l',
    output,
  ]
  const done = await run(program(place.binaries, 'pg_ctl'), args, {
    cwd: place.home,
    runAs: place.runAs,
  })
  if (done.code === 0) return undefined
  return `${done.output}\n${readFileSync(output, 'utf8')}\n${collected(place)}`
}

/** Stops the cluster: running transactions are rolled back, everything committed is on disk. */
export async function halt(place: Place): Promise<void> {
  const ctl = program(place.binaries, 'pg_ctl')
  for (const mode of ['fast', 'immediate'] as const) {
    const done = await run(ctl, stopArgs(place, mode), { cwd: place.home, runAs: place.runAs })
    if (done.code === 0 || !isRunning(place)) return
    if (mode === 'immediate') throw explain('pg_ctl stop', done.output, place.home)
  }
}

function isRunning(place: Place): boolean {
  if (!existsSync(pidFile(place))) return false
  return isAlive(Number.parseInt(readFileSync(pidFile(place), 'utf8'), 10))
}

/** The same, blocking, for the last moment of a process. */
export function haltNow(place: Place): void {
  const ctl = program(place.binaries, 'pg_ctl')
  runNow(ctl, stopArgs(place, 'fast'), { cwd: place.home, runAs: place.runAs })
}

export function pidFile(place: Place): string {
  return path.join(place.data, 'postmaster.pid')
}

function stopArgs(place: Place, mode: 'fast' | 'immediate'): string[] {
  return ['stop', '-w', '-s', '-t', String(STOP_TIMEOUT_SECONDS), '-m', mode, '-D', place.data]
}

/** Written at every start, because the machine may have changed and the port does. */
function configure(place: Place, port: number, durable: boolean): void {
  const file = path.join(place.data, 'suanpan.conf')
  try {
    writeFileSync(file, asConfiguration(settings(machineAt(place.home), port, durable)), {
      mode: 0o600,
    })
    giveTo(place, [file])
  } catch (error) {
    throw explain('writing its settings', String(error), place.home)
  }
}

function refuseFullDisk(place: Place): void {
  const { freeDisk } = machineAt(place.home)
  if (freeDisk < ROOM_TO_BEGIN_MB * 1024 * 1024) {
    const free = `${Math.floor(freeDisk / 1024 / 1024)} MB < ${ROOM_TO_BEGIN_MB} MB`
    throw explain('initdb', `No space left on device (${free})`, place.home)
  }
}

function giveTo(place: Place, paths: string[]): void {
  const { runAs } = place
  if (!runAs) return
  for (const each of paths) {
    chownSync(each, runAs.uid, runAs.gid)
    chmodSync(each, each.endsWith('data.new') ? 0o700 : 0o600)
  }
}

/** The end of what the server wrote once its own log had begun. */
function collected(place: Place): string {
  const day = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' }).format()
  const file = path.join(place.data, 'log', `postgresql-${day}.log`)
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-12).join('\n') : ''
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('no free port')),
      )
    })
  })
}
