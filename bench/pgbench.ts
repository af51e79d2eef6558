import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Run } from './harness/bench.ts'

export const PGBENCH_CLIENTS = 16
const THREADS = 2

/**
 * One branch row a client: below that TPC-B measures the lock on the branch and not the machine.
 * A scale is 100,000 accounts.
 */
const SCALE = PGBENCH_CLIENTS

export type Pgbench = { transactionsPerSecond(seconds: number): Promise<number> }

/** TPC-B of PostgreSQL's own benchmark in a database of the stage; undefined where there is no pgbench. */
export async function openPgbench({ stage, pace }: Run): Promise<Pgbench | undefined> {
  const program = findPgbench()
  if (program === undefined) return undefined
  const url = await stage.database('pgbench')
  await run(program, url, [
    '--initialize',
    '--quiet',
    `--scale=${pace.name === 'smoke' ? 1 : SCALE}`,
  ])
  const load = [
    `--client=${PGBENCH_CLIENTS}`,
    `--jobs=${THREADS}`,
    '--protocol=prepared',
    '--no-vacuum',
  ]
  return {
    async transactionsPerSecond(seconds) {
      const said = await run(program, url, [...load, `--time=${Math.max(1, Math.round(seconds))}`])
      const tps = /^tps = ([\d.]+)/m.exec(said)?.[1]
      if (tps === undefined) throw new Error(`pgbench printed no tps:\n${said}`)
      return Number(tps)
    },
  }
}

/** On the PATH, or where Debian keeps it. */
export function findPgbench(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : []
  const folders = [
    ...(process.env['PATH'] ?? '').split(path.delimiter),
    ...versions.map((version) => path.join(debian, version, 'bin')),
  ]
  return folders.map((folder) => path.join(folder, 'pgbench')).find(isProgram)
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function run(program: string, url: string, options: string[]): Promise<string> {
  const { hostname, port, username, password, pathname } = new URL(url)
  const child = spawn(program, [...options, pathname.slice(1)], {
    env: {
      ...process.env,
      PGHOST: hostname,
      PGPORT: port,
      PGUSER: decodeURIComponent(username),
      PGPASSWORD: decodeURIComponent(password),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (part: Buffer) => (said += part.toString()))
  child.stderr.on('data', (part: Buffer) => (said += part.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`pgbench ended with ${code}:\n${said}`)),
    )
  })
}
