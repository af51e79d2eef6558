import type { Db } from '../platform/index.ts'

export type CountAndAmount = { asset: string; count: number; amount: bigint }
export type DaySum = { day: string; count: number; amount: bigint }
/** Weekday 1 is Monday. */
export type HourSum = { weekday: number; hour: number; count: number; amount: bigint }
type Span = { from: Date; until: Date }

/** Payments, refunds and top-ups of a span of time by occurrence, by asset. */
export async function sumsBetween(
  db: Db,
  { from, until }: Span,
): Promise<{ payments: CountAndAmount[]; refunds: CountAndAmount[]; topUps: CountAndAmount[] }> {
  const sum = (table: 'payments' | 'refunds' | 'topups'): Promise<CountAndAmount[]> =>
    db.query(
      `select asset, count(*)::int4 as count, sum(amount)::int8 as amount from wallet.${table}
       where occurred_at >= $1 and occurred_at < $2 group by asset order by asset`,
      [from, until],
    )
  const [payments, refunds, topUps] = await Promise.all([
    sum('payments'),
    sum('refunds'),
    sum('topups'),
  ])
  return { payments, refunds, topUps }
}

/** Payments of an asset by calendar day of the zone. */
export function paymentsByDay(
  db: Db,
  span: Span & { asset: string; zone: string },
): Promise<DaySum[]> {
  return db.query(
    `select to_char(occurred_at at time zone $4, 'YYYY-MM-DD') as day, count(*)::int4 as count, sum(amount)::int8 as amount
     from wallet.payments where occurred_at >= $1 and occurred_at < $2 and asset = $3
     group by 1 order by 1`,
    [span.from, span.until, span.asset, span.zone],
  )
}

/** Payments of an asset by weekday and hour of the zone. */
export function paymentsByHour(
  db: Db,
  span: Span & { asset: string; zone: string },
): Promise<HourSum[]> {
  return db.query(
    `select extract(isodow from occurred_at at time zone $4)::int4 as weekday,
       extract(hour from occurred_at at time zone $4)::int4 as hour,
       count(*)::int4 as count, sum(amount)::int8 as amount
     from wallet.payments where occurred_at >= $1 and occurred_at < $2 and asset = $3
     group by 1, 2 order by 1, 2`,
    [span.from, span.until, span.asset, span.zone],
  )
}

/** When the last payment occurred, and the assets that are paid in, most used first. */
export async function paymentSpan(db: Db): Promise<{ latest: Date | null; assets: string[] }> {
  const [last] = await db.query<{ at: Date | null }>(
    `select max(occurred_at) as at from wallet.payments`,
  )
  const assets = await db.query<{ asset: string }>(
    `select asset from wallet.payments group by asset order by count(*) desc, asset`,
  )
  return { latest: last?.at ?? null, assets: assets.map(({ asset }) => asset) }
}
