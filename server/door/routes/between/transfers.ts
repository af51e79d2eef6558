import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { newId } from '@suanpan/kernel/ids'
import {
  findPersonByPhone,
  getPeople,
  maskName,
  limitRefusal,
  maskPhone,
  normalPhone,
  permit,
  type Person,
} from '../../../parties/index.ts'
import {
  ARRIVAL_HOURS,
  checkSettlement,
  checkSurname,
  claimTransfers,
  findPayee,
  getTransferOf,
  hideContact,
  listTransfers,
  phoneIndex,
  previewTransfer,
  readCollectionCode,
  recentContacts,
  revokeTransfer,
  transfer,
  wordsOf,
  type Payee,
  type Transfer,
  type TransferFilter,
  type Words,
} from '../../../wallet/index.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../../cursor.ts'
import { handle, type Ask } from '../../handle.ts'
import type { House } from '../../house.ts'
import type { ConsumerPrincipal } from '../../principal.ts'

const CONTACTS_SHOWN = 30

/** Money from person to person. */
export const transferHandlers = [
  handle(routes.transfers.preview, async ({ body, principal, house }) => {
    const { ground } = house
    const amount = BigInt(body.amount.amount)
    const payee = await findPayee(ground, principal.id, await toOf(house, body.to, amount))
    const shown = await previewTransfer(ground, { person: principal.id, payee, amount })
    const { name, isFirst, lastAt, warnings, surnameNeeded } = shown
    const asset = body.amount.asset
    const needed = await foresight(house, principal, {
      payee,
      amount,
      asset,
      staticCode: 'code' in body.to,
    })
    return {
      ...needed,
      payee: { person: payee.id, name, phone: payee.phone ? maskPhone(payee.phone) : null },
      isFirst,
      lastAt: lastAt?.toISOString() ?? null,
      warnings,
      surnameNeeded,
      fee: '0',
    }
  }),

  handle(routes.transfers.create, createTransfer),

  handle(routes.transfers.get, ({ params, principal, house }) =>
    transferView(house, { id: params.id, person: principal.id }),
  ),

  handle(routes.transfers.list, async ({ query, principal, house }) => {
    const filter: TransferFilter = { person: principal.id, limit: query.limit + 1 }
    if (query.cursor !== undefined) {
      const [occurredAt, id = ''] = readCursor(query.cursor, 2)
      filter.before = { occurredAt: instantOf(occurredAt), id }
    }
    const found = await listTransfers(house.ground.db, filter)
    const known = await knownAbout(house, principal.id, found)
    return pageOf(found, query.limit, {
      view: (each) => viewOf(each, { viewer: principal.id, known, now: house.ground.clock.now() }),
      cursor: ({ occurredAt, id }) => cursorOf(occurredAt, id),
    })
  }),

  handle(routes.transfers.revoke, async ({ params, principal, house, replayed }) => {
    const at = house.ground.clock.now()
    const order = { transfer: params.id, person: principal.id, at }
    const revoked = await revokeTransfer(house.books, order)
    if (revoked.replayed) replayed()
    return transferView(house, { id: params.id, person: principal.id })
  }),

  handle(routes.contacts.list, async ({ principal, house }) => {
    const person = principal.id
    const contacts = await recentContacts(house.ground.db, { person, limit: CONTACTS_SHOWN })
    const people = await getPeople(
      house.ground,
      contacts.map((each) => each.person),
    )
    return {
      items: contacts.map(({ person: id, lastAt, lastDirection }) => ({
        person: id,
        ...maskedPerson(people.get(id)),
        lastAt: lastAt.toISOString(),
        lastDirection,
      })),
    }
  }),

  handle(routes.contacts.hide, async ({ params, principal, house }) => {
    await hideContact(house.ground, { person: principal.id, contact: params.person })
    return undefined
  }),
]

async function createTransfer(ask: Ask<typeof routes.transfers.create>) {
  const { body, principal, house, idFor, idempotencyKey, replayed } = ask
  const { ground, books } = house
  const id = idFor('trf')
  const person = principal.id
  const amount = BigInt(body.amount.amount)
  const payee = await findPayee(ground, person, await toOf(house, body.to, amount))
  // A request that comes again is answered as the first time: nothing is asked for twice.
  const made = await getTransferOf(ground.db, { id, person })
  if (!made && payee.id !== null) {
    await checkSurname(ground, { person, payee, amount }, body.surname)
  }
  if (!made && body.book !== undefined) {
    const member = {
      book: body.book,
      payer: person,
      payee: payee.id ?? '',
      asset: body.amount.asset,
    }
    await checkSettlement(ground.db, member)
  }
  const { counters, delayHours } = await permit(books, {
    ...askedOf(principal, { payee: proofPayeeOf(house, payee), amount, asset: body.amount.asset }),
    staticCode: 'code' in body.to,
    id,
    nonce: idempotencyKey,
    at: ground.clock.now(),
    proof: body.proof,
  })
  // Who has no wallet yet may open one any moment, so there is no waiting for them.
  const hours = payee.id === null ? 0 : ARRIVAL_HOURS[body.arrival]
  if (hours < delayHours) throw new Refusal('transfer_must_wait', { hours: delayHours })
  const sent = await transfer(books, {
    id,
    person,
    payee: payee.id,
    ...('phone' in body.to && { phone: normalPhone(body.to.phone) }),
    asset: body.amount.asset,
    amount,
    arrival: body.arrival,
    ...(body.note !== undefined && { note: body.note }),
    ...(body.book !== undefined && { settles: body.book }),
    occurredAt: ground.clock.now(),
    counters,
  }).catch(inWordsOfLimits)
  if (sent.replayed) replayed()
  else if (payee.id === null) await claimForLateComer(house, payee.phone)
  return transferView(house, { id, person })
}

