import { apply } from './resolver/apply.ts'
import type { Applied, Entry } from './resolver/apply.ts'
import type { Amount, Granted, Posted, Posting, Reason, Refused, Tied, Verdict } from './posting.ts'
import { keep, rollBack, workbench } from './workbench.ts'
import type { AccountState, CounterState, State, Workbench } from './workbench.ts'

/** A posting with the instant and business date that the poster stamped on it. */
export type Arrived = { posting: Posting; bookedAt: Date; businessDate: string }

/** `fresh` is false for a replay or an id that was used with other content: nothing is to be written. */
export type Outcome = {
  arrived: Arrived
  verdict: Verdict
  fresh: boolean
  entries: Entry[]
}

/** What a batch comes to: a verdict for each posting, and how accounts and counters stand afterwards. */
export type Resolution = {
  outcomes: Outcome[]
  accounts: ReadonlyMap<string, AccountState>
  opened: readonly AccountState[]
  counters: ReadonlyMap<string, CounterState>
  pockets: ReadonlyMap<string, string[]>
  holds: ReadonlyMap<string, string[]>
}

/** Beyond this many steps above the bisected value no larger one is looked for (only parts of three or more can hide one). */
const PART_SCAN_MAX = 1_024n

/**
 * Decides a batch: pure, in order, each posting seeing what the ones before it did.
 *
 * Precedence of a verdict: the id (replayed, other content), conditions, legs in order (account,
 * freeze, expiry, funds, ceiling), closings, counters in order. The state handed in is not changed.
 *
 * @param firstSeq the number the first posting that posts will get; 0 for a dry run
 */
export function resolve(state: State, arrivals: readonly Arrived[], firstSeq: bigint): Resolution {
  const work = workbench(state)
  let seq = firstSeq
  const outcomes = arrivals.map((arrived) => {
    const outcome = resolveOne(work, arrived, seq)
    if (outcome.fresh && outcome.verdict.state === 'posted' && firstSeq > 0n) seq += 1n
    return outcome
  })
  const { accounts, opened, counters, pockets, holds } = work
  return { outcomes, accounts, opened, counters, pockets, holds }
}

function resolveOne(work: Workbench, arrived: Arrived, seq: bigint): Outcome {
  const { posting } = arrived
  const known = work.known.get(posting.id) ?? work.state.known.get(posting.id)
  if (known) {
    const verdict = sameBytes(known.fingerprint, posting.intent)
      ? { ...known.verdict, replayed: true }
      : refused(posting, { code: 'id_used_with_other_content', details: { id: posting.id } })
    return { arrived, verdict, fresh: false, entries: [] }
  }
  const decided = decide(work, posting, arrived.bookedAt.getTime())
  const verdict = 'code' in decided ? refused(posting, decided) : posted(arrived, decided, seq)
  work.known.set(posting.id, { fingerprint: posting.intent, verdict })
  return { arrived, verdict, fresh: true, entries: 'code' in decided ? [] : decided.entries }
}

type Decided = Applied & { quantities: Record<string, Granted> }

function decide(work: Workbench, posting: Posting, now: number): Decided | Reason {
  const values = new Map<string, bigint>()
  const quantities = Object.entries(posting.quantities ?? {})
  for (const [name, { desired }] of quantities) values.set(name, desired)
  const reasons = new Map<string, Reason>()
  let applied = apply(work, posting, values, now)
  if ('code' in applied && quantities.length > 0) {
    const failed = shrink(work, { posting, values, reasons, now })
    if (failed) return failed
    applied = apply(work, posting, values, now)
  }
  if ('code' in applied) {
    rollBack(work)
    return applied
  }
  keep(work)
  const granted = quantities.map(([name, { desired }]): [string, Granted] => {
    const reason = reasons.get(name)
    return [name, { desired, granted: values.get(name)!, ...(reason ? { reason } : {}) }]
  })
  return { ...applied, quantities: Object.fromEntries(granted) }
}

type Shrinking = {
  posting: Posting
  values: Map<string, bigint>
  reasons: Map<string, Reason>
  now: number
}

/**
 * Finds for each quantity, in order and with the later ones at their minimum, the greatest value
 * that every limit admits. The posting must stand at the minimum; more is found by bisection.
 */
function shrink(work: Workbench, shrinking: Shrinking): Reason | undefined {
  rollBack(work)
  const { posting, values, reasons, now } = shrinking
  const attempt = (): Reason | undefined => {
    const applied = apply(work, posting, values, now)
    rollBack(work)
    return 'code' in applied ? applied : undefined
  }
  const quantities = Object.entries(posting.quantities ?? {})
  for (const [name, { desired, min }] of quantities) values.set(name, min < desired ? min : desired)
  const failed = attempt()
  if (failed) return failed
  for (const [name, { desired, min }] of quantities) {
    const tryValue = (value: bigint): Reason | undefined => {
      values.set(name, value)
      return attempt()
    }
    const binding = tryValue(desired)
    if (!binding) continue
    const found = greatest({
      low: min,
      high: desired,
      binding,
      tryValue,
      scan: scanWidth(posting, name),
    })
    values.set(name, found.value)
    reasons.set(name, found.binding)
  }
  return undefined
}

function greatest(search: {
  low: bigint
  high: bigint
  binding: Reason
  tryValue: (value: bigint) => Reason | undefined
  scan: bigint
}): { value: bigint; binding: Reason } {
  const { tryValue, scan } = search
  let { low, high, binding } = search
  const top = high
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    const failed = tryValue(middle)
    if (failed) [high, binding] = [middle, failed]
    else low = middle
  }
  // A largest-remainder part of three or more can shrink while the whole grows, so a little above may fit again.
  for (let value = low + 2n; value <= low + scan && value < top; value++) {
    const failed = tryValue(value)
    if (failed) continue
    low = value
    binding = tryValue(value + 1n) ?? binding
  }
  return { value: low, binding }
}

/** How far above the bisected value a part may still fit: one unit of the smallest share, both ways. */
function scanWidth(posting: Posting, name: string): bigint {
  let width = 0n
  for (const weights of partWeights(posting, name)) {
    const present = weights.filter((weight) => weight > 0n)
    if (present.length < 3) continue
    const total = present.reduce((sum, weight) => sum + weight, 0n)
    const least = present.reduce((a, b) => (a < b ? a : b))
    const needed = (2n * total) / least + 1n
    if (needed > width) width = needed
  }
  return width < PART_SCAN_MAX ? width : PART_SCAN_MAX
}

function partWeights(posting: Posting, name: string): (readonly bigint[])[] {
  const tied: Tied[] = []
  for (const leg of posting.legs) if ('amount' in leg) addTied(leg.amount, tied)
  for (const counter of posting.counters ?? []) addTied(counter.amount, tied)
  return tied.flatMap((each) => (each.of === name && each.part ? [each.part.weights] : []))
}

function addTied(amount: Amount, tied: Tied[]): void {
  if (typeof amount === 'object' && 'of' in amount) tied.push(amount)
}

function posted(arrived: Arrived, decided: Decided, seq: bigint): Posted {
  return {
    state: 'posted',
    id: arrived.posting.id,
    replayed: false,
    seq,
    bookedAt: arrived.bookedAt,
    businessDate: arrived.businessDate,
    entries: decided.entries.map(({ account, version, amount, balance }) => ({
      address: account.address,
      version,
      amount,
      balance,
    })),
    quantities: decided.quantities,
    counters: Object.fromEntries(decided.counters),
  }
}

const refused = (posting: Posting, reason: Reason): Refused => ({
  state: 'refused',
  id: posting.id,
  replayed: false,
  reason,
})

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
