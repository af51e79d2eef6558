import type { Bill, BillFilter } from '../bills.ts'
import { listBills } from '../bills.ts'
import { notesOf } from '../notes.ts'
import type { Ground } from '../../../platform/index.ts'

const PAGE = 500

/** A bill with the words that an export shows: whom it was with is resolved by whoever knows names. */
export type StatementRow = { bill: Bill; counterpart: string; note: string }

/** Looks up the names of the counterparts of a page of bills, by id of the counterpart. */
export type Names = (bills: Bill[]) => Promise<Map<string, string>>

/** All bills of a span, newest first, read page by page so that a long life fits in little memory. */
export async function* statementRows(
  ground: Ground,
  filter: Omit<BillFilter, 'limit' | 'before'>,
  names: Names,
): AsyncGenerator<StatementRow[]> {
  let before: { occurredAt: Date; id: string } | undefined
  for (;;) {
    const bills = await listBills(ground.db, { ...filter, ...(before && { before }), limit: PAGE })
    const [known, notes] = await Promise.all([
      names(bills),
      notesOf(ground, { person: filter.person, bills: bills.map(({ id }) => id) }),
    ])
    yield bills.map((bill) => ({
      bill,
      counterpart: (bill.counterpart.id !== null && known.get(bill.counterpart.id)) || '',
      note: notes.get(bill.id) ?? '',
    }))
    before = bills.at(-1)
    if (bills.length < PAGE) return
  }
}
