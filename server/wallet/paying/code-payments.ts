import type { Db } from '../../platform/index.ts'

/** `user_paying` is the only state that another one follows, apart from `paid`, which may be reversed. */
export type CodePaymentState =
  'user_paying' | 'paid' | 'declined' | 'reversed' | 'expired' | 'failed'

/** What a till asked of a payment code. */
export type CodePayment = {
  id: string
  code: string
  /** The id that its ends compete for; the payment has it once there is one. */
  outcome: string
  person: string
  device: string
  source: string
  merchant: string
  asset: string
  amount: bigint
  /** Whether the payer was asked before anything was paid. */
  asked: boolean
  /** Once there is one; also when it was reversed afterwards. */
  payment: string | null
  state: CodePaymentState
  /** The refusal's code where it failed. */
  reason: string | null
  reference: string | null
  occurredAt: Date
  expiresAt: Date
  endedAt: Date | null
}

const CODE_PAYMENT = `
  select c.id, c.code, c.outcome, c.person, c.device, c.source, c.merchant, c.asset, c.amount, c.asked,
    case when not c.asked or e.state = 'paid' then c.outcome end as payment,
    case when r.refund is not null then 'reversed' when e.state is not null then e.state
      when c.asked then 'user_paying' else 'paid' end as state,
    e.reason, c.reference, c.occurred_at as "occurredAt", c.expires_at as "expiresAt",
    coalesce(r.occurred_at, e.occurred_at, case when not c.asked then c.occurred_at end) as "endedAt"
  from wallet.code_payments c
  left join wallet.code_payment_ends e on e.code_payment = c.id
  left join wallet.code_payment_reversals r on r.code_payment = c.id`

/** What a till asked under this id, or undefined. */
export async function getCodePayment(db: Db, id: string): Promise<CodePayment | undefined> {
  const [row] = await db.query<CodePayment>({
    name: 'wallet.get_code_payment',
    text: `${CODE_PAYMENT} where c.id = $1`,
    values: [id],
  })
  return row
}

/** What became of a code, or undefined while no till has asked. */
export async function codePaymentOf(db: Db, code: string): Promise<CodePayment | undefined> {
  const [row] = await db.query<CodePayment>({
    name: 'wallet.code_payment_of_code',
    text: `${CODE_PAYMENT} where c.code = $1`,
    values: [code],
  })
  return row
}

/** A till that was refused a code, and why; only its payer may know. */
export type CodeRefusal = {
  merchant: string
  asset: string
  amount: bigint
  reason: string
  occurredAt: Date
}

/** Why a code was refused, or undefined where it was not. */
export async function codeRefusalOf(db: Db, code: string): Promise<CodeRefusal | undefined> {
  const [row] = await db.query<CodeRefusal>({
    name: 'wallet.code_refusal_of',
    text: `select merchant, asset, amount, reason, occurred_at as "occurredAt"
           from wallet.code_payment_refusals where code = $1`,
    values: [code],
  })
  return row
}

/** What waits for this person to decide, oldest first. */
export function waitingCodePayments(
  db: Db,
  { person, at }: { person: string; at: Date },
): Promise<CodePayment[]> {
  return db.query<CodePayment>({
    name: 'wallet.waiting_code_payments',
    text: `${CODE_PAYMENT}
           where c.person = $1 and c.asked and c.expires_at > $2 and e.state is null
           order by c.occurred_at, c.id`,
    values: [person, at],
  })
}

/** A merchant's requests, newest first. */
export function listCodePayments(
  db: Db,
  filter: { merchant: string; before?: { occurredAt: Date; id: string }; limit: number },
): Promise<CodePayment[]> {
  return db.query<CodePayment>(
    `${CODE_PAYMENT}
     where c.merchant = $1
       and ($2::timestamptz is null or (c.occurred_at, c.id) < ($2, $3))
     order by c.occurred_at desc, c.id desc limit $4`,
    [filter.merchant, filter.before?.occurredAt ?? null, filter.before?.id ?? null, filter.limit],
  )
}

const LOOKED_BACK_MS = 7 * 86_400_000

/** What nobody decided in time and has no end yet. */
export function overdueCodePayments(db: Db, at: Date, limit: number): Promise<CodePayment[]> {
  return db.query<CodePayment>(
    `${CODE_PAYMENT}
     where c.asked and c.expires_at <= $1 and c.expires_at > $2 and e.state is null
     order by c.expires_at limit $3`,
    [at, new Date(at.getTime() - LOOKED_BACK_MS), limit],
  )
}
