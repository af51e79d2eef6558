import { newId } from '@suanpan/kernel/ids'
import { transaction, type Db, type Tx } from '../../platform/index.ts'

/** So long a seat is kept for somebody whose request broke off on the way to the books. */
const KEPT_MS = 60_000

export type Seat = { slot: number; grab: string }
type Sitter = { packet: string; person: string; at: Date }

/**
 * Sits somebody down at a share that nobody is taking, so that a thousand at once do not all reach
 * for the same one. Whoever sits already keeps the seat, and with it the id of the posting: opening
 * twice is the same opening. It moves nothing; the books and the key of the share decide.
 *
 * @returns undefined when every seat is taken
 */
export async function takeSeat(db: Db, wanted: Sitter): Promise<Seat | undefined> {
  const sitting = await seatOf(db, wanted)
  if (sitting) return sitting
  return transaction(db, async (tx) => {
    // One person's taps come one by one: at once, five of them would hold all five seats for a moment.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 5))', [
      `${wanted.packet} ${wanted.person}`,
    ])
    return (await seatOf(tx, wanted)) ?? (await freeSeat(tx, wanted))
  })
}

async function freeSeat(tx: Tx, { packet, person, at }: Sitter): Promise<Seat | undefined> {
  const [seat] = await tx.query<Seat>({
    name: 'wallet.take_seat',
    text: `
      update wallet.red_packet_seats s set person = $2, grab = $3, taken_at = $4
      from (
        select packet, slot from wallet.red_packet_seats s
        where packet = $1 and (person is null or taken_at < $5)
          and not exists (select from wallet.red_packet_grabs g
                          where g.packet = s.packet and g.slot = s.slot)
        order by slot limit 1 for update skip locked
      ) free
      where s.packet = free.packet and s.slot = free.slot
      returning s.slot, s.grab`,
    values: [packet, person, newId('rpg', at), at, new Date(at.getTime() - KEPT_MS)],
  })
  return seat
}

/** Gives a seat back whose posting was refused. */
export async function leaveSeat(db: Db, { grab }: Seat): Promise<void> {
  await db.query({
    name: 'wallet.leave_seat',
    text: `update wallet.red_packet_seats set person = null, grab = null, taken_at = null
           where grab = $1`,
    values: [grab],
  })
}

async function seatOf(
  db: Db | Tx,
  { packet, person }: { packet: string; person: string },
): Promise<Seat | undefined> {
  const [seat] = await db.query<Seat>({
    name: 'wallet.seat_of',
    text: 'select slot, grab from wallet.red_packet_seats where packet = $1 and person = $2',
    values: [packet, person],
  })
  return seat
}
