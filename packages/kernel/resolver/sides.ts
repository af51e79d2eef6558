import type { AccountRef, Move, Opening, PocketRef, Reason, Source } from '../posting.ts'
import {
  findAccount,
  holdAddresses,
  openAccount,
  pocketAddresses,
  pocketKey,
} from '../workbench.ts'
import type { AccountState, Workbench } from '../workbench.ts'

/** An account that may be drawn from, and how far; null is without end. */
export type Drawable = { account: AccountState; available: bigint | null }

/** The accounts behind the sources of a leg, in the order in which they are drawn. */
export function expandSources(
  work: Workbench,
  { from, despiteFreeze = false }: Pick<Move, 'from' | 'despiteFreeze'>,
  now: number,
): Drawable[] | Reason {
  let found: Drawable[] = []
  for (const source of list(from)) {
    if (!despiteFreeze && 'pocket' in source && work.state.frozen.get(source.holder)?.out)
      return frozen(source.holder, 'out')
    const failed = expandSource(work, source, now, found)
    if (failed) return failed
  }
  // A lot may be named by itself and stand in a pocket too; what it has is there once.
  if (Array.isArray(from)) found = found.filter(isFirst)
  const asset = found[0]?.account.asset
  for (const { account } of found) {
    if (account.asset !== asset) return assetMismatch(account, asset!)
    if (account.closed) return { code: 'account_closed', details: { account: account.address } }
    if (!despiteFreeze && isFrozen(work, account, 'out')) return frozen(account.holder!, 'out')
  }
  return found
}

function expandSource(
  work: Workbench,
  source: Source,
  now: number,
  found: Drawable[],
): Reason | undefined {
  if ('pocket' in source) return expandPocket(work, source, now, found)
  if ('hold' in source) return expandHold(work, source.hold, now, found)
  if (source.optional && !isUsable(findAccount(work, source.account), now)) return undefined
  const account = resolveAccount(work, source)
  if ('code' in account) return account
  found.push({ account, available: availableIn(account) })
  return undefined
}

function expandPocket(
  work: Workbench,
  source: PocketRef,
  now: number,
  found: Drawable[],
): Reason | undefined {
  let room = source.ceiling
  for (const address of pocketAddresses(
    work,
    pocketKey(source.holder, source.asset, source.pocket),
  )) {
    const account = findAccount(work, address)!
    if (account.closed || (account.expiresAt ?? Infinity) <= now) continue
    let available = availableIn(account)
    if (room !== undefined) {
      available = available === null || available > room ? room : available
      room -= available
    }
    found.push({ account, available })
  }
  return undefined
}

function expandHold(
  work: Workbench,
  hold: string,
  now: number,
  found: Drawable[],
): Reason | undefined {
  const addresses = holdAddresses(work, hold)
  if (addresses.length === 0) return { code: 'hold_not_found', details: { hold } }
  for (const address of addresses) {
    const account = findAccount(work, address)!
    if (account.closed) return { code: 'hold_closed', details: { hold } }
    if ((account.expiresAt ?? Infinity) <= now)
      return {
        code: 'hold_expired',
        details: { hold, expiresAt: new Date(account.expiresAt!).toISOString() },
      }
    found.push({ account, available: availableIn(account) })
  }
  return undefined
}

const availableIn = (account: AccountState): bigint | null =>
  account.floor === null ? null : maximum(account.balance - account.floor, 0n)

/** The accounts that a leg may fill, in order; those not there yet are opened. */
export function openTargets(
  work: Workbench,
  { to, despiteFreeze = false }: Pick<Move, 'to' | 'despiteFreeze'>,
  asset: string,
  now: number,
): AccountState[] | Reason {
  const found: AccountState[] = []
  for (const target of list(to)) {
    if ('newHold' in target) continue
    if (target.optional && !isUsable(findAccount(work, target.account), now)) continue
    const account = resolveAccount(work, target)
    if ('code' in account) return account
    if (account.asset !== asset) return assetMismatch(account, asset)
    if (account.closed) return { code: 'account_closed', details: { account: account.address } }
    if (!despiteFreeze && isFrozen(work, account, 'in')) return frozen(account.holder!, 'in')
    found.push(account)
  }
  return found
}

const isUsable = (account: AccountState | undefined, now: number): boolean =>
  account !== undefined && !account.closed && (account.expiresAt ?? Infinity) > now

const isFrozen = (work: Workbench, { holder }: AccountState, way: 'in' | 'out'): boolean =>
  holder !== undefined && work.state.frozen.get(holder)?.[way] === true

const isFirst = (one: Drawable, at: number, all: Drawable[]): boolean =>
  all.findIndex(({ account }) => account === one.account) === at

function resolveAccount(work: Workbench, ref: AccountRef): AccountState | Reason {
  const found = findAccount(work, ref.account)
  if (found) return ref.open ? sameAs(found, ref.open) : found
  if (!ref.open) return { code: 'account_not_found', details: { account: ref.account } }
  if (!work.state.assets.has(ref.open.asset))
    return { code: 'asset_unknown', details: { asset: ref.open.asset } }
  if (!work.state.charts.has(ref.open.chart))
    return { code: 'chart_unknown', details: { chart: ref.open.chart } }
  const account = opening(ref.account, ref.open)
  openAccount(work, account)
  return account
}

const DEFINING = ['chart', 'holder', 'pocket', 'expiresAt'] as const

/** An address means one thing for ever: whoever opens it again must mean the same. */
function sameAs(found: AccountState, open: Opening): AccountState | Reason {
  if (found.asset !== open.asset) return assetMismatch(found, open.asset)
  const wanted = opening(found.address, open)
  const field = DEFINING.find((each) => found[each] !== wanted[each])
  return field ? { code: 'account_differs', details: { account: found.address, field } } : found
}

function opening(address: string, open: Opening): AccountState {
  return {
    id: 0n,
    address,
    asset: open.asset,
    chart: open.chart,
    holder: open.holder,
    pocket: open.pocket,
    expiresAt: open.expiresAt?.getTime(),
    origin: undefined,
    floor: open.floor === undefined ? 0n : open.floor,
    ceiling: open.ceiling ?? null,
    closed: false,
    balance: 0n,
    version: 0n,
  }
}

function assetMismatch(account: AccountState, asset: string): Reason {
  return {
    code: 'asset_mismatch',
    details: { account: account.address, found: account.asset, wanted: asset },
  }
}

const frozen = (holder: string, direction: 'in' | 'out'): Reason => ({
  code: 'holder_frozen',
  details: { holder, direction },
})

export const list = <T>(one: T | T[]): T[] => (Array.isArray(one) ? one : [one])
export const maximum = (a: bigint, b: bigint): bigint => (a > b ? a : b)
