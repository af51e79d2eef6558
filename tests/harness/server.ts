import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isAlive, startPostgres } from '../../server/platform/index.ts'

/** A PostgreSQL that tests may fill with databases, and how its three roles enter it. */
export type TestServer = { url: string; ownerUrl: string; appUrl: string }

/** Set by `npm test`: one embedded server for all test files of a run. */
export const SHARED_SERVER = 'SUANPAN_TEST_SERVER'

/** Set by whoever wants the tests to run against a PostgreSQL of their own (15 or later). */
export const FOREIGN_SERVER = 'SUANPAN_TEST_DATABASE_URL'

const PREFIX = 'suanpan-test-'

let found: Promise<TestServer> | undefined

/**
 * The server of this run: the foreign one, the one `npm test` started, or, for a test file that
 * runs alone, an embedded one that ends with the process.
 */
export function testServer(): Promise<TestServer> {
  found ??= find()
  return found
}

/** Starts an embedded server that forgets everything when it stops. */
export async function startTestServer(): Promise<TestServer & { stop(): Promise<void> }> {
  sweepAbandoned()
  const dataDir = mkdtempSync(path.join(os.tmpdir(), PREFIX))
  writeFileSync(path.join(dataDir, 'owner.pid'), String(process.pid))
  const remove = (): void => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  const server = await startPostgres({ dataDir, durable: false }).catch((error: unknown) => {
    remove()
    throw error
  })
  process.once('exit', remove)
  const stop = async (): Promise<void> => {
    await server.stop()
    process.off('exit', remove)
    remove()
  }
  return { url: server.url, ownerUrl: server.ownerUrl, appUrl: server.appUrl, stop }
}

async function find(): Promise<TestServer> {
  const foreign = process.env[FOREIGN_SERVER]
  if (foreign) {
    return {
      url: foreign,
      ownerUrl: withRole(foreign, 'suanpan_owner'),
      appUrl: withRole(foreign, 'suanpan_app'),
    }
  }
  const shared = process.env[SHARED_SERVER]
  if (shared) {
    const [url = '', ownerUrl = '', appUrl = ''] = shared.split(' ')
    return { url, ownerUrl, appUrl }
  }
  return startTestServer()
}

/** The form in which `npm test` hands its server to the test files. */
export function asVariable(server: TestServer): string {
  return `${server.url} ${server.ownerUrl} ${server.appUrl}`
}

/** Enters as the given user and is the role from the first statement on; no password is needed. */
function withRole(url: string, role: string): string {
  const entry = new URL(url)
  entry.searchParams.set('options', `-c role=${role}`)
  return entry.href
}

/** Removes what a killed run left behind: its server has no owner and nobody can reach its data. */
function sweepAbandoned(): void {
  for (const name of readdirSync(os.tmpdir()).filter((each) => each.startsWith(PREFIX))) {
    const dir = path.join(os.tmpdir(), name)
    const owner = readNumber(path.join(dir, 'owner.pid'))
    if (owner === undefined || isAlive(owner)) continue
    const postmaster = readNumber(path.join(dir, 'data', 'postmaster.pid'))
    try {
      if (postmaster !== undefined) process.kill(postmaster, 'SIGQUIT')
      rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    } catch {
      // Somebody else's, or already going.
    }
  }
}

function readNumber(file: string): number | undefined {
  try {
    const value = Number.parseInt(readFileSync(file, 'utf8'), 10)
    return value > 0 ? value : undefined
  } catch {
    return undefined
  }
}
