import { newId } from '@suanpan/kernel/ids'
import { systemClock } from '../server/platform/index.ts'
import type { Bench, Run } from './harness/bench.ts'
import { openOurs } from './harness/books.ts'
import type { Ours } from './harness/books.ts'
import { rateLine, takeTurns } from './harness/contest.ts'
import type { Turns } from './harness/contest.ts'
import { rate } from './harness/load.ts'
import type { Outcome } from './harness/load.ts'
import type { Result } from './harness/result.ts'
import { schemaBytes } from './harness/stage.ts'
import { openPgbench } from './pgbench.ts'
import { openTextbook, TEXTBOOK_CONNECTIONS } from './textbook.ts'
import type { Moved, Textbook } from './textbook.ts'
import { seeded, zipf } from './zipf.ts'

const OPENING_BALANCE = 1_000_000_000n
const MORE_THAN_ANYBODY_HAS = 1_000_000_000_000n
const OURS_IN_FLIGHT = 512
const FEW_IN_FLIGHT = 32
const SEED = 20_250_101

export const ledger: Bench = {
  name: 'ledger',
  measures: 'transfers a second through post(), beside the textbook way and pgbench',
  run: compare,
}

/** Draws the moves of the next transfer. */
type Draw = () => Moved[]
type Scenario = { name: string; draw(accounts: number, random: () => number): Draw }

const scenarios: readonly Scenario[] = [
  { name: 'uncontended', draw: (accounts, random) => between(zipf(accounts, 0, random), accounts) },
  { name: 'Zipf 1.0', draw: (accounts, random) => between(zipf(accounts, 1, random), accounts) },
  { name: 'Zipf 2.0', draw: (accounts, random) => between(zipf(accounts, 2, random), accounts) },
  { name: 'one hot account', draw: (accounts, random) => intoOne(zipf(accounts, 0, random)) },
  { name: '5 % refused', draw: (accounts, random) => someTooLarge(accounts, random) },
  { name: 'six legs', draw: (accounts, random) => sixLegs(accounts, random) },
]

async function compare(run: Run): Promise<Result[]> {
  const { stage, pace, say } = run
  say(`opening ${pace.accounts} accounts in three databases …`)
  const ours = await openOurs(stage, { accounts: pace.accounts, opening: OPENING_BALANCE })
  const textbook = await openTextbook(
    await stage.database('textbook'),
    pace.accounts,
    OPENING_BALANCE,
  )
  const pgbench = await openPgbench(run)
  if (pgbench === undefined) say('pgbench is not installed here: compared with the textbook only')
  try {
    const tps: number[] = []
    const results: Result[] = []
    const measured: Measure[] = []
    for (const scenario of scenarios) {
      say(`${scenario.name} …`)
      measured.push(await measure(run, scenario, { ours, textbook }))
      if (pgbench !== undefined) tps.push(await pgbench.transactionsPerSecond(pace.seconds))
    }
    const theirs = tps.length === 0 ? undefined : tps.reduce((a, b) => a + b) / tps.length
    for (const one of measured) results.push(...linesOf(one, theirs))
    if (theirs !== undefined)
      results.push({ name: 'pgbench TPC-B, 16 clients', value: theirs, unit: 'transactions/s' })
    results.push(await unhurried(run, ours), ...sizeLines(measured[0]))
    return results
  } finally {
    await ours.close()
    await textbook.close()
  }
}

type Both = { ours: Ours; textbook: Textbook }
type Measure = {
  scenario: string
  ours: Turns
  textbook: Turns
  bytes: { ours: number; textbook: number }
}

