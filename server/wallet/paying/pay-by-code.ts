import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { CounterMove, Posting, Reason, RowToWrite, Verdict } from '@suanpan/kernel/posting'
import type { Books } from '../../ledger/index.ts'
import { transaction } from '../../platform/index.ts'
import { paymentPosting, type PaymentRequest, type Replayable } from '../pay.ts'
import { getCodePayment, type CodePayment } from './code-payments.ts'
import type { Payer } from './payer.ts'

/** How long a payer may think about it, and the till waits. */
const DECIDES_WITHIN_SECONDS = 60

export type CodePaymentRequest = {
  /** `cpy_…` */
  id: string
  payer: Payer
  merchant: PaymentRequest['merchant']
  asset: string
  /** Minor units, > 0. */
  amount: bigint
  occurredAt: Date
  reference?: string
  intent?: unknown
}

type Asked = CodePayment & Replayable

/**
 * Pays by a shown code (被扫) at once. The posting's id follows from the code, so of all the tills
 * that send one code, one is paid. Where a limit says no, the payer is asked instead.
 * Sends `payment.settled`, or `code_payment.refused` to the payer, who alone learns why.
 *
 * Refuses with `payment_code_used`, `payer_cannot_pay` and `id_used_with_other_content`.
 */
export async function payByCode(
  books: Books,
  request: CodePaymentRequest & { counters: CounterMove[] },
): Promise<Asked> {
  const id = claimOf(request.payer)
  const { payer, merchant, asset, amount, occurredAt, reference, counters } = request
  const posting = paymentPosting({
    id,
    person: payer.person,
    merchant,
    asset,
    amount,
    occurredAt,
    channel: 'code',
    counters,
    rows: [rowOf(request, { asked: false, outcome: id })],
    intent: intentOf(request),
    ...(reference !== undefined && { reference }),
  })
  const verdict = await claim(books, request, posting)
  if (verdict.state === 'posted') return madeOf(books, request, { verdict, outcome: id })
  // The claim is spent by its refusal, but only the till that made it comes here: so it may go on.
  if (verdict.reason.code === 'limit_reached') return askAfterAll(books, request)
  if (!verdict.replayed) await tellPayer(books, request, verdict.reason.code)
  throw new Refusal('payer_cannot_pay')
}

/**
 * Asks the payer (USERPAYING): claims the code and waits for the payer, who confirms or declines
 * within a minute. Sends `code_payment.requested`.
 *
 * Refuses with `payment_code_used` and `id_used_with_other_content`.
 */
export function askPayer(books: Books, request: CodePaymentRequest): Promise<Asked> {
  return ask(books, request, claimOf(request.payer))
}

/** Tells the payer why a till was refused; the till learns only that it was. */
export async function tellPayer(
  { ground }: Books,
  request: CodePaymentRequest,
  reason: string,
): Promise<void> {
  const { id, payer, merchant, asset, amount, occurredAt } = request
  await transaction(ground.db, async (tx) => {
    await tx.query(
      `insert into wallet.code_payment_refusals
         (code, code_payment, merchant, asset, amount, reason, occurred_at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict on constraint code_payment_refusals_pkey do nothing`,
      [payer.code, id, merchant.id, asset, amount, reason, occurredAt],
    )
    tx.emit({
      id: derivedId('ltr', id, `code_payment.refused ${payer.code}`),
      type: 'code_payment.refused',
      party: payer.person,
      at: occurredAt,
      sandbox: asset.startsWith('XTS/'),
      body: {
        codePayment: id,
        person: payer.person,
        merchant: merchant.id,
        asset,
        amount: String(amount),
        reason,
        occurredAt: occurredAt.toISOString(),
      },
    })
  })
}

/** All that may happen to a code begins with the posting of this id; there is one of it. */
export const claimOf = ({ code }: Payer): string => derivedId('pay', code, 'claim')

function askAfterAll(books: Books, request: CodePaymentRequest): Promise<Asked> {
  return ask(books, request, derivedId('pay', claimOf(request.payer), 'ask after all'))
}

