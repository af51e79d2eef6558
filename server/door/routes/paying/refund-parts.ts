import { cardsById, type Refund, type RefundToCard } from '../../../wallet/index.ts'
import type { House } from '../../house.ts'
import { cardLabel } from './card-label.ts'

type Part = {
  kind: 'balance' | 'card'
  amount: string
  label: string | null
  state: 'arrived' | 'processing' | 'kept'
  expectedAt: string | null
  endedAt: string | null
}

/**
 * Says where refunds go. Which card it is, is told to the payer and to the house: a merchant learns
 * that it is a card.
 */
export async function refundPartsOf(
  { ground }: House,
  refunds: readonly Refund[],
  { naming }: { naming: boolean },
): Promise<(refund: Refund) => Part[]> {
  const ids = naming ? refunds.flatMap(({ toCard }) => (toCard ? [toCard.card] : [])) : []
  const cards = ids.length === 0 ? undefined : await cardsById(ground.db, ids)
  return ({ amount, toCard, occurredAt }) => {
    const rest = amount - (toCard?.amount ?? 0n)
    const card = toCard && cards?.get(toCard.card)
    return [
      ...(rest > 0n ? [balancePart(rest, occurredAt)] : []),
      ...(toCard ? [cardPart(toCard, card ? cardLabel(card) : null)] : []),
    ]
  }
}

function balancePart(amount: bigint, at: Date): Part {
  const nothing = { label: null, expectedAt: null }
  const endedAt = at.toISOString()
  return { kind: 'balance', amount: String(amount), state: 'arrived', endedAt, ...nothing }
}

function cardPart(
  { amount, state, expectedAt, endedAt }: RefundToCard,
  label: string | null,
): Part {
  return {
    kind: 'card',
    amount: String(amount),
    label,
    state: STATES[state],
    expectedAt: expectedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }
}

const STATES = {
  requested: 'processing',
  processing: 'processing',
  succeeded: 'arrived',
  failed: 'kept',
  reversed: 'kept',
} as const satisfies Record<RefundToCard['state'], Part['state']>
