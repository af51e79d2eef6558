import { parseArgs } from 'node:util'
import { endOnSignals } from '../../bench/harness/stage.ts'
import { torture } from './torture.ts'

const USAGE = `npm run torture -- [--rounds N] [--seed S]

Kills the server and the database in turns, N times in all (100), while payments run through the API,
and checks that every acknowledged one is there, none twice and none half.
`

process.exitCode = await main()

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const [rounds, seed] = [Number(values.rounds), Number(values.seed)]
  if (
    values.help === true ||
    !(Number.isInteger(rounds) && rounds > 0) ||
    !Number.isInteger(seed)
  ) {
    process.stderr.write(USAGE)
    return values.help === true ? 0 : 2
  }
  endOnSignals()
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  const { payments, insisted, answers, seconds } = await torture({ rounds, seed, say })
  const told = Object.entries(answers).map(([answer, count]) => `${count} × ${answer}`)
  say(`answers: ${told.join(', ')}`)
  say(
    `${rounds} rounds in ${seconds.toFixed(0)} s: ${payments} payments acknowledged, ` +
      `${insisted} of them only after asking again; none lost, none twice, none half`,
  )
  return 0
}
