import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { startPostgres } from '../../server/platform/index.ts'
import type { EmbeddedPostgres } from '../../server/platform/index.ts'

/** A durable PostgreSQL that can be killed, behind an address that stays the same. */
export type Victim = {
  /** As superuser, through the gate. */
  url: string
  /** kill -9 of the postmaster and all its children at once; nothing of it gets to say goodbye. */
  kill(): void
  /** Starts it again on the same data, which recovers. */
  revive(): Promise<void>
  stop(): Promise<void>
}

/**
 * PostgreSQL takes another port each time it starts. The gate in front of it keeps its own, so that
 * a server outlives its database and finds it again by itself.
 */
export async function startVictim(dataDir: string): Promise<Victim> {
  const started: EmbeddedPostgres[] = [await startPostgres({ dataDir })]
  const now = (): EmbeddedPostgres => {
    const last = started.at(-1)
    if (last === undefined) throw new Error('the database was never started')
    return last
  }
  const gate = await openGate(() => now().port)
  const url = new URL(now().url)
  url.port = String(gate.port)
  return {
    url: url.href,
    kill: () => killFamily(postmasterOf(now().home)),
    async revive() {
      started.push(await startPostgres({ dataDir }))
    },
    async stop() {
      await gate.close()
      for (const one of started) await one.stop()
    },
  }
}

function postmasterOf(home: string): number {
  return Number(readFileSync(join(home, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** The parent first: it would otherwise begin to clean up after its children. */
function killFamily(parent: number): void {
  const children = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number))
    .flatMap(([pid, ppid]) => (ppid === parent && pid !== undefined ? [pid] : []))
  for (const pid of [parent, ...children])
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It was leaving on its own.
    }
}

async function openGate(target: () => number): Promise<{ port: number; close(): Promise<void> }> {
  const open = new Set<Socket>()
  const gate = createServer({ noDelay: true }, (inside) => {
    const outside = connect({ host: '127.0.0.1', port: target(), noDelay: true })
    for (const [one, other] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve))
  const address = gate.address()
  if (typeof address !== 'object' || address === null) throw new Error('the gate has no port')
  return {
    port: address.port,
    close() {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => gate.close(() => resolve()))
    },
  }
}
