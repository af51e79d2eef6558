import { Refusal } from '@suanpan/contract/refusals'
import { transaction, type Ground } from '../../platform/index.ts'
import { getBill, type Bill } from './bills.ts'

export type CategoryChoice = {
  person: string
  bill: string
  /** Null goes back to the movement's own category. */
  category: string | null
  /** For all bills with this merchant that have no choice of their own, earlier and later ones. */
  always: boolean
  at: Date
}

/**
 * Puts a bill into another category, for itself or for all of its merchant. A refund follows its
 * payment, so choosing for a refund chooses for the payment.
 *
 * Refuses with `bill_not_found {bill}`; `category_needs_merchant` for `always` without a merchant.
 */
export async function chooseCategory(ground: Ground, choice: CategoryChoice): Promise<Bill> {
  const { person, bill: id, category, always, at } = choice
  const bill = await getBill(ground.db, { person, bill: id })
  if (!bill) throw new Refusal('bill_not_found', { bill: id })
  const { counterpart } = bill
  if (always && (counterpart.kind !== 'merchant' || counterpart.id === null)) {
    throw new Refusal('category_needs_merchant', { bill: id })
  }
  const own = bill.related ?? bill.id
  await transaction(ground.db, async (tx) => {
    // The bill at hand follows the merchant from now on, like all the others.
    if (always || category === null) {
      await tx.query('delete from wallet.bill_categories where person = $1 and bill = $2', [
        person,
        own,
      ])
    }
    if (always && category === null) {
      await tx.query(
        'delete from wallet.counterpart_categories where person = $1 and counterpart = $2',
        [person, counterpart.id],
      )
    }
    if (category === null) return
    const table = always ? 'counterpart_categories' : 'bill_categories'
    const key = always ? 'counterpart' : 'bill'
    await tx.query(
      `insert into wallet.${table} (person, ${key}, category, chosen_at) values ($1, $2, $3, $4)
       on conflict (person, ${key}) do update
       set category = excluded.category, chosen_at = excluded.chosen_at`,
      [person, always ? counterpart.id : own, category, at],
    )
  })
  const changed = await getBill(ground.db, { person, bill: id })
  if (!changed) throw new Error(`bill ${id} is gone right after it was changed`)
  return changed
}

/** The category that a payment to this merchant will have for this person. */
export async function categoryFor(
  ground: Ground,
  { person, merchant }: { person: string; merchant: { id: string; category: string } },
): Promise<string> {
  const [row] = await ground.db.query<{ category: string }>({
    name: 'wallet.category_for',
    text: 'select category from wallet.counterpart_categories where person = $1 and counterpart = $2',
    values: [person, merchant.id],
  })
  return row?.category ?? merchant.category
}
