import type { Db, Letter, Subscriber } from '../platform/index.ts'
import { derivedId } from '@suanpan/kernel/ids'
import type { JsonObject } from '@suanpan/contract/json'
import { counterOf } from './refund.ts'

type HistoryRow = {
  seq: bigint
  kind: 'payment' | 'refund'
  id: string
  payment: string
  person: string
  merchant: string
  category: string
  asset: string
  amount: bigint
  fee: bigint
  reference: string | null
  occurred_at: Date
  booked_at: Date
  payment_amount: bigint
  paid_at: Date
  refunded_total: bigint
}

/**
 * The letters about payments and refunds once more, from the rows of old: for a subscriber that
 * begins after letters were dropped. Ids and bodies are those of the first time, so whoever read
 * one then does nothing now.
 *
 * @param after place in the books after which to begin; @param upTo the last place to tell of
 */
export async function retellPayments(
  db: Db,
  after: bigint,
  upTo: bigint,
  limit: number,
): ReturnType<NonNullable<Subscriber['backfill']>> {
  const rows = await db.query<HistoryRow>({
    name: 'wallet.retell_payments',
    text: `
      select * from (
        (select seq, 'payment' as kind, id, id as payment, person, merchant, category, asset, amount, fee, reference,
           occurred_at, booked_at, amount as payment_amount, occurred_at as paid_at, 0::int8 as refunded_total
         from wallet.payments where seq > $1 and seq <= $2 order by seq limit $3)
        union all
        (select r.seq, 'refund', r.id, r.payment, r.person, r.merchant, p.category, r.asset, r.amount, 0, null,
           r.occurred_at, r.booked_at, p.amount, p.occurred_at,
           (select sum(amount)::int8 from wallet.refunds where payment = r.payment and seq <= r.seq)
         from wallet.refunds r join wallet.payments p on p.id = r.payment
         where r.seq > $1 and r.seq <= $2 order by r.seq limit $3)
      ) as history order by seq limit $3`,
    values: [after, upTo, limit],
  })
  return {
    letters: rows.map((row) => (row.kind === 'payment' ? settledOf(row) : refundedOf(row))),
    next: rows.length < limit ? null : rows.at(-1)!.seq,
  }
}

function settledOf(row: HistoryRow): Letter {
  return letter('payment.settled', row, {
    payment: row.id,
    person: row.person,
    merchant: row.merchant,
    category: row.category,
    asset: row.asset,
    amount: String(row.amount),
    netCash: String(row.amount),
    fee: String(row.fee),
    occurredAt: row.occurred_at.toISOString(),
    ...(row.reference === null ? {} : { reference: row.reference }),
  })
}

function refundedOf(row: HistoryRow): Letter {
  return letter('payment.refunded', row, {
    refund: row.id,
    payment: row.payment,
    person: row.person,
    merchant: row.merchant,
    asset: row.asset,
    amount: String(row.amount),
    paymentAmount: String(row.payment_amount),
    paidAt: row.paid_at.toISOString(),
    occurredAt: row.occurred_at.toISOString(),
    counters: { [counterOf({ id: row.payment })]: String(row.refunded_total) },
  })
}

function letter(type: string, row: HistoryRow, body: JsonObject): Letter {
  const { id, person, asset, seq, occurred_at: at, booked_at: bookedAt } = row
  return {
    // The poster names the first letter of a posting like this.
    id: derivedId('ltr', id, `${type}#0`),
    type,
    party: person,
    at,
    sandbox: asset.startsWith('XTS/'),
    body: { ...body, posting: id, seq: String(seq), bookedAt: bookedAt.toISOString() },
  }
}
