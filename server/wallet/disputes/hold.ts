import { derivedId } from '@suanpan/kernel/ids'
import type { CounterMove } from '@suanpan/kernel/posting'
import { getHold, type Books } from '../../ledger/index.ts'
import type { Dispute } from './disputes.ts'

const DAY_MS = 86_400_000
/** Longer than every clock of a dispute together; then the money is the merchant's again. */
const HOLD_DAYS = 365

export const holdUntil = (at: Date): Date => new Date(at.getTime() + HOLD_DAYS * DAY_MS)

/** The id of a step that nobody sent under an id of their own. */
export const stepIdOf = (dispute: string, step: number): string =>
  derivedId('dst', dispute, `step ${step}`)

/**
 * Counts the steps of a dispute: the one after `step - 1` is taken once, whoever races for it, and
 * an attempt that the books refuse for another reason leaves it free.
 */
export const stepCounter = (dispute: string, step: number): CounterMove => ({
  key: `dispute:${dispute}`,
  amount: 1n,
  ceiling: BigInt(step),
  window: { kind: 'ever' },
})

/** One dispute about a payment at a time; one that leaves room for another counts down again. */
export const openCounter = (payment: string, amount: 1n | -1n): CounterMove => ({
  key: `disputed:${payment}`,
  amount,
  ceiling: 1n,
  window: { kind: 'ever' },
})

/** The hold of a dispute while there is one; a sweeper may have let go of it after a year. */
export async function holdOf(
  { ground, book }: Books,
  { hold, held }: Pick<Dispute, 'hold' | 'held'>,
): Promise<string | undefined> {
  if (hold === null || held === 0n) return undefined
  const parts = await getHold(ground.db, book, hold)
  return parts.some(({ closed }) => !closed) ? hold : undefined
}
