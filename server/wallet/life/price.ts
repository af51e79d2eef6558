import type { CounterMove } from '@suanpan/kernel/posting'
import { billTransit, personMoney } from '../accounts.ts'
import type { Price } from '../pay.ts'
import type { LifeBill } from './bills.ts'

/** A bill, or credit for an account that is paid for before. */
export type BillWish = {
  person: string
  account: string
  biller: string
  bill: Pick<LifeBill, 'id' | 'index'> | null
  asset: string
  /** Minor units, > 0. */
  amount: bigint
}

/** What a payment to a biller moves and counts. */
export function billPrice({ id, person, bill, asset, amount }: BillWish & { id: string }): Price {
  return {
    legs: [{ from: personMoney(person, asset), to: billTransit({ id, person, asset }), amount }],
    quantities: {},
    counters: bill === null ? [] : [billCounter(bill.index.toString('hex'), 1n, 1n)],
    rows: [],
  }
}

/** How often a bill is being paid or paid: once at most, by keyed hash so that nothing personal is in the books. */
export const billCounter = (
  index: string,
  amount: bigint,
  ceiling: bigint | null,
): CounterMove => ({
  key: `life_bill:${index}`,
  amount,
  ceiling,
  window: { kind: 'ever' },
})
