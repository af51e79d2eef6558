import type { Db } from '../platform/index.ts'
import type { FundingState } from './funding/states.ts'

export type OrderLine = { item: string; quantity: number; amount: bigint | null }
/** By which way a payment came; null for one that a server said had been made. */
export type PaymentChannel = 'wallet' | 'code' | 'checkout' | 'agreement'
export type PaymentState = 'paid' | 'partly_refunded' | 'refunded'

export type Payment = {
  id: string
  person: string
  merchant: string
  category: string
  asset: string
  amount: bigint
  fee: bigint
  refunded: bigint
  state: PaymentState
  reference: string | null
  channel: PaymentChannel | null
  occurredAt: Date
  bookedAt: Date
  seq: bigint
  lines: OrderLine[]
}

export type Refund = {
  id: string
  payment: string
  person: string
  merchant: string
  asset: string
  amount: bigint
  feeReturned: bigint
  reason: string | null
  /** What of it goes to the card that paid; the rest is in the balance. */
  toCard: RefundToCard | null
  occurredAt: Date
  bookedAt: Date
  seq: bigint
}

/** Failed or reversed, it is in the balance too. */
export type RefundToCard = {
  /** The order that the bank knows it by. */
  order: string
  card: string
  amount: bigint
  state: FundingState
  code: string | null
  expectedAt: Date
  endedAt: Date | null
}

const PAYMENT = `
  select p.id, p.person, p.merchant, p.category, p.asset, p.amount, p.fee, p.reference, p.channel, p.lines,
    p.occurred_at as "occurredAt", p.booked_at as "bookedAt", p.seq, coalesce(r.amount, 0)::int8 as refunded
  from wallet.payments p
  left join lateral (
    select sum(amount)::int8 as amount from wallet.refunds where payment = p.id
  ) r on true`

type PaymentRow = Omit<Payment, 'state' | 'lines'> & {
  lines: { item: string; quantity: number; amount: string | null }[] | null
}

/** A payment, or undefined. */
export async function getPayment(db: Db, id: string): Promise<Payment | undefined> {
  const [row] = await db.query<PaymentRow>({
    name: 'wallet.get_payment',
    text: `${PAYMENT} where p.id = $1`,
    values: [id],
  })
  return row && paymentOf(row)
}

export type PaymentFilter = {
  person?: string
  /** Only those of these merchants. */
  merchants?: readonly string[]
  asset?: string
  state?: PaymentState
  /** By occurrence: from included, until excluded. */
  from?: Date
  until?: Date
  /** The last payment of the page before. */
  before?: { occurredAt: Date; id: string }
  limit: number
}

/** Payments, newest occurrence first. */
export async function listPayments(db: Db, filter: PaymentFilter): Promise<Payment[]> {
  const rows = await db.query<PaymentRow>(
    `${PAYMENT}
     where ($1::text is null or p.person = $1)
       and ($2::text[] is null or p.merchant = any($2))
       and ($3::text is null or p.asset = $3)
       and ($4::timestamptz is null or p.occurred_at >= $4)
       and ($5::timestamptz is null or p.occurred_at < $5)
       and ($6::timestamptz is null or (p.occurred_at, p.id) < ($6, $7))
       and ($8::text is null or $8 = case
         when coalesce(r.amount, 0) = 0 then 'paid'
         when r.amount = p.amount then 'refunded' else 'partly_refunded' end)
     order by p.occurred_at desc, p.id desc limit $9`,
    [
      filter.person ?? null,
      filter.merchants ?? null,
      filter.asset ?? null,
      filter.from ?? null,
      filter.until ?? null,
      filter.before?.occurredAt ?? null,
      filter.before?.id ?? null,
      filter.state ?? null,
      filter.limit,
    ],
  )
  return rows.map(paymentOf)
}

const REFUND = `
  select r.id, r.payment, r.person, r.merchant, r.asset, r.amount, r.fee_returned as "feeReturned",
    r.reason, r.occurred_at as "occurredAt", r.booked_at as "bookedAt", r.seq,
    w.id as "order", w.card, w.amount as "cardAmount", w.state, w.code, w.expected_at as "expectedAt",
    w.ended_at as "endedAt"
  from wallet.refunds r left join wallet.withdrawals w on w.refund = r.id`

type CardColumns = { [K in keyof Omit<RefundToCard, 'amount'>]: RefundToCard[K] | null }
type RefundRow = Omit<Refund, 'toCard'> & CardColumns & { cardAmount: bigint | null }

/** The refunds of a payment, oldest first. */
export async function refundsOf(db: Db, payment: string): Promise<Refund[]> {
  const rows = await db.query<RefundRow>(`${REFUND} where r.payment = $1 order by r.seq`, [payment])
  return rows.map(refundOf)
}

/** A refund, or undefined. */
export async function getRefund(db: Db, id: string): Promise<Refund | undefined> {
  const [row] = await db.query<RefundRow>(`${REFUND} where r.id = $1`, [id])
  return row && refundOf(row)
}

function refundOf(row: RefundRow): Refund {
  const { order, card, cardAmount, state, code, expectedAt, endedAt, ...refund } = row
  const toCard =
    !order || card === null || cardAmount === null || state === null || expectedAt === null
      ? null
      : { order, card, amount: cardAmount, state, code, expectedAt, endedAt }
  return { ...refund, toCard }
}

function paymentOf(row: PaymentRow): Payment {
  const { refunded, amount } = row
  return {
    ...row,
    state: refunded === 0n ? 'paid' : refunded === amount ? 'refunded' : 'partly_refunded',
    lines: (row.lines ?? []).map((line) => ({
      ...line,
      amount: line.amount === null ? null : BigInt(line.amount),
    })),
  }
}
