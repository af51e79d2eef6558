import { randomBytes } from 'node:crypto'
import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import type { CounterMove, LetterToSend, RowToWrite } from '@suanpan/kernel/posting'
import type { Books } from '../../ledger/index.ts'
import { personMoney, redPacketMoney } from '../accounts.ts'
import type { Replayable } from '../pay.ts'
import { sealGreeting } from './greeting.ts'
import type { RedPacketKind } from './packets.ts'
import { commitmentTo, SEED_BYTES, SHARE_MAX, SHARE_MIN, SHARES_MAX } from './split.ts'

const LIVES_MS = 86_400_000

export type RedPacketRequest = {
  /** `rpk_…`; the posting has the same id. */
  id: string
  person: string
  asset: string
  /** Of all shares together, minor units. */
  amount: bigint
  shares: number
  kind: RedPacketKind
  greeting?: string
  /** Who alone may open it, a share for each; absent where whoever holds the link may. */
  guests?: string[]
  occurredAt: Date
  /** Limits that must hold in the same posting. */
  counters?: CounterMove[]
}

/**
 * Whether a packet can be shared as it is asked for; told before anybody types a PIN.
 *
 * Refuses with `red_packet_shares {shares, maximum}`, `red_packet_share_amount {minimum, maximum,
 * shares}`, `red_packet_uneven {amount, shares}`, `red_packet_guests {guests, shares}` and
 * `red_packet_own`.
 */
export function checkRedPacket(request: RedPacketRequest): void {
  const { person, amount, shares, kind, guests } = request
  if (shares < 1 || shares > SHARES_MAX) {
    throw new Refusal('red_packet_shares', { shares, maximum: SHARES_MAX })
  }
  const count = BigInt(shares)
  if (amount < count * SHARE_MIN || amount > count * SHARE_MAX) {
    const bounds = { minimum: String(SHARE_MIN), maximum: String(SHARE_MAX) }
    throw new Refusal('red_packet_share_amount', { ...bounds, shares })
  }
  if (kind === 'equal' && amount % count !== 0n) {
    throw new Refusal('red_packet_uneven', { amount: String(amount), shares })
  }
  if (guests === undefined) return
  if (guests.includes(person)) throw new Refusal('red_packet_own')
  if (new Set(guests).size !== guests.length || guests.length !== shares) {
    throw new Refusal('red_packet_guests', { guests: guests.length, shares })
  }
}

/**
 * Puts money into a red packet: one posting into an account of its own. How a random packet is shared
 * is decided here, by a seed that the posting commits to. Sends `red_packet.sent`, and
 * `red_packet.offered` to each who is named.
 *
 * Refuses like `checkRedPacket`, and with `insufficient_funds {needed, available}`, `holder_frozen`,
 * `limit_reached`, `id_used_with_other_content`.
 */
export async function sendRedPacket(books: Books, request: RedPacketRequest): Promise<Replayable> {
  checkRedPacket(request)
  const { id, person, asset, amount, kind, occurredAt } = request
  const seed = kind === 'random' ? randomBytes(SEED_BYTES) : null
  const expiresAt = new Date(occurredAt.getTime() + LIVES_MS)
  const posted = await books.post({
    id,
    kind: 'red_packet',
    intent: intentOf(books, request),
    occurredAt,
    ...(seed && { reference: commitmentTo(seed) }),
    legs: [{ from: personMoney(person, asset), to: redPacketMoney(request), amount }],
    ...(request.counters && { counters: request.counters }),
    rows: rowsOf(books, request, { seed, expiresAt }),
    letters: lettersOf(request, expiresAt),
  })
  return { replayed: posted.replayed }
}

/** What is personal enters the books as a keyed hash only. */
function intentOf({ ground }: Books, request: RedPacketRequest): Uint8Array {
  const { asset, amount, shares, kind, greeting, guests } = request
  const words =
    greeting === undefined
      ? null
      : ground.crypter.blindIndex('red_packet.greeting', greeting).toString('base64url')
  return fingerprint({ asset, amount, shares, kind, words, guests: guests?.toSorted() ?? null })
}

function rowsOf(
  { ground }: Books,
  request: RedPacketRequest,
  { seed, expiresAt }: { seed: Buffer | null; expiresAt: Date },
): RowToWrite[] {
  const { id, person, asset, amount, shares, kind, greeting, guests, occurredAt } = request
  const named = guests !== undefined
  const row = { id, person, asset, amount, shares, kind, named, seed }
  const rows: RowToWrite[] = [
    {
      table: 'wallet.red_packets',
      row: { ...row, occurred_at: occurredAt, expires_at: expiresAt },
    },
  ]
  for (const guest of guests ?? []) {
    rows.push({ table: 'wallet.red_packet_guests', row: { packet: id, person: guest } })
  }
  if (greeting !== undefined) {
    rows.push({ table: 'wallet.red_packet_words', row: sealGreeting(ground, id, greeting) })
  }
  return rows
}

function lettersOf(request: RedPacketRequest, expiresAt: Date): LetterToSend[] {
  const { id, person, asset, amount, shares, kind, guests, occurredAt } = request
  const sandbox = asset.startsWith('XTS/')
  const times = { expiresAt: expiresAt.toISOString(), occurredAt: occurredAt.toISOString() }
  const sent = { redPacket: id, person, kind, shares, asset, amount: String(amount), ...times }
  return [
    { type: 'red_packet.sent', party: person, sandbox, body: sent },
    ...(guests ?? []).map((guest) => ({
      type: 'red_packet.offered',
      party: guest,
      sandbox,
      body: { redPacket: id, person: guest, payer: person, asset, ...times },
    })),
  ]
}
