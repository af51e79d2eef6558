import { keepInFlight, percentiles, rate, together } from './load.ts'
import type { Measured, Outcome } from './load.ts'
import type { Pace } from './pace.ts'
import type { Result } from './result.ts'
import { walBytes } from './stage.ts'
import type { Stage } from './stage.ts'

export type Contestant = {
  inFlight: number
  request: () => Promise<Outcome>
}

/** What a contestant did over all its turns, and what it wrote to the database's log. */
export type Turns = Measured & { walBytes: number }

/** Takes turns: first, second, first, second …, and adds up what each did. */
export async function takeTurns<Name extends string>(
  stage: Stage,
  pace: Pace,
  contestants: Record<Name, Contestant>,
): Promise<Record<Name, Turns>> {
  const names = Object.keys(contestants) as Name[]
  const parts = Object.fromEntries(names.map((name) => [name, [] as Measured[]])) as Record<
    Name,
    Measured[]
  >
  const wal = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>
  for (let round = 0; round < pace.rounds; round++)
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const { inFlight, request } = contestants[name]
      const before = await walBytes(stage.admin)
      parts[name].push(await keepInFlight(inFlight, pace.seconds, request))
      wal[name] += (await walBytes(stage.admin)) - before
    }
  return Object.fromEntries(
    names.map((name) => [name, { ...together(parts[name]), walBytes: wal[name] }]),
  ) as Record<Name, Turns>
}

/** The line of a contestant in the table. */
export function rateLine(name: string, unit: string, measured: Measured): Result {
  return { name, value: rate(measured), unit, ...percentiles(measured.latencies) }
}
