import type { LimitKind, RealNameClass } from '@suanpan/contract/safety-words'
import type { CounterMove, Window } from '@suanpan/kernel/posting'
import { addDays, businessDate, startOfDay } from '@suanpan/kernel/time'
import type { Ground } from '../../platform/index.ts'
import { figuresOf, type Figures } from './figures.ts'
import type { MoneyOutKind } from './step-up.ts'

/** The asset that the law's figures are about; other assets have no limits of this kind. */
export const LIMIT_ASSET = 'CNY/2'

/** How somebody proved who they are, weakest first: nothing but the device, a PIN too, a signature. */
export const STRENGTHS = ['one_factor', 'two_factors', 'signed'] as const
export type Strength = (typeof STRENGTHS)[number]

export type Spending = {
  person: string
  kind: MoneyOutKind
  amount: bigint
  asset: string
  at: Date
  zone: string
  /** A merchant's printed code was scanned: the law allows less. */
  staticCode: boolean
  /** The part of the amount that is not taken from the balance but straight from a card. */
  fromCard: bigint
  className: RealNameClass
  isCoolingOff: boolean
}

export const limitKey = (kind: string, person: string): string => `limit:${kind}:${person}`

/** Whether somebody was paid before: a counter without ceiling that travels in the postings. */
export const payeeKey = (person: string, payee: string): string => `paid:${person}:${payee}`

/**
 * The limits that a spending of a strength has to keep, as counters of its posting: so two
 * requests at once cannot both take the last of a limit. What goes straight from a card is not
 * paid from the balance; a withdrawal to one's own card counts in class I only.
 */
export function limitCounters(
  figures: Figures,
  spending: Spending,
  strength: Strength,
): CounterMove[] {
  const { kind, amount, asset, className, fromCard } = spending
  if (asset !== LIMIT_ASSET) return []
  const isWithdrawal = kind === 'withdrawal'
  const balanceKinds: LimitKind[] = isWithdrawal
    ? ['balance_ever']
    : ['balance_ever', 'balance_year']
  const dayKinds: LimitKind[] = isWithdrawal ? [] : [`${strength}_day`]
  if (spending.staticCode) dayKinds.push('static_code_day')
  if (kind === 'red_packet') dayKinds.push('red_packet_day')
  const fromBalance = amount - fromCard
  return [
    ...(fromBalance > 0n ? balanceKinds : []).map((each) => ({ each, amount: fromBalance })),
    ...dayKinds.map((each) => ({ each, amount })),
  ].flatMap(({ each, amount }) => {
    const ceiling = ceilingOf(figures, each, { className, isCoolingOff: spending.isCoolingOff })
    if (ceiling === null) return []
    return [
      { key: limitKey(each, spending.person), amount, ceiling, window: windowOf(each, spending) },
    ]
  })
}

/** Whether a withdrawal is so large that an operator looks at it before it goes to the bank. */
export async function payoutNeedsReview(
  ground: Ground,
  { asset, amount }: { asset: string; amount: bigint },
): Promise<boolean> {
  if (asset !== LIMIT_ASSET) return false
  return amount > (await figuresOf(ground)).any('payout_review_above')
}

/** What a limit allows a class; null where the class has no such limit. */
export function ceilingOf(
  figures: Figures,
  kind: LimitKind,
  { className, isCoolingOff }: { className: RealNameClass; isCoolingOff: boolean },
): bigint | null {
  const ceiling = figures.of(className, kind) ?? figures.of('any', kind)
  if (ceiling === null || !isCoolingOff || !kind.endsWith('_day')) return ceiling
  return (ceiling * figures.any('cooling_off_percent')) / 100n
}

/** The lifetime, the calendar year or the day in the installation's zone. */
export function windowOf(kind: LimitKind, { at, zone }: { at: Date; zone: string }): Window {
  if (kind === 'balance_ever') return { kind: 'ever' }
  const today = businessDate(at, zone)
  if (kind !== 'balance_year') return dayWindow(today, zone)
  const year = Number(today.slice(0, 4))
  return {
    kind: 'fixed',
    startsAt: startOfDay(`${year}-01-01`, zone),
    endsAt: startOfDay(`${year + 1}-01-01`, zone),
  }
}

export function dayWindow(date: string, zone: string): Window & { kind: 'fixed' } {
  return {
    kind: 'fixed',
    startsAt: startOfDay(date, zone),
    endsAt: startOfDay(addDays(date, 1), zone),
  }
}

/** What of a stored counter counts in this window. */
export function usedIn(
  window: Window,
  stored: { used: bigint; windowStart: Date } | undefined,
): bigint {
  if (stored === undefined) return 0n
  if (window.kind === 'ever') return stored.used
  const start = window.kind === 'fixed' ? window.startsAt : window.at
  return stored.windowStart >= start ? stored.used : 0n
}
