import type { CounterMove, LetterToSend, RowToWrite } from '@suanpan/kernel/posting'
import type { Checkout } from './checkouts.ts'

const COUNTER = 'checkout:'

/** The one place of a checkout: whichever end takes it, no other does. */
export const endCounter = (checkout: string): CounterMove => ({
  key: `${COUNTER}${checkout}`,
  amount: 1n,
  ceiling: 1n,
  window: { kind: 'ever' },
})

/** The checkout whose place is named by a counter, or undefined for any other counter. */
export function checkoutOfCounter(counter: unknown): string | undefined {
  const key = typeof counter === 'string' ? counter : ''
  return key.startsWith(COUNTER) ? key.slice(COUNTER.length) : undefined
}

type End = {
  checkout: string
  state: Exclude<Checkout['state'], 'open'>
  payment?: string
  occurredAt: Date
}

export const endRow = ({ checkout, state, payment, occurredAt }: End): RowToWrite => ({
  table: 'wallet.checkout_ends',
  row: { checkout, state, payment, occurred_at: occurredAt },
})

/** What the merchant is told: ids and numbers, nothing of the payer. */
export function endLetter(
  end: End,
  about: Pick<Checkout, 'merchant' | 'asset' | 'amount'> & { reference: string | null },
): LetterToSend {
  const { checkout, state, payment, occurredAt } = end
  const { merchant, asset, amount, reference } = about
  return {
    type: `checkout.${state}`,
    party: merchant,
    sandbox: asset.startsWith('XTS/'),
    body: {
      checkout,
      merchant,
      asset,
      amount: String(amount),
      ...(reference !== null && { reference }),
      ...(payment !== undefined && { payment }),
      occurredAt: occurredAt.toISOString(),
    },
  }
}
