import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What the kernel counts processor time in. */
const TICKS_PER_SECOND = 100

/** Processor time used so far and memory held now, of several processes together. */
export type Usage = { cpuSeconds: number; memoryMb: number }

/** A process and everything below it. */
export function familyOf(parent: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number))
  const family = [parent]
  for (const member of family)
    for (const [pid, ppid] of rows) if (ppid === member && pid !== undefined) family.push(pid)
  return family
}

/** Linux tells it in /proc; elsewhere undefined. */
export function usageOf(pids: number[]): Usage | undefined {
  if (process.platform !== 'linux') return undefined
  const usage = { cpuSeconds: 0, memoryMb: 0 }
  for (const pid of pids) {
    const stat = readProc(pid, 'stat')
    // Fields 14 and 15 of the whole line; the second is a name in brackets that may hold spaces.
    const [user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number)
    usage.cpuSeconds += (user + system) / TICKS_PER_SECOND
    // Pss: memory that several processes share is counted once among them.
    usage.memoryMb += kilobytes(readProc(pid, 'smaps_rollup'), 'Pss') / 1024
  }
  return usage
}

/** The most a process ever held, in MB. */
export function peakMemoryMb(pid: number): number {
  return kilobytes(readProc(pid, 'status'), 'VmHWM') / 1024
}

function kilobytes(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0)
}

/** Empty when the process is gone. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
