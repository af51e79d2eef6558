import { streamDailyTotals } from '../ledger/index.ts'
import type { JournalPosting, Reader, StandingTotal } from '../ledger/index.ts'
import { demand } from './difference.ts'

export type Totals = {
  follow(posting: JournalPosting): Promise<void>
  /** Compares the last day and finds totals of days on which nothing was booked. */
  finish(): Promise<void>
}

type Sum = Omit<StandingTotal, 'businessDate'>

/** The trial balance summed anew, one day in memory at a time. */
export function auditTotals(reader: Reader, book: number): Totals {
  const standing = streamDailyTotals(reader, book)
  let date: string | undefined
  let sums = new Map<string, Sum>()
  const flush = async (): Promise<void> => {
    if (date !== undefined) await compareDay(standing, date, sums)
    sums = new Map()
  }
  return {
    follow: async (posting) => {
      if (posting.businessDate !== date) {
        await flush()
        date = posting.businessDate
      }
      add(sums, posting)
    },
    finish: async () => {
      await flush()
      const extra = await standing.next()
      if (!extra.done) demandTotal(extra.value, undefined)
    },
  }
}

function add(sums: Map<string, Sum>, posting: JournalPosting): void {
  for (const entry of posting.entries) {
    if (entry === null) continue
    const { chart } = entry.account
    const asset = entry.account.asset.split('/')[0] ?? ''
    const sum = sums.get(`${chart} ${asset}`) ?? { chart, asset, debits: 0n, credits: 0n }
    if (entry.amount < 0n) sum.debits -= entry.amount
    else sum.credits += entry.amount
    sums.set(`${chart} ${asset}`, sum)
  }
}

async function compareDay(
  standing: AsyncGenerator<StandingTotal>,
  date: string,
  sums: Map<string, Sum>,
): Promise<void> {
  const ordered = [...sums.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  for (const sum of ordered) {
    const expected = { ...sum, businessDate: date }
    const next = await standing.next()
    const found = next.done ? undefined : next.value
    // A row that sorts before the one that is due should not be there at all.
    if (found && placeOf(found) < placeOf(expected)) demandTotal(found, undefined)
    demandTotal(expected, found && placeOf(found) === placeOf(expected) ? found : undefined, true)
  }
}

/** One of the two sides is absent when only the entries, or only the totals, know of the row. */
function demandTotal(row: StandingTotal, other: StandingTotal | undefined, computed = false): void {
  const { businessDate, chart, asset } = row
  const [expected, found] = computed ? [row, other] : [other, row]
  for (const field of ['debits', 'credits'] as const) {
    demand(
      'totals',
      { businessDate, chart, asset, field },
      { expected: expected?.[field] ?? 0n, found: found?.[field] ?? 0n },
    )
  }
}

const keyOf = ({ chart, asset }: Sum): string => `${chart} ${asset}`
const placeOf = (total: StandingTotal): string => `${total.businessDate} ${keyOf(total)}`
