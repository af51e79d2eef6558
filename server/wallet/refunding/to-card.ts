import type { EntryView, Move, RowToWrite } from '@suanpan/kernel/posting'
import { derivedId } from '@suanpan/kernel/ids'
import { addDays, businessDate, weekday } from '@suanpan/kernel/time'
import type { Ground } from '../../platform/index.ts'
import { personMoney } from '../accounts.ts'
import type { TopUpOrder } from '../funding/topup-orders.ts'
import { heldUntil, holdOf } from '../funding/withdrawals.ts'
import type { Payment } from '../payments.ts'

const DAY_MS = 86_400_000

/** The order that brings a refund's part to the card. */
export const cardOrderOf = (refund: string): string => derivedId('wdr', refund, 'to the card')

/**
 * What a refund posts besides where a card paid (原路退回): of what the merchant just gave back the
 * card's share is set aside and waits for the bank. The share follows from the same counter that
 * sums the refunds, so part refunds come to exactly what the card paid. A share of nothing writes no
 * order. It is not an act of the person, so a frozen one is no hindrance.
 *
 * The bank hears of it from `chaseBank`: whoever refunds need not wait for a bank, nor have one.
 */
export function backToCard(
  { clock, config }: Pick<Ground, 'clock' | 'config'>,
  refund: { id: string; payment: Payment; counter: string },
  cover: TopUpOrder,
): { legs: Move[]; rows: RowToWrite[] } {
  const { payment, counter } = refund
  const { person, asset } = payment
  const id = cardOrderOf(refund.id)
  const now = clock.now()
  const share = cover.amount < payment.amount ? cover.amount : payment.amount
  return {
    legs: [
      {
        from: personMoney(person, asset),
        to: { newHold: holdOf(id), expiresAt: heldUntil(now) },
        amount: { share, per: payment.amount, counter },
        despiteFreeze: true,
      },
    ],
    rows: [
      {
        table: 'wallet.withdrawals',
        row: {
          id,
          refund: refund.id,
          person,
          card: cover.card,
          asset,
          fee: 0n,
          free_part: 0n,
          limits: [],
          state: 'requested',
          occurred_at: now,
          expected_at: workingDaysAfter(now, config.cardRefundDays, config.zone),
          ask_at: now,
        },
      },
    ],
  }
}

/** What of a posting's entries was set aside for an order. */
export function setAside(entries: readonly EntryView[], order: string): bigint {
  const address = `hold:${holdOf(order)}:`
  return entries.reduce(
    (sum, each) => (each.address.startsWith(address) ? sum + each.amount : sum),
    0n,
  )
}

/** Banks do not work at weekends; which other days they rest they announce year by year. */
export function workingDaysAfter(at: Date, days: number, zone: string): Date {
  const today = businessDate(at, zone)
  let passed = 0
  for (let left = days; left > 0;) {
    passed += 1
    const day = weekday(addDays(today, passed))
    if (day !== 0 && day !== 6) left -= 1
  }
  return new Date(at.getTime() + passed * DAY_MS)
}
