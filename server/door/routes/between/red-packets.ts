import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { getPeople, limitRefusal, permit } from '../../../parties/index.ts'
import {
  checkRedPacket,
  getRedPacket,
  grabBy,
  isGuest,
  openRedPacket,
  readSignedCode,
  receivedRedPackets,
  sendRedPacket,
  sentRedPackets,
  type RedPacketFilter,
  type RedPacketRequest,
} from '../../../wallet/index.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../../cursor.ts'
import { handle, type Ask } from '../../handle.ts'
import type { House } from '../../house.ts'
import {
  coverOf,
  knownAbout,
  lineOf,
  redPacketView,
  standingOf,
  visibleTo,
} from './red-packet-views.ts'

/** Red packets between friends. */
export const redPacketHandlers = [
  handle(routes.redPackets.create, createRedPacket),

  handle(routes.redPackets.lookUp, async ({ body, principal, house }) => {
    const id = packetIn(house, body.code)
    const { db, clock } = house.ground
    const person = principal.id
    const [packet, grab, guest] = await Promise.all([
      getRedPacket(db, id),
      grabBy(db, { packet: id, person }),
      isGuest(db, { packet: id, person }),
    ])
    if (!packet) throw new Refusal('code_unknown')
    const state = standingOf(packet, clock.now())
    const reason = whyNot({ ...packet, state }, { person, opened: grab !== undefined, guest })
    const known = await knownAbout(house, [packet])
    return {
      ...coverOf(packet, { known, now: clock.now(), share: grab?.amount ?? null }),
      openable: reason === null,
      reason,
    }
  }),

  handle(routes.redPackets.open, async ({ body, principal, house, replayed }) => {
    const packet = packetIn(house, body.code)
    const person = principal.id
    const opened = await openRedPacket(house.books, {
      packet,
      person,
      at: house.ground.clock.now(),
    })
    if (opened.replayed) replayed()
    return redPacketView(house, { id: packet, person })
  }),

  handle(routes.redPackets.get, async ({ params, principal, house }) => {
    const packet = { id: params.id, person: principal.id }
    if (!(await visibleTo(house, packet))) {
      throw new Refusal('red_packet_not_found', { redPacket: params.id })
    }
    return redPacketView(house, packet)
  }),

  handle(routes.redPackets.sent, async ({ query, principal, house }) => {
    const found = await sentRedPackets(house.ground.db, filterOf(query, principal.id))
    const known = await knownAbout(house, found)
    const now = house.ground.clock.now()
    return pageOf(found, query.limit, {
      view: (each) => lineOf(each, { known, now, share: null, isSender: true }),
      cursor: ({ occurredAt, id }) => cursorOf(occurredAt, id),
    })
  }),

  handle(routes.redPackets.received, async ({ query, principal, house }) => {
    const found = await receivedRedPackets(house.ground.db, filterOf(query, principal.id))
    const known = await knownAbout(house, found)
    const now = house.ground.clock.now()
    return pageOf(found, query.limit, {
      view: (each) => lineOf(each, { known, now, share: each.share, isSender: false }),
      cursor: ({ sortedAt, id }) => cursorOf(sortedAt, id),
    })
  }),
]

async function createRedPacket(ask: Ask<typeof routes.redPackets.create>) {
  const { body, principal, house, idFor, idempotencyKey, replayed } = ask
  const { ground, books } = house
  const { id: person, session } = principal
  const at = ground.clock.now()
  const request: RedPacketRequest = {
    id: idFor('rpk'),
    person,
    asset: body.amount.asset,
    amount: BigInt(body.amount.amount),
    shares: body.shares,
    kind: body.kind,
    ...(body.greeting !== undefined && { greeting: body.greeting }),
    ...(body.guests !== undefined && { guests: body.guests }),
    occurredAt: at,
  }
  checkRedPacket(request)
  await refuseStrangers(house, body.guests ?? [])
  const { counters, delayHours } = await permit(books, {
    id: request.id,
    person,
    device: session.device,
    kind: 'red_packet',
    amount: request.amount,
    asset: request.asset,
    payee: body.guests?.length === 1 ? body.guests[0]! : null,
    nonce: idempotencyKey,
    at,
    proof: body.proof,
  })
  // A packet is opened the moment its link arrives: there is nothing to wait in between.
  if (delayHours > 0) throw new Refusal('red_packet_must_wait', { hours: delayHours })
  const sent = await sendRedPacket(books, { ...request, counters }).catch(inWordsOfLimits)
  if (sent.replayed) replayed()
  return redPacketView(house, { id: request.id, person })
}

async function refuseStrangers({ ground }: House, guests: string[]): Promise<void> {
  const people = await getPeople(ground, guests)
  const unknown = guests.find((guest) => !people.has(guest))
  if (unknown !== undefined) throw new Refusal('person_not_found', { person: unknown })
}

function inWordsOfLimits(error: unknown): never {
  throw error instanceof Refusal ? limitRefusal(error) : error
}

/** The packet that a link leads to: the link itself is the right to open it. */
function packetIn({ ground }: House, code: string): string {
  const found = readSignedCode(ground, code)
  if (found?.kind !== 'red_packet') throw new Refusal('code_unknown')
  return found.id
}

function whyNot(
  packet: { person: string; named: boolean; state: 'open' | 'taken' | 'expired' },
  { person, opened, guest }: { person: string; opened: boolean; guest: boolean },
) {
  if (opened) return 'opened' as const
  if (packet.person === person) return 'own' as const
  if (packet.named && !guest) return 'not_for_you' as const
  return packet.state === 'open' ? null : packet.state
}

function filterOf(
  query: { cursor?: string | undefined; limit: number },
  person: string,
): RedPacketFilter {
  const filter: RedPacketFilter = { person, limit: query.limit + 1 }
  if (query.cursor === undefined) return filter
  const [occurredAt, id = ''] = readCursor(query.cursor, 2)
  return { ...filter, before: { occurredAt: instantOf(occurredAt), id } }
}
