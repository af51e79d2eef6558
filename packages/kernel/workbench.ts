import type { Verdict } from './posting.ts'

/** An account as the resolver sees it: what never changes, and what postings change. */
export type AccountState = {
  /** 0 until the account has been written. */
  id: bigint
  readonly address: string
  readonly asset: string
  readonly chart: string
  readonly holder: string | undefined
  readonly pocket: string | undefined
  readonly expiresAt: number | undefined
  /** Where a hold returns to. */
  readonly origin: string | undefined
  floor: bigint | null
  ceiling: bigint | null
  closed: boolean
  balance: bigint
  version: bigint
}

/** What was used of a limit: the start of its (newest) window, and for a rolling one the buckets, newest first. */
export type CounterState = { used: bigint; windowStart: number; buckets: readonly bigint[] | null }

export type Freeze = { in: boolean; out: boolean }
export type Known = { fingerprint: Uint8Array; verdict: Verdict }

/** The resolver only looks things up by key. */
export type Lookup<V> = { get(key: string): V | undefined }

/** What the books hold of everything a batch may touch, read under the head row's lock. */
export type State = {
  accounts: Lookup<AccountState>
  /** Addresses by `pocketKey`, ordered by expiry (none last), then age. */
  pockets: Lookup<readonly string[]>
  /** Addresses of a hold's accounts in order. */
  holds: Lookup<readonly string[]>
  frozen: Lookup<Freeze>
  counters: Lookup<CounterState>
  known: Lookup<Known>
  assets: ReadonlySet<string>
  charts: ReadonlySet<string>
}

/** Working copies over a state that is itself never changed, with an undo list for the posting at hand. */
export type Workbench = {
  state: State
  accounts: Map<string, AccountState>
  opened: AccountState[]
  pockets: Map<string, string[]>
  holds: Map<string, string[]>
  counters: Map<string, CounterState>
  known: Map<string, Known>
  undo: Undo[]
}

type Undo =
  | { account: AccountState; balance: bigint; version: bigint; closed: boolean }
  | { counter: string; was: CounterState | undefined }
  | { opened: AccountState; pocket: string | undefined; hold: string | undefined }

export function workbench(state: State): Workbench {
  return {
    state,
    accounts: new Map(),
    opened: [],
    pockets: new Map(),
    holds: new Map(),
    counters: new Map(),
    known: new Map(),
    undo: [],
  }
}

export const pocketKey = (holder: string, asset: string, pocket: string): string =>
  `${holder}|${asset}|${pocket}`

export function findAccount(work: Workbench, address: string): AccountState | undefined {
  const own = work.accounts.get(address)
  if (own) return own
  const stored = work.state.accounts.get(address)
  if (!stored) return undefined
  const copy = { ...stored }
  work.accounts.set(address, copy)
  return copy
}

export function openAccount(
  work: Workbench,
  account: AccountState,
  hold: string | undefined = undefined,
): void {
  work.accounts.set(account.address, account)
  work.opened.push(account)
  const pocket =
    account.holder !== undefined && account.pocket !== undefined
      ? pocketKey(account.holder, account.asset, account.pocket)
      : undefined
  if (pocket !== undefined) insertByExpiry(work, pocketAddresses(work, pocket), account)
  if (hold !== undefined) holdAddresses(work, hold).push(account.address)
  work.undo.push({ opened: account, pocket, hold })
}

export function pocketAddresses(work: Workbench, key: string): string[] {
  let own = work.pockets.get(key)
  if (!own) work.pockets.set(key, (own = [...(work.state.pockets.get(key) ?? [])]))
  return own
}

export function holdAddresses(work: Workbench, hold: string): string[] {
  let own = work.holds.get(hold)
  if (!own) work.holds.set(hold, (own = [...(work.state.holds.get(hold) ?? [])]))
  return own
}

export function findCounter(work: Workbench, key: string): CounterState | undefined {
  return work.counters.get(key) ?? work.state.counters.get(key)
}

export function setCounter(work: Workbench, key: string, next: CounterState): void {
  work.undo.push({ counter: key, was: work.counters.get(key) })
  work.counters.set(key, next)
}

/** Remembers how the account stands, before it is changed. */
export function touch(work: Workbench, account: AccountState): void {
  const { balance, version, closed } = account
  work.undo.push({ account, balance, version, closed })
}

/** Takes back everything since the last `keep`, so that a refusal changes nothing. */
export function rollBack(work: Workbench): void {
  for (let i = work.undo.length - 1; i >= 0; i--) undoOne(work, work.undo[i]!)
  work.undo.length = 0
}

export function keep(work: Workbench): void {
  work.undo.length = 0
}

function undoOne(work: Workbench, step: Undo): void {
  if ('account' in step) {
    step.account.balance = step.balance
    step.account.version = step.version
    step.account.closed = step.closed
  } else if ('counter' in step) {
    if (step.was) work.counters.set(step.counter, step.was)
    else work.counters.delete(step.counter)
  } else {
    work.accounts.delete(step.opened.address)
    work.opened.pop()
    if (step.pocket !== undefined) remove(pocketAddresses(work, step.pocket), step.opened.address)
    if (step.hold !== undefined) remove(holdAddresses(work, step.hold), step.opened.address)
  }
}

function insertByExpiry(work: Workbench, addresses: string[], account: AccountState): void {
  const expiry = (address: string) => findAccount(work, address)?.expiresAt ?? Infinity
  const mine = account.expiresAt ?? Infinity
  let at = addresses.length
  while (at > 0 && expiry(addresses[at - 1]!) > mine) at--
  addresses.splice(at, 0, account.address)
}

function remove(addresses: string[], address: string): void {
  addresses.splice(addresses.indexOf(address), 1)
}
