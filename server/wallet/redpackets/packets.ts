import type { Db } from '../../platform/index.ts'

/** How the amount is shared. */
export type RedPacketKind = 'equal' | 'random'
export type RedPacketState = 'open' | 'taken' | 'expired'

export type RedPacket = {
  id: string
  /** Who sent it. */
  person: string
  asset: string
  amount: bigint
  shares: number
  kind: RedPacketKind
  /** Whether only named people may open it. */
  named: boolean
  seed: Buffer | null
  /** A packet whose day is over is `open` until the rest went back. */
  state: RedPacketState
  /** What went back to the sender; null before the end. */
  returned: bigint | null
  takenCount: number
  takenAmount: bigint
  occurredAt: Date
  expiresAt: Date
  endedAt: Date | null
}

/** A share that somebody took. */
export type Grab = {
  id: string
  packet: string
  person: string
  slot: number
  amount: bigint
  occurredAt: Date
}

const PACKET = `
  select p.id, p.person, p.asset, p.amount, p.shares, p.kind, p.named, p.seed,
    coalesce(e.outcome, 'open') as state, e.returned, p.occurred_at as "occurredAt",
    p.expires_at as "expiresAt", e.occurred_at as "endedAt",
    g.count as "takenCount", g.amount as "takenAmount"
  from wallet.red_packets p
  left join wallet.red_packet_ends e on e.packet = p.id
  cross join lateral (
    select count(*)::int4, coalesce(sum(amount), 0)::int8 as amount
    from wallet.red_packet_grabs where packet = p.id
  ) g`

const GRAB = `select id, packet, person, slot, amount, occurred_at as "occurredAt"
  from wallet.red_packet_grabs`

/** A packet, or undefined. */
export async function getRedPacket(db: Db, id: string): Promise<RedPacket | undefined> {
  const [row] = await db.query<RedPacket>({
    name: 'wallet.get_red_packet',
    text: `${PACKET} where p.id = $1`,
    values: [id],
  })
  return row
}

/** Who took what, in the order in which they came. */
export function grabsOf(db: Db, packet: string): Promise<Grab[]> {
  return db.query<Grab>({
    name: 'wallet.grabs_of',
    text: `${GRAB} where packet = $1 order by occurred_at, slot`,
    values: [packet],
  })
}

/** What this person took of a packet, or undefined. */
export async function grabBy(
  db: Db,
  { packet, person }: { packet: string; person: string },
): Promise<Grab | undefined> {
  const [row] = await db.query<Grab>({
    name: 'wallet.grab_by',
    text: `${GRAB} where packet = $1 and person = $2`,
    values: [packet, person],
  })
  return row
}

/** Whether a packet for named people is for this person. */
export async function isGuest(
  db: Db,
  { packet, person }: { packet: string; person: string },
): Promise<boolean> {
  const rows = await db.query({
    name: 'wallet.is_guest',
    text: 'select 1 from wallet.red_packet_guests where packet = $1 and person = $2',
    values: [packet, person],
  })
  return rows.length > 0
}

export type RedPacketFilter = {
  person: string
  before?: { occurredAt: Date; id: string }
  limit: number
}

/** The packets that somebody sent, newest first. */
export function sentRedPackets(db: Db, filter: RedPacketFilter): Promise<RedPacket[]> {
  const { person, before, limit } = filter
  return db.query<RedPacket>({
    name: 'wallet.sent_red_packets',
    text: `${PACKET}
      where p.person = $1 and ($2::timestamptz is null or (p.occurred_at, p.id) < ($2, $3))
      order by p.occurred_at desc, p.id desc limit $4`,
    values: [person, before?.occurredAt ?? null, before?.id ?? null, limit],
  })
}

/** A packet that somebody opened, or that waits for them by name; `share` is what they took. */
export type ReceivedRedPacket = RedPacket & { share: bigint | null; sortedAt: Date }

/** The packets that somebody opened or that are for them by name, newest first. */
export function receivedRedPackets(db: Db, filter: RedPacketFilter): Promise<ReceivedRedPacket[]> {
  const { person, before, limit } = filter
  return db.query<ReceivedRedPacket>({
    name: 'wallet.received_red_packets',
    text: `
      with mine as (
        select packet, amount as share, occurred_at as at from wallet.red_packet_grabs
        where person = $1
        union all
        select w.packet, null, r.occurred_at
        from wallet.red_packet_guests w join wallet.red_packets r on r.id = w.packet
        where w.person = $1 and not exists (
          select from wallet.red_packet_grabs g where g.packet = w.packet and g.person = $1)
      )
      select f.*, m.share, m.at as "sortedAt"
      from (select * from mine
            where $2::timestamptz is null or (at, packet) < ($2, $3)
            order by at desc, packet desc limit $4) m
      cross join lateral (${PACKET} where p.id = m.packet) f
      order by m.at desc, m.packet desc`,
    values: [person, before?.occurredAt ?? null, before?.id ?? null, limit],
  })
}