/** A code names whoever showed it, and perhaps what they ask for, which is then not for the payer to change. */
async function toOf(
  { ground }: House,
  to: { person: string } | { phone: string } | { code: string },
  amount: bigint,
): Promise<{ person: string } | { phone: string }> {
  if (!('code' in to)) return to
  const asked = await readCollectionCode(ground, to.code)
  if (asked.amount !== undefined && asked.amount !== amount) {
    throw new Refusal('collection_amount_fixed', { amount: String(asked.amount) })
  }
  return { person: asked.person }
}

/** What will be asked for, so that nobody learns it after the confirm sheet. */
async function foresight(
  house: House,
  principal: ConsumerPrincipal,
  {
    payee,
    amount,
    asset,
    staticCode,
  }: { payee: Payee; amount: bigint; asset: string; staticCode: boolean },
) {
  const at = house.ground.clock.now()
  const proofPayee = proofPayeeOf(house, payee)
  const asked = askedOf(principal, { payee: proofPayee, amount, asset })
  const id = newId('trf', at)
  try {
    await permit(house.books, { ...asked, id, nonce: id, at, staticCode })
    throw new Error('a transfer was permitted without a proof')
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, details } = error
    if (code === 'pin_required') return { stepUp: 'pin' as const, delayHours: 0, proofPayee }
    if (code !== 'passkey_required') throw error
    return { stepUp: 'passkey' as const, delayHours: Number(details['delayHours']), proofPayee }
  }
}

function askedOf(
  { id: person, session }: ConsumerPrincipal,
  subject: { payee: string; amount: bigint; asset: string },
) {
  return { person, device: session.device, kind: 'transfer' as const, ...subject }
}

/** Whoever is behind a phone without a wallet is somebody too: the phone, as a keyed hash. */
function proofPayeeOf({ books }: House, payee: Payee): string {
  return payee.id ?? `phone_${phoneIndex(books, payee.phone).toString('hex').slice(0, 32)}`
}

function inWordsOfLimits(error: unknown): never {
  throw error instanceof Refusal ? limitRefusal(error) : error
}

/** Whoever registered while the money was on its way to their phone has read their letter already. */
async function claimForLateComer({ ground, books }: House, phone: string): Promise<void> {
  const registered = await findPersonByPhone(ground, phone)
  if (registered) await claimTransfers(books, registered.id, ground.clock.now())
}

async function transferView(house: House, { id, person }: { id: string; person: string }) {
  const found = await getTransferOf(house.ground.db, { id, person })
  if (!found) throw new Refusal('transfer_not_found', { transfer: id })
  const known = await knownAbout(house, person, [found])
  return viewOf(found, { viewer: person, known, now: house.ground.clock.now() })
}

type Known = { people: Map<string, Person>; words: Map<string, Words> }

async function knownAbout({ ground }: House, viewer: string, all: Transfer[]): Promise<Known> {
  const others = all.flatMap((each) => counterpartOf(each, viewer) ?? [])
  const [people, words] = await Promise.all([
    getPeople(ground, others),
    wordsOf(
      ground,
      all.map(({ id }) => id),
    ),
  ])
  return { people, words }
}

const counterpartOf = ({ person, payee }: Transfer, viewer: string): string | null =>
  person === viewer ? payee : person

function viewOf(
  found: Transfer,
  { viewer, known, now }: { viewer: string; known: Known; now: Date },
) {
  const { id, asset, amount, arrival, state, reason, occurredAt, dueAt, endedAt } = found
  const isOut = found.person === viewer
  const counterpart = counterpartOf(found, viewer)
  const words = known.words.get(id) ?? {}
  const { name } = maskedPerson(known.people.get(counterpart ?? ''))
  const sentToPhone = isOut && words.phone !== undefined ? maskPhone(words.phone) : null
  return {
    id,
    direction: isOut ? ('out' as const) : ('in' as const),
    counterpart: { person: counterpart, name, phone: sentToPhone },
    asset,
    amount: String(amount),
    arrival,
    state,
    reason: isOut ? reason : null,
    note: words.note ?? null,
    revocable: isOut && state === 'in_transit' && dueAt > now,
    occurredAt: occurredAt.toISOString(),
    dueAt: dueAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    book: found.settles,
  }
}

function maskedPerson(person: Person | undefined) {
  return {
    name: person?.name === undefined ? null : maskName(person.name),
    phone: person?.phone === undefined ? null : maskPhone(person.phone),
  }
}
