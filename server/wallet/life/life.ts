import { Refusal } from '@suanpan/contract/refusals'
import type { Biller } from '../../banking/index.ts'
import type { Books } from '../../ledger/index.ts'

/** What pays household bills. */
export type Life = {
  books: Books
  /** The companies that can be paid; none where none is connected. */
  billers: readonly Biller[]
}

/** Refuses with `biller_not_found {biller}`. */
export function billerOf({ billers }: Life, code: string): Biller {
  const biller = billers.find((each) => each.code === code)
  if (!biller) throw new Refusal('biller_not_found', { biller: code })
  return biller
}
