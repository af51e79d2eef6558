import { Refusal } from '@suanpan/contract/refusals'
import type { Db, Ground } from '../../platform/index.ts'

/** `open` waits for its payer; every other state is final. */
export type CheckoutState = 'open' | 'paid' | 'cancelled' | 'expired'

/** What a merchant asks to be paid by a link (收银台链接). */
export type Checkout = {
  id: string
  merchant: string
  asset: string
  /** Minor units, > 0. */
  amount: bigint
  title: string
  description: string | null
  /** The merchant's own name for the order. */
  reference: string | null
  returnUrl: string | null
  state: CheckoutState
  /** The payment, once it is paid. */
  payment: string | null
  createdAt: Date
  /** From then on it is not paid any more. */
  expiresAt: Date
  endedAt: Date | null
}

const CHECKOUT = `
  select c.id, c.merchant, c.asset, c.amount, c.title, c.description, c.reference,
    c.return_url as "returnUrl", coalesce(e.state, 'open') as state, e.payment,
    c.created_at as "createdAt", c.expires_at as "expiresAt", e.occurred_at as "endedAt"
  from wallet.checkouts c left join wallet.checkout_ends e on e.checkout = c.id`

/** Refuses with `checkout_not_found {checkout}`. */
export async function getCheckout({ db }: Pick<Ground, 'db'>, id: string): Promise<Checkout> {
  const [row] = await db.query<Checkout>({
    name: 'wallet.get_checkout',
    text: `${CHECKOUT} where c.id = $1`,
    values: [id],
  })
  if (!row) throw new Refusal('checkout_not_found', { checkout: id })
  return row
}

export type CheckoutFilter = {
  /** Only those of these merchants. */
  merchants?: readonly string[] | undefined
  state?: CheckoutState | undefined
  /** The last checkout of the page before. */
  before?: { createdAt: Date; id: string }
  limit: number
}

/** Checkouts, the newest first. */
export function listCheckouts(db: Db, filter: CheckoutFilter): Promise<Checkout[]> {
  const { merchants, state, before, limit } = filter
  return db.query<Checkout>(
    `${CHECKOUT}
     where ($1::text[] is null or c.merchant = any($1))
       and ($2::text is null or coalesce(e.state, 'open') = $2)
       and ($3::timestamptz is null or (c.created_at, c.id) < ($3, $4::text))
     order by c.created_at desc, c.id desc limit $5`,
    [merchants ?? null, state ?? null, before?.createdAt ?? null, before?.id ?? null, limit],
  )
}

/** The checkout that a payment ended, or undefined. */
export async function checkoutOfPayment(db: Db, payment: string): Promise<Checkout | undefined> {
  const [row] = await db.query<Checkout>({
    name: 'wallet.checkout_of_payment',
    text: `${CHECKOUT} where e.payment = $1`,
    values: [payment],
  })
  return row
}

/** The payments among these that ended a checkout, with its title. */
export async function checkoutTitles(
  db: Db,
  payments: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.query<{ payment: string; title: string }>({
    name: 'wallet.checkout_titles',
    text: `select e.payment, c.title from wallet.checkout_ends e
           join wallet.checkouts c on c.id = e.checkout where e.payment = any($1::text[])`,
    values: [payments],
  })
  return new Map(rows.map(({ payment, title }) => [payment, title]))
}

/** The payments of a person that were for something with this in its title. */
export async function paymentsTitled(
  db: Db,
  { person, text }: { person: string; text: string },
): Promise<string[]> {
  const rows = await db.query<{ payment: string }>({
    name: 'wallet.payments_titled',
    text: `select p.id as payment from wallet.payments p
           join wallet.checkout_ends e on e.payment = p.id
           join wallet.checkouts c on c.id = e.checkout
           where p.person = $1 and p.channel = 'checkout' and position(lower($2) in lower(c.title)) > 0`,
    values: [person, text],
  })
  return rows.map(({ payment }) => payment)
}

/** The payment of this person that waits for a bank to pay this checkout, or undefined. */
export async function waitingPaymentOf(
  db: Db,
  { checkout, person }: { checkout: string; person: string },
): Promise<string | undefined> {
  const [row] = await db.query<{ payment: string }>({
    name: 'wallet.waiting_payment_of_checkout',
    text: `select payment from wallet.topup_orders
           where person = $1 and state in ('requested', 'processing') and payment_order ->> 'checkout' = $2
           order by occurred_at desc limit 1`,
    values: [person, checkout],
  })
  return row?.payment
}
