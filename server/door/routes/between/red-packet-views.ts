import { Refusal } from '@suanpan/contract/refusals'
import { getPeople, maskName, type Person } from '../../../parties/index.ts'
import {
  CODE_PATH,
  getRedPacket,
  grabBy,
  grabsOf,
  greetingsOf,
  isGuest,
  writeSignedCode,
  type RedPacket,
} from '../../../wallet/index.ts'
import type { House } from '../../house.ts'

/** Names and greetings that several packets show. */
export type Known = { people: Map<string, Person>; greetings: Map<string, string> }

export async function knownAbout({ ground }: House, packets: RedPacket[]): Promise<Known> {
  const [people, greetings] = await Promise.all([
    getPeople(
      ground,
      packets.map(({ person }) => person),
    ),
    greetingsOf(
      ground,
      packets.map(({ id }) => id),
    ),
  ])
  return { people, greetings }
}

/** A packet whose day is over takes nobody's tap any more, though the rest may not be back yet. */
export function standingOf(packet: RedPacket, now: Date): RedPacket['state'] {
  if (packet.state !== 'open') return packet.state
  if (packet.takenCount === packet.shares) return 'taken'
  return now >= packet.expiresAt ? 'expired' : 'open'
}

/** Its sender, those who opened it and those it is for by name. */
export async function visibleTo(
  { ground }: House,
  { id, person }: { id: string; person: string },
): Promise<boolean> {
  const [packet, grab, guest] = await Promise.all([
    getRedPacket(ground.db, id),
    grabBy(ground.db, { packet: id, person }),
    isGuest(ground.db, { packet: id, person }),
  ])
  return packet?.person === person || grab !== undefined || guest
}

/** What whoever holds the link may see. */
export function coverOf(
  packet: RedPacket,
  { known, now, share }: { known: Known; now: Date; share: bigint | null },
) {
  const { id, person, kind, asset, expiresAt } = packet
  return {
    id,
    sender: { person, name: nameIn(known.people, person) },
    kind,
    greeting: known.greetings.get(id) ?? null,
    state: standingOf(packet, now),
    expiresAt: expiresAt.toISOString(),
    asset,
    share: share === null ? null : String(share),
  }
}

/** A packet in a list; to others than its sender the sums are shown when it has ended. */
export function lineOf(
  packet: RedPacket,
  { isSender, ...shown }: { known: Known; now: Date; share: bigint | null; isSender: boolean },
) {
  const cover = coverOf(packet, shown)
  return {
    ...cover,
    ...(isSender || cover.state !== 'open' ? sumsOf(packet) : HIDDEN),
    occurredAt: packet.occurredAt.toISOString(),
  }
}

/** A packet as one of those sees it who may; call `visibleTo` first. */
export async function redPacketView(house: House, { id, person }: { id: string; person: string }) {
  const { ground } = house
  const packet = await getRedPacket(ground.db, id)
  if (!packet) throw new Refusal('red_packet_not_found', { redPacket: id })
  const now = ground.clock.now()
  const [known, mine] = await Promise.all([
    knownAbout(house, [packet]),
    grabBy(ground.db, { packet: id, person }),
  ])
  const isSender = packet.person === person
  const line = lineOf(packet, { known, now, share: mine?.amount ?? null, isSender })
  const hasEnded = line.state !== 'open'
  const code = writeSignedCode(ground, { kind: 'red_packet', id })
  const told = isSender || hasEnded
  return {
    ...line,
    role: isSender ? ('sender' as const) : ('receiver' as const),
    named: packet.named,
    path: `${CODE_PATH}${code}`,
    endedAt: packet.endedAt?.toISOString() ?? null,
    takenAmount: told ? String(packet.takenAmount) : null,
    returned: told && packet.returned !== null ? String(packet.returned) : null,
    seed: hasEnded ? (packet.seed?.toString('hex') ?? null) : null,
    takers: hasEnded ? await takersOf(house, id) : null,
  }
}

const HIDDEN = { amount: null, shares: null, takenCount: null }

function sumsOf({ amount, shares, takenCount }: RedPacket) {
  return { amount: String(amount), shares, takenCount }
}

async function takersOf({ ground }: House, packet: string) {
  const grabs = await grabsOf(ground.db, packet)
  const people = await getPeople(
    ground,
    grabs.map(({ person }) => person),
  )
  return grabs.map(({ person, amount, occurredAt }) => ({
    person,
    name: nameIn(people, person),
    amount: String(amount),
    at: occurredAt.toISOString(),
  }))
}

function nameIn(people: Map<string, Person>, person: string): string | null {
  const name = people.get(person)?.name
  return name === undefined ? null : maskName(name)
}
