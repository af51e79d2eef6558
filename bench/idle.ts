import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDb } from '../server/platform/index.ts'
import type { Bench, Run } from './harness/bench.ts'
import { familyOf, usageOf } from './harness/processes.ts'
import type { Usage } from './harness/processes.ts'
import type { Result } from './harness/result.ts'
import { startServer } from './harness/server.ts'
import type { Stage } from './harness/stage.ts'

export const idle: Bench = {
  name: 'idle',
  measures: 'processor and memory of everything, with the demo town and nothing to do',
  run: rest,
}

const times = {
  smoke: { settle: 1, watch: 2 },
  quick: { settle: 10, watch: 15 },
  full: { settle: 60, watch: 120 },
}

async function rest({ stage, pace, say }: Run): Promise<Result[]> {
  const { settle, watch } = times[pace.name]
  say('starting with the demo town …')
  const start = performance.now()
  const server = await startServer({
    databaseUrl: stage.url,
    dataDir: join(stage.workDir, 'server'),
    demo: true,
  })
  const ready = (performance.now() - start) / 1000
  const [row] = await stage.admin.query<{ folder: string }>(
    `select current_setting('data_directory') as folder`,
  )
  const pidFile = readFileSync(join(row?.folder ?? '', 'postmaster.pid'), 'utf8')
  const parts = { server: server.pid, PostgreSQL: Number(pidFile.split('\n')[0]) }
  try {
    say(`ready after ${ready.toFixed(1)} s; letting it come to rest for ${settle} s …`)
    await sleep(settle * 1000)
    say(`watching for ${watch} s …`)
    const before = usages(parts)
    const from = performance.now()
    await sleep(watch * 1000)
    const seconds = (performance.now() - from) / 1000
    const after = usages(parts)
    const results: Result[] = [
      { name: 'first start until ready', value: ready, unit: 's' },
      { name: 'payments in the town', value: await townPayments(stage), unit: 'payments' },
    ]
    for (const [name, used] of after) {
      const share = (100 * (used.cpuSeconds - (before.get(name)?.cpuSeconds ?? 0))) / seconds
      results.push(
        { name: `${name}: processor`, value: share, unit: '% of a core' },
        { name: `${name}: memory`, value: used.memoryMb, unit: 'MB' },
      )
    }
    if (after.size === 0) say('processor and memory are read from /proc: Linux only')
    return [...results, ...totals(results)]
  } finally {
    await server.end('SIGTERM')
  }
}

/** An empty town has nothing to rest from. */
async function townPayments(stage: Stage): Promise<number> {
  const db = openDb({ url: stage.url, max: 1, applicationName: 'bench' })
  const [row] = await db.query<{ count: bigint }>('select count(*) from wallet.payments')
  await db.close()
  if ((row?.count ?? 0n) === 0n) throw new Error('the demo town was not seeded')
  return Number(row?.count)
}

function usages(parts: Record<string, number>): Map<string, Usage> {
  const found = new Map<string, Usage>()
  for (const [name, pid] of Object.entries(parts)) {
    const usage = usageOf(familyOf(pid))
    if (usage !== undefined) found.set(name, usage)
  }
  return found
}

function totals(results: Result[]): Result[] {
  return ['% of a core', 'MB'].flatMap((unit) => {
    const values = results.filter((one) => one.unit === unit).map(({ value }) => value)
    if (values.length === 0) return []
    const name = `everything: ${unit === 'MB' ? 'memory' : 'processor'}`
    return [{ name, value: values.reduce((a, b) => a + b), unit }]
  })
}
