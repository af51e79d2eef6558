import { Refusal } from '@suanpan/contract/refusals'
import type { Db, Ground, Query } from '../../platform/index.ts'
import { TERMS, type Terms } from './offers.ts'
import { periodWindow } from './periods.ts'

export type EndedBy = 'person' | 'merchant' | 'operator'

/** An agreement that a person signed. */
export type Agreement = Terms & {
  id: string
  offer: string
  person: string
  device: string
  reference: string | null
  signedAt: Date
  endedAt: Date | null
  endedBy: EndedBy | null
}

const AGREEMENT = `
  select a.id, a.offer, a.person, a.device, ${TERMS}, a.signed_at as "signedAt",
    a.ended_at as "endedAt", a.ended_by as "endedBy"
  from wallet.agreements a join wallet.agreement_offers o on o.id = a.offer`

/** Refuses with `agreement_not_found`, also where it is somebody else's. */
export async function getAgreement(
  { db }: Pick<Ground, 'db'>,
  {
    id,
    person,
    merchants,
  }: { id: string; person?: string; merchants?: readonly string[] | undefined },
): Promise<Agreement> {
  const [row] = await db.query<Agreement>({
    name: 'wallet.get_agreement',
    text: `${AGREEMENT} where a.id = $1`,
    values: [id],
  })
  const isTheirs =
    row !== undefined &&
    (person === undefined || row.person === person) &&
    (merchants === undefined || merchants.includes(row.merchant))
  if (!isTheirs) throw new Refusal('agreement_not_found', { agreement: id })
  return row
}

export type AgreementFilter = {
  person?: string | undefined
  merchants?: readonly string[] | undefined
  offer?: string | undefined
  /** Only those that have not ended. */
  active?: true
  before?: { signedAt: Date; id: string }
  limit: number
}

/** Agreements, the newest first. */
export function listAgreements(db: Db, filter: AgreementFilter): Promise<Agreement[]> {
  const { person, merchants, offer, active = false, before, limit } = filter
  return db.query<Agreement>(
    `${AGREEMENT}
     where ($1::text is null or a.person = $1) and ($2::text[] is null or o.merchant = any($2))
       and ($3::text is null or a.offer = $3)
       and ($4::timestamptz is null or (a.signed_at, a.id) < ($4, $5::text))
       and (not $7 or a.ended_at is null)
     order by a.signed_at desc, a.id desc limit $6`,
    [
      person ?? null,
      merchants ?? null,
      offer ?? null,
      before?.signedAt ?? null,
      before?.id ?? null,
      limit,
      active,
    ],
  )
}

/** The agreement of this person with an offer that has not ended. */
export async function openAgreementOf(
  db: Db,
  { person, offer }: { person: string; offer: string },
): Promise<string | null> {
  const [row] = await db.query<{ id: string }>(
    'select id from wallet.agreements where person = $1 and offer = $2 and ended_at is null',
    [person, offer],
  )
  return row?.id ?? null
}

/** How many agreements somebody has that have not ended. */
export async function openAgreementsOf(query: Query, person: string): Promise<number> {
  const [row] = await query<{ open: number }>(
    'select count(*)::int4 as open from wallet.agreements where person = $1 and ended_at is null',
    [person],
  )
  return row?.open ?? 0
}

/** What was taken in the period that runs now, and when the next one begins. */
export async function takenNow(
  { db, clock, config }: Ground,
  { id, period }: Pick<Agreement, 'id' | 'period'>,
): Promise<{ taken: bigint; resetsAt: Date }> {
  const { startsAt, endsAt } = periodWindow(period, clock.now(), config.zone)
  const [row] = await db.query<{ taken: bigint }>({
    name: 'wallet.taken_now',
    text: `select coalesce(sum(amount), 0)::int8 as taken from wallet.deductions
           where agreement = $1 and occurred_at >= $2`,
    values: [id, startsAt],
  })
  return { taken: row?.taken ?? 0n, resetsAt: endsAt }
}

export type Deduction = { payment: string; amount: bigint; occurredAt: Date }

/** What was taken under an agreement, newest first. */
export function deductionsOf(db: Db, agreement: string, limit: number): Promise<Deduction[]> {
  return db.query<Deduction>(
    `select payment, amount, occurred_at as "occurredAt" from wallet.deductions
     where agreement = $1 order by occurred_at desc, payment desc limit $2`,
    [agreement, limit],
  )
}

/** The agreement that a payment was taken under. */
export async function agreementOfPayment(
  db: Db,
  payment: string,
): Promise<{ id: string; purpose: string } | null> {
  const [row] = await db.query<{ id: string; purpose: string }>(
    `select a.id, o.purpose from wallet.deductions d
     join wallet.agreements a on a.id = d.agreement
     join wallet.agreement_offers o on o.id = a.offer where d.payment = $1`,
    [payment],
  )
  return row ?? null
}
