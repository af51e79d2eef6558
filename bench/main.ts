import { parseArgs } from 'node:util'
import { systemClock } from '../server/platform/index.ts'
import { growth } from './growth.ts'
import type { Bench } from './harness/bench.ts'
import { machineLine } from './harness/machine.ts'
import { paces } from './harness/pace.ts'
import { saveJson, table } from './harness/result.ts'
import type { Report } from './harness/result.ts'
import { openStage } from './harness/stage.ts'
import { idle } from './idle.ts'
import { importing } from './import.ts'
import { ledger } from './ledger.ts'
import { letters } from './letters.ts'
import { payments } from './payments.ts'
import { screens } from './screens.ts'

const benches: readonly Bench[] = [ledger, payments, growth, letters, importing, idle, screens]

const USAGE = `npm run bench -- NAME [--quick | --smoke] [--json FILE]
npm run bench -- --list

  --quick      ends within 60 seconds
  --smoke      a few seconds: shows that it runs, the figures mean nothing
  --json FILE  also writes {bench, at, machine, results}
`

const options = {
  quick: { type: 'boolean' },
  smoke: { type: 'boolean' },
  list: { type: 'boolean' },
  json: { type: 'string' },
} as const

process.exitCode = await main()

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const listed = benches.map(({ name, measures }) => `  ${name.padEnd(10)} ${measures}\n`).join('')
  if (values.list === true) {
    process.stdout.write(listed)
    return 0
  }
  const bench = benches.find(({ name }) => name === positionals[0])
  if (bench === undefined || positionals.length !== 1) {
    process.stderr.write(`${USAGE}\n${listed}`)
    return 2
  }
  const pace = paces[values.smoke === true ? 'smoke' : values.quick === true ? 'quick' : 'full']
  const report = await perform(bench, pace)
  process.stdout.write(`\n${table(report.results)}\n`)
  if (values.json !== undefined) saveJson(values.json, report)
  return 0
}

async function perform(bench: Bench, pace: (typeof paces)['full']): Promise<Report> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const at = systemClock.now().toISOString()
  const stage = await openStage()
  try {
    process.stdout.write(`${bench.name} (${pace.name}): ${bench.measures}\n`)
    process.stdout.write(`${machineLine(stage.machine)}\n`)
    const results = await bench.run({ stage, pace, say })
    return { bench: bench.name, at, machine: stage.machine, results }
  } finally {
    await stage.close()
  }
}
