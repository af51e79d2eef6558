import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import { refusal, type Books } from '../../ledger/index.ts'
import { admit, limitRefusal } from '../../parties/index.ts'
import { personMoney, redPacketMoney } from '../accounts.ts'
import { endRedPacket } from './end.ts'
import { getRedPacket, grabBy, isGuest, type Grab, type RedPacket } from './packets.ts'
import { leaveSeat, takeSeat, type Seat } from './seats.ts'
import { SHARE_MIN, splitOf } from './split.ts'

export type Opening = { packet: string; person: string; at: Date }

/**
 * Opens a red packet: the share of the seat goes to the person in one posting, once for each person
 * and each share. Opening again answers the same share. Sends `red_packet.received`; the last one
 * ends the packet.
 *
 * Refuses with `red_packet_not_found`, `red_packet_own`, `red_packet_not_for_you`,
 * `red_packet_expired`, `red_packet_taken {shares}`, `red_packet_busy`, `red_packet_unavailable`,
 * and as `admit` does with `wallet_frozen`, `real_name_required` and `limit_reached`.
 */
export async function openRedPacket(
  books: Books,
  { packet: id, person, at }: Opening,
): Promise<Grab & { replayed: boolean }> {
  const { db } = books.ground
  const packet = await getRedPacket(db, id)
  if (!packet) throw new Refusal('red_packet_not_found', { redPacket: id })
  const mine = await grabBy(db, { packet: id, person })
  if (mine) return { ...mine, replayed: true }
  await refuseOpening(books, packet, { person, at })
  // Before a seat is taken, so that nobody who may not receive keeps one from those who may.
  await admit(books, { person, amount: SHARE_MIN, asset: packet.asset, at })
  const seat = await takeSeat(db, { packet: id, person, at })
  if (!seat) throw await withoutSeat(books, packet)
  const { replayed } = await grab(books, packet, { seat, person, at })
  const grabbed = await grabBy(db, { packet: id, person })
  if (!grabbed) throw new Error(`the share that ${seat.grab} took is not there`)
  const now = await getRedPacket(db, id)
  if (now?.takenCount === now?.shares) await endRedPacket(books, id, at)
  return { ...grabbed, replayed }
}

/** Why this person may not open it, as far as the packet itself is concerned. */
async function refuseOpening(
  { ground }: Books,
  packet: RedPacket,
  { person, at }: { person: string; at: Date },
): Promise<void> {
  const { id, named, state, shares, takenCount, expiresAt } = packet
  if (packet.person === person) throw new Refusal('red_packet_own')
  if (named && !(await isGuest(ground.db, { packet: id, person }))) {
    throw new Refusal('red_packet_not_for_you')
  }
  if (state === 'taken' || takenCount === shares) throw new Refusal('red_packet_taken', { shares })
  if (state === 'expired' || at >= expiresAt) throw new Refusal('red_packet_expired')
}

/** Every share is taken, or somebody is just taking the last one and may yet be refused it. */
async function withoutSeat({ ground }: Books, { id, shares }: RedPacket): Promise<Refusal> {
  const now = await getRedPacket(ground.db, id)
  if (now?.state === 'expired') return new Refusal('red_packet_expired')
  if (now?.state === 'open' && now.takenCount < shares) return new Refusal('red_packet_busy')
  return new Refusal('red_packet_taken', { shares })
}

async function grab(
  books: Books,
  packet: RedPacket,
  { seat, person, at }: { seat: Seat; person: string; at: Date },
): Promise<{ replayed: boolean }> {
  const { id, person: sender, asset } = packet
  const amount = splitOf(packet)[seat.slot]
  if (amount === undefined) throw new Error(`red packet ${id} has no share ${seat.slot}`)
  const row = { packet: id, slot: seat.slot, id: seat.grab, person, sender, asset, amount }
  try {
    const counters = await admit(books, { person, amount, asset, at })
    const verdict = await books.tryPost({
      id: seat.grab,
      kind: 'red_packet.grab',
      intent: fingerprint({ packet: id, slot: seat.slot, person }),
      occurredAt: at,
      reference: id,
      legs: [
        {
          // Without its opening: the account is there since the packet was sent.
          from: { account: redPacketMoney(packet).account },
          to: personMoney(person, asset),
          amount,
        },
      ],
      counters,
      rows: [{ table: 'wallet.red_packet_grabs', row: { ...row, occurred_at: at } }],
      letters: [received(packet, { seat, person, amount, at })],
    })
    if (verdict.state === 'posted') return { replayed: verdict.replayed }
    throw inWords(refusal(verdict.reason))
  } catch (error) {
    if (error instanceof Refusal) await leaveSeat(books.ground.db, seat)
    throw error
  }
}

/** What the books refused; that somebody is frozen is nobody else's business. */
function inWords(refused: Refusal): Refusal {
  if (refused.code === 'account_closed') return new Refusal('red_packet_expired')
  if (refused.code === 'holder_frozen') return new Refusal('red_packet_unavailable')
  return limitRefusal(refused)
}

function received(
  { id, person: sender, asset }: RedPacket,
  taken: { seat: Seat; person: string; amount: bigint; at: Date },
) {
  const { seat, person, amount, at } = taken
  return {
    type: 'red_packet.received',
    party: person,
    sandbox: asset.startsWith('XTS/'),
    body: {
      redPacket: id,
      grab: seat.grab,
      person,
      payer: sender,
      asset,
      amount: String(amount),
      occurredAt: at.toISOString(),
    },
  }
}
