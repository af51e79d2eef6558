import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The account that database processes run under when we are root; PostgreSQL refuses root. */
export type RunAs = { uid: number; gid: number; name: string }

export type Finished = { code: number; output: string }

/** Runs a program to its end, as `runAs` when given, and returns all that it printed. */
export function run(
  file: string,
  args: string[],
  options: { cwd: string; runAs?: RunAs | undefined },
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...spawnOptions(options), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8')
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', reject)
    // Not 'close': the server that pg_ctl leaves behind may keep a pipe of ours open.
    child.on('exit', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** The same, blocking; for a process that is about to exit. */
export function runNow(
  file: string,
  args: string[],
  options: { cwd: string; runAs?: RunAs | undefined },
): Finished {
  const done = spawnSync(file, args, { ...spawnOptions(options), encoding: 'utf8' })
  return {
    code: done.status ?? 1,
    output: `${done.stdout ?? ''}${done.stderr ?? ''}${done.error ?? ''}`,
  }
}

/** Whether a process with this number runs, whoever owns it. One that only awaits burial does not. */
export function isAlive(pid: number): boolean {
  if (procStat(pid)[0] === 'Z') return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * A name that no other process has, not even a later one with the same number: where the system
 * tells when a process started, that is part of it.
 */
export function identity(pid: number): string {
  return `${pid}-${startTicks(pid)}`
}

/** Whether the process that had this identity still runs. */
export function identityIsAlive(name: string): boolean {
  const pid = Number.parseInt(name, 10)
  return Number.isSafeInteger(pid) && pid > 0 && isAlive(pid) && identity(pid) === name
}

/** Whether process `pid` is a PostgreSQL; false where it is something else that got the number. */
export function looksLikePostgres(pid: number): boolean {
  if (process.platform === 'win32') {
    return /postgres/i.test(runNow('tasklist', ['/FI', `PID eq ${pid}`], { cwd: '.' }).output)
  }
  return /postgres/.test(runNow('ps', ['-o', 'comm=', '-p', String(pid)], { cwd: '/' }).output)
}

function startTicks(pid: number): string {
  // Field 22; the state, field 3, is the first after the command.
  return procStat(pid)[19] ?? ''
}

/** The fields of /proc/<pid>/stat after the command, which itself may hold spaces and brackets. */
function procStat(pid: number): string[] {
  if (process.platform !== 'linux') return []
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

function spawnOptions(options: { cwd: string; runAs?: RunAs | undefined }): {
  cwd: string
  env: NodeJS.ProcessEnv
  uid?: number
  gid?: number
} {
  const { cwd, runAs } = options
  // Messages in English whatever the machine speaks, because explain() reads them.
  const env: NodeJS.ProcessEnv = { ...withoutPg(process.env), LC_ALL: 'C', TZ: 'UTC' }
  return runAs ? { cwd, env: { ...env, HOME: cwd }, uid: runAs.uid, gid: runAs.gid } : { cwd, env }
}

/** PGPORT, PGDATA and their kin belong to the operator's own tools, not to our server. */
function withoutPg(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PG')))
}
