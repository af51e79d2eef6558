import type { Db } from '../../platform/index.ts'
import { branches, CATEGORY, relationOf } from './branches.ts'
import type { BillEffect, BillKind, BillState, CounterpartKind } from './branches.ts'

/** A movement as the person it belongs to reads it. */
export type Bill = {
  /** Of the payment, refund, top-up, transfer … */
  id: string
  kind: BillKind
  direction: 'in' | 'out'
  effect: BillEffect
  state: BillState
  counterpart: { kind: CounterpartKind; id: string | null }
  asset: string
  /** Minor units, > 0. */
  amount: bigint
  category: string
  /** What the category would be without the person's own choice. */
  givenCategory: string
  reference: string | null
  /** The payment that a refund belongs to. */
  related: string | null
  /** The posting that moved this person's money. */
  posting: string
  occurredAt: Date
  bookedAt: Date
}

export type BillSearch = {
  /** An id or a part of an order number. */
  text: string
  amount?: bigint
  /** Merchants and people whose names match. */
  counterparts: string[]
  /** Bills whose notes match. */
  bills: string[]
}

export type BillFilter = {
  person: string
  asset?: string
  kind?: BillKind
  direction?: 'in' | 'out'
  category?: string
  counterpart?: string
  search?: BillSearch
  /** By occurrence: from included, until excluded. */
  from?: Date
  until?: Date
  /** The last bill of the page before. */
  before?: { occurredAt: Date; id: string }
  limit: number
}

const COLUMNS = `
  b.id, b.kind, b.direction, b.effect, b.state, b.counterpart_kind, b.counterpart, b.asset, b.amount,
  ${CATEGORY} as category, b.category as "givenCategory", b.reference, b.related, b.posting,
  b.occurred_at as "occurredAt", b.booked_at as "bookedAt"`

const WHERE = `
  ($2::text is null or b.asset = $2)
  and ($3::text is null or ${CATEGORY} = $3)
  and ($4::text is null or b.counterpart = $4)
  and ($5::timestamptz is null or b.occurred_at >= $5)
  and ($6::timestamptz is null or b.occurred_at < $6)
  and ($7::timestamptz is null or (b.occurred_at, b.id) < ($7, $8::text))
  and ($9::text is null or b.id = $9 or b.reference ilike $10 or b.amount = $11
    or b.counterpart = any($12::text[]) or b.id = any($13::text[]))`

type BillRow = Omit<Bill, 'counterpart'> & {
  counterpart_kind: CounterpartKind
  counterpart: string | null
}

/** Bills of one person, newest occurrence first. */
export async function listBills(db: Db, filter: BillFilter): Promise<Bill[]> {
  const { kind, direction, search, before } = filter
  const wanted = branches.filter(
    (branch) =>
      (kind === undefined || branch.kind === kind) &&
      (direction === undefined || branch.direction === direction),
  )
  if (wanted.length === 0) return []
  const pages = wanted.map(
    (branch) => `
      (select ${COLUMNS} from ${relationOf(branch)} where ${WHERE}
       order by b.occurred_at desc, b.id desc limit $14)`,
  )
  const rows = await db.query<BillRow>(
    `select * from (${pages.join(' union all ')}) bills
     order by "occurredAt" desc, id desc limit $14`,
    [
      filter.person,
      filter.asset ?? null,
      filter.category ?? null,
      filter.counterpart ?? null,
      filter.from ?? null,
      filter.until ?? null,
      before?.occurredAt ?? null,
      before?.id ?? null,
      search?.text ?? null,
      search ? `%${search.text.replace(/[\\%_]/g, '\\$&')}%` : null,
      search?.amount ?? null,
      search?.counterparts ?? [],
      search?.bills ?? [],
      filter.limit,
    ],
  )
  return rows.map(billOf)
}

/** A bill of this person, or undefined: also when it is somebody else's. */
export async function getBill(
  db: Db,
  { person, bill }: { person: string; bill: string },
): Promise<Bill | undefined> {
  const each = branches.map(
    (branch) => `select ${COLUMNS} from ${relationOf(branch)} where b.id = $2`,
  )
  const [row] = await db.query<BillRow>({
    name: 'wallet.get_bill',
    text: each.join(' union all '),
    values: [person, bill],
  })
  return row && billOf(row)
}

/** Everybody this person ever had a bill with: whose names a search has to look at. */
export async function counterpartsOf(
  db: Db,
  person: string,
): Promise<{ kind: CounterpartKind; id: string }[]> {
  const each = branches
    .filter(({ counterpartKind }) => counterpartKind !== 'bank')
    .map(
      ({ select, counterpartKind }) =>
        `select '${counterpartKind}'::text as kind, counterpart as id from (${select}) b
         where counterpart is not null`,
    )
  return db.query({
    name: 'wallet.counterparts_of',
    text: each.join(' union '),
    values: [person],
  })
}

function billOf({ counterpart_kind: kind, counterpart, ...row }: BillRow): Bill {
  return { ...row, counterpart: { kind, id: counterpart } }
}
