import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { LetterToSend } from '@suanpan/kernel/posting'
import type { Books } from '../../ledger/index.ts'
import { personMoney, redPacketMoney } from '../accounts.ts'
import { getRedPacket, type RedPacket } from './packets.ts'

/** Packets ended at a time: enough to fill a batch of the books. */
const PORTION = 200
/** Each try that loses does so to somebody who took one more share. */
const TRIES_MAX = 120

/**
 * Ends a packet whose shares are all taken or whose day is over: what is left goes back to the sender,
 * and the account is closed in the same posting, so of a last opening and the end exactly one happens
 * first. Sends `red_packet.finished` or `red_packet.returned`.
 *
 * @returns false when it had its end already, or its time has not come
 */
export async function endRedPacket(books: Books, id: string, at: Date): Promise<boolean> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const packet = await getRedPacket(books.ground.db, id)
    if (!packet || packet.state !== 'open') return false
    if (packet.takenCount < packet.shares && at < packet.expiresAt) return false
    const verdict = await books.tryPost(endingOf(packet, at))
    if (verdict.state === 'posted') return !verdict.replayed
    if (verdict.reason.code === 'account_closed') return false
  }
  throw new Error(`red packet ${id} does not end`)
}

/**
 * Ends the packets whose day is over; each by a posting whose id follows from the packet, so any
 * number of sweepers end it once.
 *
 * @returns how many were ended
 */
export async function endDueRedPackets(books: Books, at: Date): Promise<number> {
  let ended = 0
  let after = ''
  for (;;) {
    const due = await books.ground.db.query<{ packet: string }>({
      name: 'wallet.due_red_packets',
      text: `select packet from wallet.red_packets_open
             where expires_at <= $1 and packet > $2 order by packet limit $3`,
      values: [at, after, PORTION],
    })
    const results = await Promise.all(due.map(({ packet }) => endRedPacket(books, packet, at)))
    ended += results.filter(Boolean).length
    const last = due.at(-1)
    if (last === undefined || due.length < PORTION) return ended
    after = last.packet
  }
}

/**
 * The rest is named, not "whatever is there": whoever takes one more share before it makes the
 * posting fail and be tried under another id, so row and letter say what the books did.
 */
function endingOf(packet: RedPacket, at: Date): Parameters<Books['tryPost']>[0] {
  const { id, person, asset, amount, takenAmount, takenCount } = packet
  const rest = amount - takenAmount
  const outcome = rest > 0n ? 'expired' : 'taken'
  const { account } = redPacketMoney(packet)
  const end = derivedId('rpe', id, `${outcome} after ${takenCount}`)
  return {
    id: end,
    kind: `red_packet.${outcome}`,
    intent: fingerprint({ packet: id, outcome, takenCount }),
    occurredAt: at,
    reference: id,
    legs:
      rest > 0n
        ? // Money that returns to where it came from is no act of its holder.
          [{ from: { account }, to: personMoney(person, asset), amount: rest, despiteFreeze: true }]
        : [],
    close: [account],
    rows: [
      {
        table: 'wallet.red_packet_ends',
        row: { packet: id, id: end, person, asset, outcome, returned: rest, occurred_at: at },
      },
    ],
    letters: [ended(packet, { rest, at })],
  }
}

function ended(packet: RedPacket, { rest, at }: { rest: bigint; at: Date }): LetterToSend {
  const { id, person, asset, amount, shares, takenCount } = packet
  return {
    type: rest > 0n ? 'red_packet.returned' : 'red_packet.finished',
    party: person,
    sandbox: asset.startsWith('XTS/'),
    body: {
      redPacket: id,
      person,
      shares,
      takenCount,
      asset,
      amount: String(rest > 0n ? rest : amount),
      occurredAt: at.toISOString(),
    },
  }
}
