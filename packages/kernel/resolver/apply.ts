import { isReason, moveCounter } from '../counters.ts'
import { allocate } from '../money.ts'
import { AMOUNT_MAX } from '../posting.ts'
import type {
  Condition,
  CounterMove,
  Move,
  NewHold,
  Posting,
  Reason,
  Source,
  Tied,
} from '../posting.ts'
import { expandSources, list, maximum, openTargets } from './sides.ts'
import type { Drawable } from './sides.ts'
import {
  findAccount,
  findCounter,
  holdAddresses,
  openAccount,
  setCounter,
  touch,
} from '../workbench.ts'
import type { AccountState, Workbench } from '../workbench.ts'

/** One side of a movement as it will be written. */
export type Entry = { account: AccountState; version: bigint; amount: bigint; balance: bigint }

export type Applied = { entries: Entry[]; counters: Map<string, bigint> }

/** What the quantities of a posting are taken to be. */
export type Values = ReadonlyMap<string, bigint>

/**
 * Applies a posting to the working copies: conditions, legs in order, closings, counters in order.
 * That order is the precedence of refusals: the first thing that does not hold is the reason.
 * On a reason the caller rolls the workbench back.
 */
export function apply(
  work: Workbench,
  posting: Posting,
  values: Values,
  now: number,
): Applied | Reason {
  const entries: Entry[] = []
  for (const condition of posting.conditions ?? []) {
    const failed = checkCondition(work, condition)
    if (failed) return failed
  }
  for (const leg of posting.legs) {
    const failed =
      'release' in leg
        ? release(work, leg.release, entries)
        : move(work, { leg, counters: posting.counters ?? [], values, now, entries })
    if (failed) return failed
  }
  for (const address of posting.close ?? []) {
    const failed = close(work, address)
    if (failed) return failed
  }
  const counters = new Map<string, bigint>()
  for (const counter of posting.counters ?? []) {
    const failed = count(work, counter, values, counters)
    if (failed) return failed
  }
  return { entries, counters }
}

/** The minor units a tied amount stands for; a part is a largest-remainder share. */
export function tiedAmount(tied: Tied, values: Values): bigint {
  const value = values.get(tied.of)
  if (value === undefined) throw new Error(`the posting has no quantity named ${tied.of}`)
  if (tied.ratio) return (value * tied.ratio[0]) / tied.ratio[1]
  if (tied.part) return allocate(value, tied.part.weights)[tied.part.index]!
  return value
}

type Moving = {
  leg: Move
  counters: readonly CounterMove[]
  values: Values
  now: number
  entries: Entry[]
}
type Drawn = { account: AccountState; amount: bigint }

function move(work: Workbench, moving: Moving): Reason | undefined {
  const { leg, now, entries } = moving
  const sources = expandSources(work, leg, now)
  if ('code' in sources) return sources
  const asset = sources[0]?.account.asset
  const amount = amountOf(work, moving, sources)
  if (amount < 0n || amount > AMOUNT_MAX) return outOfRange(amount)
  if (amount === 0n) return undefined
  const drawn = draw(sources, leg.from, amount)
  if ('code' in drawn) return drawn
  for (const target of list(leg.to)) {
    if ('newHold' in target) return hold(work, target, drawn, entries)
  }
  const targets = openTargets(work, leg, asset!, now)
  if ('code' in targets) return targets
  if (targets.length === 0)
    return { code: 'account_not_found', details: { account: targetOf(leg) } }
  return pour(work, drawn, targets, entries)
}

function amountOf(work: Workbench, moving: Moving, sources: Drawable[]): bigint {
  const { amount } = moving.leg
  if (typeof amount === 'bigint') return amount
  if (amount === 'rest') return sources.reduce((sum, { available }) => sum + (available ?? 0n), 0n)
  if (!('share' in amount)) return tiedAmount(amount, moving.values)
  const counter = moving.counters.find(({ key }) => key === amount.counter)!
  const before = findCounter(work, counter.key)?.used ?? 0n
  const after = before + counterAmount(counter, moving.values)
  return (amount.share * after) / amount.per - (amount.share * before) / amount.per
}

function draw(sources: Drawable[], from: Source | Source[], amount: bigint): Drawn[] | Reason {
  const drawn: Drawn[] = []
  let left = amount
  for (const { account, available } of sources) {
    if (left === 0n) break
    const part = available === null || available > left ? left : available
    if (part > 0n) drawn.push({ account, amount: part })
    left -= part
  }
  if (left === 0n) return drawn
  return {
    code: 'insufficient_funds',
    details: {
      account: nameOf(from),
      asset: assetOf(sources, from),
      needed: String(amount),
      available: String(amount - left),
    },
  }
}

function targetOf({ to }: Move): string {
  const [first] = list(to)
  return first && 'account' in first ? first.account : ''
}

function assetOf(sources: Drawable[], from: Source | Source[]): string | null {
  const [first] = list(from)
  return sources[0]?.account.asset ?? (first && 'pocket' in first ? first.asset : null)
}

function nameOf(from: Source | Source[]): string {
  const [first] = list(from)
  if (first === undefined) return ''
  if ('pocket' in first) return `${first.holder}:${first.pocket}`
  return 'hold' in first ? `hold:${first.hold}` : first.account
}

