import { fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bench, Run } from './harness/bench.ts'
import { rateLine } from './harness/contest.ts'
import type { LoadOrder } from './harness/loader.ts'
import type { PayMix } from './harness/phones.ts'
import { rate, together } from './harness/load.ts'
import type { Measured } from './harness/load.ts'
import type { Result } from './harness/result.ts'
import { startServer } from './harness/server.ts'
import { walBytes } from './harness/stage.ts'
import { foundTown, topUpEverybody } from './harness/town.ts'
import { openPgbench } from './pgbench.ts'

const LOADER = fileURLToPath(new URL('./harness/loader.ts', import.meta.url))
const MERCHANTS = 60
const OPENING_BALANCE = 100_000_000n

export const payments: Bench = {
  name: 'payments',
  measures:
    'whole HTTP payments a second, by servers and by phones: quote, session, proof, limits, points, notices',
  run: pay,
}

const people = { smoke: 200, quick: 5_000, full: 20_000 }
// A person's code pays ten times a day without being asked, so it takes many people; and as many
// phones with a PIN as connections, for each pays one thing at a time.
const wallets = {
  smoke: { all: 200, withPin: 64 },
  quick: { all: 2_000, withPin: 200 },
  full: { all: 10_000, withPin: 1_000 },
}

type Load = { name: string; connections: number; byPhone?: PayMix }

/** Each part of the path has a line of its own, and the last is what a day of payments looks like. */
const LOADS: Load[] = [
  { name: 'by a server, 32 connections', connections: 32 },
  { name: 'by a server, 256 connections', connections: 256 },
  { name: 'by a shown code, no proof', connections: 64, byPhone: { code: 100, paySession: 0 } },
  { name: 'by phones, pay session', connections: 64, byPhone: { code: 0, paySession: 100 } },
  { name: 'by phones, PIN', connections: 64, byPhone: { code: 0, paySession: 0 } },
  {
    name: '60 % code, 35 % session, 5 % PIN',
    connections: 64,
    byPhone: { code: 60, paySession: 35 },
  },
]

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
    wallets: wallets[pace.name],
  })
  const townFile = join(stage.workDir, 'town.json')
  writeFileSync(townFile, JSON.stringify(town))
  const server = await startServer({ databaseUrl, dataDir })
  try {
    await topUpEverybody(server.url, town, OPENING_BALANCE)
    const pgbench = await openPgbench(run)
    if (pgbench === undefined) say('pgbench is not installed here: nothing to compare with')
    const parts = new Map<Load, Measured[]>(LOADS.map((each) => [each, []]))
    const tps: number[] = []
    let log = 0
    for (let round = 0; round < pace.rounds; round++) {
      for (const [index, each] of LOADS.entries()) {
        say(`round ${round + 1}: ${each.name} …`)
        const before = await walBytes(stage.admin)
        const { name: _name, ...wanted } = each
        const order = {
          url: server.url.href,
          town: townFile,
          seed: round * 1000 + index,
          seconds: 2 * pace.seconds,
          ...wanted,
        }
        parts.get(each)?.push(await load(order))
        log += (await walBytes(stage.admin)) - before
      }
      if (pgbench !== undefined) tps.push(await pgbench.transactionsPerSecond(2 * pace.seconds))
    }
    return lines(parts, tps, log)
  } finally {
    await server.end('SIGTERM')
  }
}

function lines(parts: Map<Load, Measured[]>, tps: number[], log: number): Result[] {
  const theirs = tps.length === 0 ? undefined : tps.reduce((a, b) => a + b) / tps.length
  const all = together([...parts.values()].flat())
  const results: Result[] = [...parts].map(([{ name }, measured]) => {
    const sum = together(measured)
    const line = rateLine(name, 'payments/s', sum)
    return theirs === undefined ? line : { ...line, versus: { pgbench: rate(sum) / theirs } }
  })
  if (theirs !== undefined)
    results.push({ name: 'pgbench TPC-B, 16 clients', value: theirs, unit: 'transactions/s' })
  results.push({
    name: 'log (WAL) per payment, points and notices included',
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
