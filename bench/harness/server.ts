import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
/** A first start fills the demo town, which takes its time on a machine that is busy. */
const START_PATIENCE_MS = 240_000
const POLL_MS = 25
/** Enough of what it said last to see why it did not start. */
const KEPT_CHARS = 4_000

/** The real server as a process of its own. */
export type ServerProcess = {
  url: URL
  pid: number
  /** SIGTERM lets it finish, SIGKILL does not; resolves when it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/**
 * Starts server/main.ts, with or without the demo town, and waits until it is ready.
 *
 * @param dataDir where it keeps its keys; the same again after a kill
 */
export async function startServer(options: {
  databaseUrl: string
  dataDir: string
  port?: number
  demo?: boolean
}): Promise<ServerProcess> {
  const port = options.port ?? (await freePort())
  const url = new URL(`http://127.0.0.1:${port}`)
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      DATABASE_URL: options.databaseUrl,
      SUANPAN_DATA: options.dataDir,
      SUANPAN_LICENCE: 'payment_institution',
      SUANPAN_DEMO: options.demo === true ? 'on' : 'off',
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const orphaned = (): void => void child.kill('SIGKILL')
  process.once('exit', orphaned)
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void gone.then(() => process.off('exit', orphaned))
  await ready(child, url)
  return {
    url,
    pid: child.pid ?? 0,
    end(signal) {
      child.kill(signal)
      return gone
    },
  }
}

async function ready(child: ChildProcess, url: URL): Promise<void> {
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-KEPT_CHARS)))
  for (let waited = 0; waited < START_PATIENCE_MS; waited += POLL_MS) {
    if (child.exitCode !== null || child.signalCode !== null) break
    const answer = await fetch(new URL('/ready', url)).catch(() => undefined)
    if (answer?.ok === true) return
    await sleep(POLL_MS)
  }
  child.kill('SIGKILL')
  throw new Error(`the server did not become ready; it said:\n${said}`)
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no free port')),
      )
    })
  })
}