function pour(
  work: Workbench,
  drawn: Drawn[],
  targets: AccountState[],
  entries: Entry[],
): Reason | undefined {
  let at = 0
  for (const source of drawn) {
    let left = source.amount
    while (left > 0n) {
      const target = targets[at]
      if (!target) return ceilingReached(targets.at(-1)!, left)
      const room = target.ceiling === null ? left : maximum(target.ceiling - target.balance, 0n)
      const part = room < left ? room : left
      if (part > 0n) {
        const failed = shift(work, { from: source.account, to: target, amount: part }, entries)
        if (failed) return failed
        left -= part
      }
      if (left > 0n) at++
    }
  }
  return undefined
}

function shift(
  work: Workbench,
  { from, to, amount }: { from: AccountState; to: AccountState; amount: bigint },
  entries: Entry[],
): Reason | undefined {
  if (from === to) return { code: 'same_account', details: { account: from.address } }
  if (from.balance - amount < -AMOUNT_MAX || to.balance + amount > AMOUNT_MAX)
    return outOfRange(amount)
  for (const [account, signed] of [
    [from, -amount],
    [to, amount],
  ] as const) {
    touch(work, account)
    account.balance += signed
    account.version += 1n
    entries.push({ account, version: account.version, amount: signed, balance: account.balance })
  }
  return undefined
}

function hold(
  work: Workbench,
  target: NewHold,
  drawn: Drawn[],
  entries: Entry[],
): Reason | undefined {
  const { newHold: id } = target
  if (holdAddresses(work, id).length > 0) return { code: 'hold_exists', details: { hold: id } }
  for (const [n, { account: origin, amount }] of drawn.entries()) {
    const account: AccountState = {
      id: 0n,
      address: `hold:${id}:${n + 1}`,
      asset: origin.asset,
      chart: origin.chart === 'person.money' ? 'hold.money' : origin.chart,
      holder: origin.holder,
      pocket: undefined,
      expiresAt: target.expiresAt.getTime(),
      origin: origin.address,
      floor: 0n,
      ceiling: null,
      closed: false,
      balance: 0n,
      version: 0n,
    }
    openAccount(work, account, id)
    const failed = shift(work, { from: origin, to: account, amount }, entries)
    if (failed) return failed
  }
  return undefined
}

function release(work: Workbench, id: string, entries: Entry[]): Reason | undefined {
  const addresses = holdAddresses(work, id)
  if (addresses.length === 0) return { code: 'hold_not_found', details: { hold: id } }
  for (const address of addresses) {
    const account = findAccount(work, address)!
    if (account.closed) return { code: 'hold_closed', details: { hold: id } }
    const origin = findAccount(work, account.origin!)!
    if (origin.closed) return { code: 'account_closed', details: { account: origin.address } }
    if (account.balance > 0n) {
      // What was taken from the origin may always go back: neither its freeze nor its ceiling is asked.
      const failed = shift(work, { from: account, to: origin, amount: account.balance }, entries)
      if (failed) return failed
    }
    touch(work, account)
    account.closed = true
  }
  return undefined
}

function close(work: Workbench, address: string): Reason | undefined {
  const account = findAccount(work, address)
  if (!account) return { code: 'account_not_found', details: { account: address } }
  if (account.closed) return { code: 'account_closed', details: { account: address } }
  if (account.balance !== 0n)
    return {
      code: 'account_not_empty',
      details: { account: address, balance: String(account.balance) },
    }
  touch(work, account)
  account.closed = true
  return undefined
}

function count(
  work: Workbench,
  move: CounterMove,
  values: Values,
  used: Map<string, bigint>,
): Reason | undefined {
  const amount = counterAmount(move, values)
  const moved = moveCounter(findCounter(work, move.key), move, amount)
  if (isReason(moved)) return moved
  if (moved.used > AMOUNT_MAX) return outOfRange(amount)
  setCounter(work, move.key, moved)
  used.set(move.key, moved.used)
  return undefined
}

function counterAmount({ amount, giveBack }: CounterMove, values: Values): bigint {
  const size = typeof amount === 'bigint' ? amount : tiedAmount(amount, values)
  return giveBack ? -size : size
}

function checkCondition(work: Workbench, condition: Condition): Reason | undefined {
  const account = findAccount(work, condition.account)
  if ('expectVersion' in condition) {
    const actual = account?.version ?? 0n
    if (actual === condition.expectVersion) return undefined
    return {
      code: 'version_mismatch',
      details: {
        account: condition.account,
        expected: String(condition.expectVersion),
        found: String(actual),
      },
    }
  }
  const available = account?.balance ?? 0n
  if (available >= condition.atLeast) return undefined
  return {
    code: 'balance_below',
    details: {
      account: condition.account,
      asset: account?.asset ?? null,
      atLeast: String(condition.atLeast),
      balance: String(available),
    },
  }
}

function ceilingReached(account: AccountState, amount: bigint): Reason {
  return {
    code: 'ceiling_reached',
    details: {
      account: account.address,
      asset: account.asset,
      ceiling: String(account.ceiling),
      balance: String(account.balance),
      amount: String(amount),
    },
  }
}

const outOfRange = (amount: bigint): Reason => ({
  code: 'amount_out_of_range',
  details: { amount: String(amount), maximum: String(AMOUNT_MAX) },
})