async function measure({ stage, pace }: Run, scenario: Scenario, both: Both): Promise<Measure> {
  const sizes = async () => ({
    ours: await schemaBytes(both.ours.db, 'ledger'),
    textbook: await schemaBytes(both.textbook.db, 'textbook'),
  })
  // Both sides draw the same transfers in the same order.
  const request = (side: { transfer(id: string, moves: Moved[]): Promise<Outcome> }) => {
    const draw = scenario.draw(pace.accounts, seeded(SEED))
    return () => side.transfer(newId('pay', systemClock.now()), draw())
  }
  const before = await sizes()
  const turns = await takeTurns(stage, pace, {
    ours: { inFlight: OURS_IN_FLIGHT, request: request(both.ours) },
    textbook: { inFlight: TEXTBOOK_CONNECTIONS, request: request(both.textbook) },
  })
  const after = await sizes()
  return {
    scenario: scenario.name,
    ...turns,
    bytes: { ours: after.ours - before.ours, textbook: after.textbook - before.textbook },
  }
}

function linesOf({ scenario, ours, textbook }: Measure, pgbench: number | undefined): Result[] {
  const refused = (turns: Turns): string =>
    turns.refused === 0 ? '' : `, ${((100 * turns.refused) / turns.done).toFixed(1)} % refused`
  return [
    {
      ...rateLine(`${scenario}, ${OURS_IN_FLIGHT} in flight${refused(ours)}`, 'transfers/s', ours),
      versus: {
        textbook: rate(ours) / rate(textbook),
        ...(pgbench === undefined ? {} : { pgbench: rate(ours) / pgbench }),
      },
    },
    rateLine(
      `  textbook, ${TEXTBOOK_CONNECTIONS} connections${refused(textbook)}`,
      'transfers/s',
      textbook,
    ),
  ]
}

/** What a caller feels when the poster is not kept at its limit. */
async function unhurried({ stage, pace }: Run, ours: Ours): Promise<Result> {
  const draw = between(zipf(pace.accounts, 0, seeded(SEED)), pace.accounts)
  const request = () => ours.transfer(newId('pay', systemClock.now()), draw())
  const turns = await takeTurns(stage, pace, { ours: { inFlight: FEW_IN_FLIGHT, request } })
  return rateLine(`uncontended, ${FEW_IN_FLIGHT} in flight`, 'transfers/s', turns.ours)
}

function sizeLines(uncontended: Measure | undefined): Result[] {
  if (uncontended === undefined) return []
  const { ours, textbook, bytes } = uncontended
  const line = (name: string, mine: number, theirs: number): Result => ({
    name,
    value: mine,
    unit: 'bytes',
    versus: { textbook: mine / theirs },
  })
  return [
    line('tables and indexes per transfer', bytes.ours / ours.done, bytes.textbook / textbook.done),
    line('log (WAL) per transfer', ours.walBytes / ours.done, textbook.walBytes / textbook.done),
  ]
}

function between(who: () => number, accounts: number): Draw {
  return () => {
    const from = who()
    const to = who()
    return [{ from, to: from === to ? (to + 1) % accounts : to, amount: 1n }]
  }
}

function intoOne(who: () => number): Draw {
  const hot = 0
  return () => [{ from: who() || 1, to: hot, amount: 1n }]
}

function someTooLarge(accounts: number, random: () => number): Draw {
  const draw = between(zipf(accounts, 0, random), accounts)
  return () =>
    draw().map((one) => (random() < 0.05 ? { ...one, amount: MORE_THAN_ANYBODY_HAS } : one))
}

/**
 * A payment with a campaign: the person pays, the platform and a partner add their parts, the
 * merchant pays the fee, the person gets a reward and the tax is set aside. Four of the accounts
 * take part in every payment, as budgets and fee income do.
 */
function sixLegs(accounts: number, random: () => number): Draw {
  const [fee, budget, partner, tax] = [0, 1, 2, 3]
  const who = zipf(accounts - 1000, 0, random)
  return () => {
    const person = 4 + (who() % (accounts - 1004))
    const merchant = accounts - 1 - Math.floor(random() * 1000)
    return [
      { from: person, to: merchant, amount: 100n },
      { from: budget, to: merchant, amount: 20n },
      { from: partner, to: merchant, amount: 10n },
      { from: merchant, to: fee, amount: 2n },
      { from: budget, to: person, amount: 1n },
      { from: fee, to: tax, amount: 1n },
    ]
  }
}
