import { addDays } from '@suanpan/kernel/time'
import { closingsByDay, type Closing } from '../../../ledger/index.ts'
import type { Db } from '../../../platform/index.ts'
import type { Funding } from '../funding.ts'

/**
 * The custodian's equation of one asset at the end of one business day, all in minor units:
 * customers + own − owed = custodian + inTransit + difference, and difference should be zero.
 */
export type CustodianFigures = {
  day: string
  asset: string
  people: bigint
  merchants: bigint
  held: bigint
  /** Money of customers in the books: people, merchants and what is held for them. */
  customers: bigint
  /** What people owe because a bank took back what they had spent. */
  owed: bigint
  /** The house's own money that lies in the same account: fees and what it put in. */
  own: bigint
  /** Closing balance of the bank's statement; null while the day has none. */
  custodian: bigint | null
  /** Booked and not yet on a statement, less what a statement has and the books do not. */
  inTransit: bigint
  difference: bigint | null
}

type Moved = { day: string; asset: string; booked: bigint; stated: bigint; closing: bigint | null }

/** The figures of every asset that moved at the bank, for each of several days, newest first. */
export async function custodianFigures(
  { books }: Funding,
  { from, until }: { from: string; until: string },
): Promise<CustodianFigures[]> {
  const { db } = books.ground
  const [closings, moved] = await Promise.all([
    closingsByDay(db, books.book, { from, until }),
    movedByDay(db, { from, until }),
  ])
  return moved.map((row) =>
    figuresOf(
      row,
      closings.filter(({ day, asset }) => day === row.day && asset === row.asset),
    ),
  )
}

/** What was booked and what was stated until the end of each day. */
function movedByDay(db: Db, { from, until }: { from: string; until: string }): Promise<Moved[]> {
  return db.query<Moved>(
    `select d.day::date as day, a.asset,
       coalesce((select sum(amount) from wallet.clearing_items i
         where i.asset = a.asset and i.day <= d.day), 0)::int8 as booked,
       coalesce((select sum(amount) from wallet.statement_lines l
         where l.asset = a.asset and l.day <= d.day), 0)::int8 as stated,
       (select closing from wallet.statements s where s.asset = a.asset and s.day = d.day) as closing
     from generate_series($1::date, $2::date, interval '1 day') as d (day)
     cross join (
       select asset from wallet.clearing_items union select asset from wallet.statements
     ) as a
     where exists (select from wallet.clearing_items i where i.asset = a.asset and i.day <= d.day)
       or exists (select from wallet.statements s where s.asset = a.asset and s.day <= d.day)
     order by d.day desc, a.asset`,
    [from, until],
  )
}

function figuresOf(row: Moved, closings: readonly Closing[]): CustodianFigures {
  const sum = (wanted: (closing: Closing) => boolean): bigint =>
    closings.filter(wanted).reduce((total, { balance }) => total + balance, 0n)
  const customers = sum((closing) => closing.class === 'liability')
  const own = sum(({ class: of }) => of === 'income' || of === 'expense' || of === 'equity')
  const owed = -sum(({ class: of, chart }) => of === 'asset' && !chart.startsWith('bank.'))
  const inTransit = row.booked - row.stated
  return {
    day: row.day,
    asset: row.asset,
    people: sum(({ chart }) => chart.startsWith('person.') && chart !== 'person.debt'),
    merchants: sum(({ chart }) => chart.startsWith('merchant.')),
    held: sum(({ chart }) => chart === 'hold.money'),
    customers,
    owed,
    own,
    custodian: row.closing,
    inTransit,
    difference: row.closing === null ? null : customers + own - owed - row.closing - inTransit,
  }
}

export type Break = {
  /** `in_transit` will be on the next statement; the others should not be there. */
  kind: 'in_transit' | 'missing_at_bank' | 'missing_in_books' | 'amount_differs'
  /** Null for what the bank did on nobody's order. */
  order: string | null
  reference: string | null
  asset: string
  booked: bigint
  stated: bigint
  /** When the side that is there moved. */
  since: string
  ageDays: number
}

/** What does not match at the end of a day, oldest first: lines and bookings are matched by order and direction. */
export async function custodianBreaks(
  { books }: Funding,
  { day, asset, limit }: { day: string; asset: string; limit: number },
): Promise<Break[]> {
  const rows = await books.ground.db.query<
    Omit<Break, 'kind' | 'ageDays'> & { last: string | null }
  >(
    `with booked as (
       select order_id, sign(amount) as way, sum(amount)::int8 as amount, min(day) as day
       from wallet.clearing_items where asset = $1 and day <= $2 group by 1, 2
     ), stated as (
       select order_id, sign(amount) as way, sum(amount)::int8 as amount, min(day) as day,
         min(reference) as reference
       from wallet.statement_lines where asset = $1 and day <= $2
       group by order_id, 2, case when order_id is null then line end, case when order_id is null then day end
     )
     select order_id as order, s.reference, $1 as asset, coalesce(b.amount, 0)::int8 as booked,
       coalesce(s.amount, 0)::int8 as stated, least(b.day, s.day) as since,
       (select max(day) from wallet.statements where asset = $1 and day <= $2) as last
     from booked b full join stated s using (order_id, way)
     where coalesce(b.amount, 0) <> coalesce(s.amount, 0)
     order by since, order_id limit $3`,
    [asset, day, limit],
  )
  return rows.map(({ last, ...row }) => {
    const ageDays = Math.round((Date.parse(day) - Date.parse(row.since)) / 86_400_000)
    return { ...row, ageDays, kind: kindOf(row, last) }
  })
}

function kindOf(
  { booked, stated, since }: Pick<Break, 'booked' | 'stated' | 'since'>,
  lastStatement: string | null,
): Break['kind'] {
  if (booked !== 0n && stated !== 0n) return 'amount_differs'
  if (booked === 0n) return 'missing_in_books'
  // What is booked late in the evening may move at the bank after its midnight.
  const expectedBy = addDays(since, 1)
  return lastStatement === null || lastStatement < expectedBy ? 'in_transit' : 'missing_at_bank'
}