async function ask(books: Books, request: CodePaymentRequest, id: string): Promise<Asked> {
  const { payer, merchant, asset, amount, occurredAt } = request
  const outcome = derivedId('pay', id, 'outcome')
  const row = rowOf(request, { asked: true, outcome })
  const verdict = await claim(books, request, {
    id,
    kind: 'code_payment.request',
    intent: fingerprint(intentOf(request)),
    occurredAt,
    reference: request.id,
    legs: [],
    rows: [row],
    letters: [
      {
        type: 'code_payment.requested',
        party: payer.person,
        sandbox: asset.startsWith('XTS/'),
        body: {
          codePayment: request.id,
          person: payer.person,
          merchant: merchant.id,
          asset,
          amount: String(amount),
          expiresAt: decideBy(occurredAt).toISOString(),
          occurredAt: occurredAt.toISOString(),
        },
      },
    ],
  })
  if (verdict.state === 'posted') {
    return madeOf(books, request, { verdict, outcome, asked: true })
  }
  // A claim without legs is refused only where the same request had been refused with them.
  if (verdict.reason.code === 'limit_reached') return askAfterAll(books, request)
  throw new Refusal('payer_cannot_pay')
}

/** Posts what claims the code. A till that used its own key for another code is told so. */
async function claim(
  books: Books,
  request: CodePaymentRequest,
  posting: Posting,
): Promise<Verdict> {
  const verdict = await books.tryPost(posting).catch((error: unknown) => {
    if (isTaken(error)) throw new Refusal('id_used_with_other_content', { id: request.id })
    throw error
  })
  if (verdict.state === 'refused' && isConflict(verdict.reason)) {
    const own = await getCodePayment(books.ground.db, request.id)
    if (own) throw new Refusal('id_used_with_other_content', { id: request.id })
    throw new Refusal('payment_code_used')
  }
  return verdict
}

function isTaken(error: unknown): boolean {
  return (
    error instanceof Error && 'constraint' in error && error.constraint === 'code_payments_pkey'
  )
}

const isConflict = ({ code }: Reason): boolean => code === 'id_used_with_other_content'

async function madeOf(
  { ground }: Books,
  request: CodePaymentRequest,
  { verdict, outcome, asked = false }: { verdict: Verdict; outcome: string; asked?: boolean },
): Promise<Asked> {
  if (verdict.replayed) {
    // What is told again is what became of it meanwhile.
    const now = await getCodePayment(ground.db, request.id)
    if (now) return { ...now, replayed: true }
  }
  const { id, payer, merchant, asset, amount, occurredAt, reference } = request
  return {
    id,
    code: payer.code,
    outcome,
    person: payer.person,
    device: payer.device,
    source: payer.source,
    merchant: merchant.id,
    asset,
    amount,
    asked,
    payment: asked ? null : outcome,
    state: asked ? 'user_paying' : 'paid',
    reason: null,
    reference: reference ?? null,
    occurredAt,
    expiresAt: decideBy(occurredAt),
    endedAt: asked ? null : occurredAt,
    replayed: verdict.replayed,
  }
}

function rowOf(
  request: CodePaymentRequest,
  { asked, outcome }: { asked: boolean; outcome: string },
): RowToWrite {
  const { id, payer, merchant, asset, amount, occurredAt, reference } = request
  return {
    table: 'wallet.code_payments',
    row: {
      id,
      code: payer.code,
      outcome,
      person: payer.person,
      device: payer.device,
      source: payer.source,
      merchant: merchant.id,
      asset,
      amount,
      asked,
      reference,
      occurred_at: occurredAt,
      expires_at: decideBy(occurredAt),
    },
  }
}

function intentOf({ id, merchant, asset, amount, reference, intent }: CodePaymentRequest): unknown {
  return { codePayment: id, wanted: intent ?? { merchant: merchant.id, asset, amount, reference } }
}

function decideBy(occurredAt: Date): Date {
  return new Date(occurredAt.getTime() + DECIDES_WITHIN_SECONDS * 1000)
}
