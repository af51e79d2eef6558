import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import type { AccountRef, CounterMove, LetterToSend, RowToWrite } from '@suanpan/kernel/posting'
import type { Books } from '../../ledger/index.ts'
import { personMoney, transferTransit } from '../accounts.ts'
import type { Replayable } from '../pay.ts'
import { settlementRow } from '../shared/settlements.ts'
import { endRow } from './end.ts'
import type { Arrival, ChosenArrival } from './transfers.ts'
import { sealWords } from './words.ts'

const HOUR_MS = 3_600_000

/** How many hours until the money is there; a phone without a wallet has as long to get one. */
export const ARRIVAL_HOURS = {
  instant: 0,
  after_2h: 2,
  after_24h: 24,
  on_registration: 24,
} as const

export type TransferRequest = {
  /** `trf_…`; the posting has the same id. */
  id: string
  person: string
  /** Null where nobody has registered the phone yet. */
  payee: string | null
  /** What the payer typed, when it was a phone. */
  phone?: string
  asset: string
  /** Minor units, > 0. */
  amount: bigint
  /** Of no meaning for a phone without a wallet. */
  arrival: ChosenArrival
  note?: string
  occurredAt: Date
  /** The shared book that it settles, checked beforehand. */
  settles?: string
  /** Limits that must hold in the same posting. */
  counters?: CounterMove[]
}

export type Sent = { id: string; arrival: Arrival; dueAt: Date } & Replayable

/**
 * Sends money to somebody: at once, or into an account in transit from which it arrives later and
 * can be revoked until then. Sends `transfer.sent`, and to the payee `transfer.received` or
 * `transfer.arriving`.
 *
 * Refuses with `transfer_to_yourself`, `insufficient_funds {needed, available}`, `holder_frozen`,
 * `ceiling_reached`, `limit_reached`, `id_used_with_other_content`.
 */
export async function transfer(books: Books, request: TransferRequest): Promise<Sent> {
  const { id, person, payee, phone, note, asset, amount, occurredAt } = request
  if (payee === person) throw new Refusal('transfer_to_yourself')
  const arrival = payee === null ? 'on_registration' : request.arrival
  const dueAt = new Date(occurredAt.getTime() + ARRIVAL_HOURS[arrival] * HOUR_MS)
  const sent: Sending = { id, person, payee, phone, asset, amount, occurredAt, arrival, dueAt }
  const { row: words, noteHash } = sealWords(books.ground, id, {
    ...(note !== undefined && { note }),
    ...(phone !== undefined && { phone }),
  })
  const posted = await books.post({
    id,
    kind: 'transfer',
    intent: intentOf(books, request),
    occurredAt,
    ...(noteHash !== undefined && { reference: noteHash }),
    legs: [{ from: personMoney(person, asset), to: targetOf(sent), amount }],
    ...(request.counters && { counters: request.counters }),
    rows: [...rowsOf(books, sent, words), ...settlementOf(request)],
    letters: lettersOf({ ...sent, settles: request.settles }),
  })
  return { id, arrival, dueAt, replayed: posted.replayed }
}

/** What a shared book knows of it; a phone without a wallet is in no book. */
function settlementOf(request: TransferRequest): RowToWrite[] {
  const { id: transfer, person: payer, payee, settles: book, asset, amount, occurredAt } = request
  if (book === undefined || payee === null) return []
  return [settlementRow({ transfer, book, payer, payee, asset, amount, occurredAt })]
}

/** Keyed hash of a phone: it finds what waits for the phone and tells nobody the phone. */
export function phoneIndex({ ground }: Books, phone: string): Buffer {
  return ground.crypter.blindIndex('transfer.phone', phone)
}

type Sending = Pick<
  TransferRequest,
  'id' | 'person' | 'payee' | 'asset' | 'amount' | 'occurredAt'
> & { phone: string | undefined; arrival: Arrival; dueAt: Date }

/**
 * What is personal enters the books as a keyed hash only. Somebody who was sent money by phone is
 * the same payee before and after they register.
 */
function intentOf(books: Books, request: TransferRequest): Uint8Array {
  const { payee, phone, asset, amount, arrival, note, settles } = request
  const hashOf = (purpose: string, text: string): string =>
    books.ground.crypter.blindIndex(purpose, text).toString('base64url')
  return fingerprint({
    to: phone === undefined ? payee : hashOf('transfer.phone', phone),
    asset,
    amount,
    arrival,
    note: note === undefined ? null : hashOf('transfer.note', note),
    ...(settles !== undefined && { settles }),
  })
}

function targetOf({ id, person, payee, asset, arrival }: Sending): AccountRef {
  if (arrival === 'instant' && payee !== null) return personMoney(payee, asset)
  return transferTransit({ id, person, asset })
}

function rowsOf(books: Books, sent: Sending, words: Record<string, unknown>): RowToWrite[] {
  const { id, person, payee, asset, amount, arrival, occurredAt, dueAt, phone } = sent
  const row = { id, person, payee, asset, amount, arrival, occurred_at: occurredAt, due_at: dueAt }
  const waitsFor = payee === null ? phone : undefined
  return [
    { table: 'wallet.transfers', row },
    { table: 'wallet.transfer_words', row: words },
    arrival === 'instant'
      ? endRow({ transfer: id, id, person, payee, asset, amount }, 'arrived', occurredAt)
      : {
          table: 'wallet.transfers_in_transit',
          row: {
            transfer: id,
            due_at: dueAt,
            phone_index: waitsFor === undefined ? null : phoneIndex(books, waitsFor),
          },
        },
  ]
}

function lettersOf(sent: Sending & { settles: string | undefined }): LetterToSend[] {
  const { id, person, payee, asset, amount, arrival, occurredAt, dueAt, settles } = sent
  const sandbox = asset.startsWith('XTS/')
  const common = {
    transfer: id,
    asset,
    amount: String(amount),
    arrival,
    occurredAt: occurredAt.toISOString(),
    ...(settles !== undefined && { book: settles }),
  }
  const due = { dueAt: dueAt.toISOString() }
  const letters: LetterToSend[] = [
    { type: 'transfer.sent', party: person, sandbox, body: { ...common, ...due, person, payee } },
  ]
  if (payee === null) return letters
  const toPayee = { ...common, person: payee, payer: person }
  letters.push(
    arrival === 'instant'
      ? { type: 'transfer.received', party: payee, sandbox, body: toPayee }
      : { type: 'transfer.arriving', party: payee, sandbox, body: { ...toPayee, ...due } },
  )
  return letters
}
