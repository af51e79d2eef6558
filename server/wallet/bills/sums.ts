import { allocate } from '@suanpan/kernel/money'
import { startOfDay } from '@suanpan/kernel/time'
import type { Db } from '../../platform/index.ts'
import { branches, CATEGORY, relationOf } from './branches.ts'
import type { BillEffect } from './branches.ts'

/** Tenths of a percent: the shares of a month come to exactly 100.0 %. */
const WHOLE_PERMILLE = 1_000n

export type CategorySum = {
  category: string
  /** What was spent less what came back; below zero when more came back than was spent. */
  spent: bigint
  count: number
  /** Of everything spent, in tenths of a percent; 0 where nothing was spent. */
  permille: number
}

export type SpanSums = {
  /** What others paid in. */
  income: bigint
  /** What was spent less refunds. */
  spending: bigint
  /** Between one's own pockets: top-ups and withdrawals, not counted as income or spending. */
  movedIn: bigint
  movedOut: bigint
  categories: CategorySum[]
}

export type Span = { person: string; asset: string; from: Date; until: Date }

type Row = {
  month: string
  category: string
  effect: BillEffect
  direction: 'in' | 'out'
  amount: bigint
  count: number
}

/** The sums of a month such as `2026-03`, in the installation's zone. */
export async function monthSums(
  db: Db,
  { person, asset, month, zone }: { person: string; asset: string; month: string; zone: string },
): Promise<SpanSums> {
  return sumsOf(await sums(db, { person, asset, ...spanOfMonth(month, zone) }, zone))
}

/** The sums of a span that need not be a month. */
export async function spanSums(db: Db, span: Span, zone: string): Promise<SpanSums> {
  return sumsOf(await sums(db, span, zone))
}

/** The sums of a year, and of each of its months. */
export async function yearSums(
  db: Db,
  { person, asset, year, zone }: { person: string; asset: string; year: number; zone: string },
): Promise<SpanSums & { months: ({ month: string } & Omit<SpanSums, 'categories'>)[] }> {
  const from = startOfDay(`${pad(year, 4)}-01-01`, zone)
  const until = startOfDay(`${pad(year + 1, 4)}-01-01`, zone)
  const rows = await sums(db, { person, asset, from, until }, zone)
  const months = Array.from({ length: 12 }, (_, at) => `${pad(year, 4)}-${pad(at + 1, 2)}`)
  return {
    ...sumsOf(rows),
    months: months.map((month) => {
      const { categories: _, ...whole } = sumsOf(rows.filter((row) => row.month === month))
      return { month, ...whole }
    }),
  }
}

/** From the first instant of the month to the first that is no longer in it. */
export function spanOfMonth(month: string, zone: string): { from: Date; until: Date } {
  return {
    from: startOfDay(`${month}-01`, zone),
    until: startOfDay(`${addMonths(month, 1)}-01`, zone),
  }
}

/** `2026-12` and 1 → `2027-01`. */
export function addMonths(month: string, count: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count
  return `${pad(Math.floor(at / 12), 4)}-${pad((at % 12) + 1, 2)}`
}

/** Shares in tenths of a percent by largest remainder, so that they come to exactly 1000. */
export function sharesOf(amounts: bigint[]): number[] {
  const counted = amounts.map((amount) => (amount > 0n ? amount : 0n))
  if (counted.every((amount) => amount === 0n)) return amounts.map(() => 0)
  return allocate(WHOLE_PERMILLE, counted).map(Number)
}

async function sums(db: Db, { person, asset, from, until }: Span, zone: string): Promise<Row[]> {
  const each = branches.map(
    (branch) => `
      select b.occurred_at, ${CATEGORY} as category, b.effect, b.direction, b.amount
      from ${relationOf(branch)}
      where b.asset = $2 and b.occurred_at >= $3 and b.occurred_at < $4
        and b.state <> 'failed'`,
  )
  return db.query<Row>({
    name: 'wallet.bill_sums',
    text: `
      select to_char(occurred_at at time zone $5, 'YYYY-MM') as month, category, effect, direction,
        sum(amount)::int8 as amount, count(*)::int4 as count
      from (${each.join(' union all ')}) bills group by 1, 2, 3, 4`,
    values: [person, asset, from, until, zone],
  })
}

function sumsOf(rows: Row[]): SpanSums {
  const total = (wanted: (row: Row) => boolean): bigint =>
    rows.filter(wanted).reduce((sum, { amount }) => sum + amount, 0n)
  const byCategory = new Map<string, { spent: bigint; count: number }>()
  for (const { category, effect, amount, count } of rows) {
    if (effect !== 'spending' && effect !== 'refund') continue
    const known = byCategory.get(category) ?? { spent: 0n, count: 0 }
    byCategory.set(category, {
      spent: known.spent + (effect === 'spending' ? amount : -amount),
      count: known.count + (effect === 'spending' ? count : 0),
    })
  }
  const categories = [...byCategory]
    .map(([category, sum]) => ({ category, ...sum }))
    .sort((a, b) =>
      a.spent === b.spent ? (a.category < b.category ? -1 : 1) : a.spent < b.spent ? 1 : -1,
    )
  const shares = sharesOf(categories.map(({ spent }) => spent))
  return {
    income: total(({ effect }) => effect === 'income'),
    spending:
      total(({ effect }) => effect === 'spending') - total(({ effect }) => effect === 'refund'),
    movedIn: total(({ effect, direction }) => effect === 'own' && direction === 'in'),
    movedOut: total(({ effect, direction }) => effect === 'own' && direction === 'out'),
    categories: categories.map((each, at) => ({ ...each, permille: shares[at] ?? 0 })),
  }
}

const pad = (value: number, length: number): string => String(value).padStart(length, '0')
