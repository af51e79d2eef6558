import { fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bench, Run } from './harness/bench.ts'
import { rateLine } from './harness/contest.ts'
import type { LoadOrder } from './harness/loader.ts'
import { rate, together } from './harness/load.ts'
import type { Measured } from './harness/load.ts'
import type { Result } from './harness/result.ts'
import { startServer } from './harness/server.ts'
import { walBytes } from './harness/stage.ts'
import { foundTown, topUpEverybody } from './harness/town.ts'
import { openPgbench } from './pgbench.ts'

const LOADER = fileURLToPath(new URL('./harness/loader.ts', import.meta.url))
const CONNECTIONS = [32, 256]
const MERCHANTS = 60
const OPENING_BALANCE = 100_000_000n

export const payments: Bench = {
  name: 'payments',
  measures: 'whole HTTP payments a second: API key, idempotency, fee leg, payment row, letter',
  run: pay,
}

const people = { smoke: 200, quick: 5_000, full: 20_000 }

async function pay(run: Run): Promise<Result[]> {
  const { stage, pace, say } = run
  const dataDir = join(stage.workDir, 'server')
  const databaseUrl = stage.url
  say('founding a town …')
  const town = await foundTown({
    databaseUrl,
    dataDir,
    people: people[pace.name],
    merchants: MERCHANTS,
  })
  const townFile = join(stage.workDir, 'town.json')
  writeFileSync(townFile, JSON.stringify(town))
  const server = await startServer({ databaseUrl, dataDir })
  try {
    await topUpEverybody(server.url, town, OPENING_BALANCE)
    const pgbench = await openPgbench(run)
    if (pgbench === undefined) say('pgbench is not installed here: nothing to compare with')
    const parts = new Map<number, Measured[]>(CONNECTIONS.map((count) => [count, []]))
    const tps: number[] = []
    let log = 0
    for (let round = 0; round < pace.rounds; round++) {
      for (const connections of CONNECTIONS) {
        say(`round ${round + 1}: ${connections} connections …`)
        const before = await walBytes(stage.admin)
        const order = {
          url: server.url.href,
          town: townFile,
          connections,
          seed: round * 1000 + connections,
        }
        parts.get(connections)?.push(await load({ ...order, seconds: 2 * pace.seconds }))
        log += (await walBytes(stage.admin)) - before
      }
      if (pgbench !== undefined) tps.push(await pgbench.transactionsPerSecond(2 * pace.seconds))
    }
    return lines(parts, tps, log)
  } finally {
    await server.end('SIGTERM')
  }
}

function lines(parts: Map<number, Measured[]>, tps: number[], log: number): Result[] {
  const theirs = tps.length === 0 ? undefined : tps.reduce((a, b) => a + b) / tps.length
  const all = together([...parts.values()].flat())
  const results: Result[] = [...parts].map(([connections, measured]) => {
    const sum = together(measured)
    const line = rateLine(`${connections} connections`, 'payments/s', sum)
    return theirs === undefined ? line : { ...line, versus: { pgbench: rate(sum) / theirs } }
  })
  if (theirs !== undefined)
    results.push({ name: 'pgbench TPC-B, 16 clients', value: theirs, unit: 'transactions/s' })
  results.push({
    name: 'log (WAL) per payment, points included',
    value: log / all.done,
    unit: 'bytes',
  })
  return results
}

function load(order: LoadOrder): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(LOADER, [JSON.stringify(order)])
    child.once('message', (measured) => resolve(measured as Measured))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the load generator ended with ${code}`)))
  })
}
