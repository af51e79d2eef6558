import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { openDb } from '../server/platform/index.ts'
import type { Bench, Run } from './harness/bench.ts'
import { peakMemoryMb } from './harness/processes.ts'
import type { Result } from './harness/result.ts'
import { seeded, zipf } from './zipf.ts'

const COMMAND = fileURLToPath(new URL('../server/commands/import.ts', import.meta.url))
const FIRST_DAY = Date.UTC(2024, 0, 1)
const DAYS = 365
const DAY_MS = 86_400_000
const SHOPS = 60
const PURCHASES_A_PERSON = 20
const WATCH_MS = 100
const SAID_CHARS = 4_000

export const importing: Bench = {
  name: 'import',
  measures: 'rows a second through npm run import, points included, and the most memory it held',
  run: importRows,
}

const rows = { smoke: 1_000, quick: 60_000, full: 1_000_000 }

async function importRows({ stage, pace, say }: Run): Promise<Result[]> {
  const count = rows[pace.name]
  const file = join(stage.workDir, 'purchases.csv')
  say(`writing ${count.toLocaleString('en-US')} purchases …`)
  await pipeline(Readable.from(purchases(count)), createWriteStream(file))
  say('importing them into empty books …')
  const start = performance.now()
  const memory = await runImport(stage.url, { file, dataDir: join(stage.workDir, 'server') })
  const seconds = (performance.now() - start) / 1000
  const db = openDb({ url: stage.url, max: 1, applicationName: 'bench' })
  const [booked] = await db.query<{ payments: bigint }>(
    'select count(*) as payments from wallet.payments',
  )
  await db.close()
  return [
    {
      name: `${count.toLocaleString('en-US')} rows, from start to end`,
      value: count / seconds,
      unit: 'rows/s',
    },
    { name: '  of which became payments', value: Number(booked?.payments ?? 0n), unit: 'rows' },
    { name: '  the most memory the importer held', value: memory, unit: 'MB' },
  ]
}

/** A year of purchases, sorted by nothing, as exports are. */
function* purchases(count: number): Generator<string> {
  const random = seeded(count)
  const who = zipf(Math.max(1, Math.round(count / PURCHASES_A_PERSON)), 0, random)
  const where = zipf(SHOPS, 1, random)
  yield 'customer,when,total,shop\n'
  for (let at = 0; at < count; at++) {
    const when = new Date(FIRST_DAY + Math.floor(random() * DAYS * DAY_MS)).toISOString()
    const total = (1 + Math.floor(random() * 20_000)) / 100
    yield `c${who()},${when},${total.toFixed(2)},shop ${where()}\n`
  }
}

/** Resolves to the peak memory in MB. */
function runImport(databaseUrl: string, { file, dataDir }: { file: string; dataDir: string }) {
  const map = 'person=customer,at=when,amount=total,merchant=shop'
  const child = spawn(process.execPath, [COMMAND, file, '--map', map, '--asset', 'CNY/2'], {
    env: { ...process.env, DATABASE_URL: databaseUrl, SUANPAN_DATA: dataDir, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-SAID_CHARS)))
  let peak = 0
  const watch = setInterval(() => (peak = Math.max(peak, peakMemoryMb(child.pid ?? 0))), WATCH_MS)
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      clearInterval(watch)
      if (code === 0) resolve(peak)
      else reject(new Error(`the import ended with ${code}; it said:\n${said}`))
    })
  })
}
