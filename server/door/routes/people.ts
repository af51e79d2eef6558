import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { fingerprint } from '@suanpan/kernel/canonical'
import {
  frozenHolders,
  getAccount,
  holderStatement,
  holdingsOf,
  listAccounts,
} from '../../ledger/index.ts'
import {
  getPerson,
  listPeople,
  maskName,
  maskPhone,
  registerPerson,
  type PeopleFilter,
  type Person,
} from '../../parties/index.ts'
import { recordAct } from '../../oversight/index.ts'
import { bigintOf, cursorOf, instantOf, pageOf, readCursor } from '../cursor.ts'
import { handle, type Ask } from '../handle.ts'
import type { House } from '../house.ts'

type PersonView = ResponseOf<typeof routes.people.get>
/** A person has a handful of accounts and lots; this is far above and keeps the answer bounded. */
const ACCOUNTS_MAX = 500

/** People: who they are, what they have, what moved. */
export const peopleHandlers = [
  handle(routes.people.list, async ({ query, house }) => {
    const people = await listPeople(house.ground, await filterOf(house, query))
    const views = await personViews(house, people.slice(0, query.limit))
    return pageOf(people, query.limit, {
      view: ({ id }) => views.get(id)!,
      cursor: ({ registeredAt, id }) => cursorOf(registeredAt, id),
    })
  }),

  handle(routes.people.get, async ({ params, house }) => {
    const person = await findPerson(house, params.id)
    return (await personViews(house, [person])).get(person.id)!
  }),

  handle(routes.people.create, async ({ body, house, idFor, replayed }) => {
    const registered = await registerPerson(house.ground, {
      id: idFor('per'),
      registeredAt: house.ground.clock.now(),
      ...(body.name !== undefined && { name: body.name }),
      ...(body.phone !== undefined && { phone: body.phone }),
      ...(body.external && { external: body.external }),
      intent: fingerprint(body),
    })
    if (registered.replayed) replayed()
    return (await personViews(house, [registered.person])).get(registered.person.id)!
  }),

  handle(routes.people.reveal, async ({ params, body, principal, house, origin }) => {
    const { field, reason } = body
    if (!principal.session.operator.scope.reveals) {
      throw new Refusal('forbidden', { needed: 'scope:reveals' })
    }
    const person = await findPerson(house, params.id)
    // The trail first: there is no clear value that nobody answers for.
    const act = await recordAct(house.ground.db, house.ground, {
      actor: { kind: 'operator', id: principal.id },
      action: 'person.reveal',
      subject: person.id,
      after: { field },
      reason,
      origin,
    })
    return { field, value: person[field] ?? null, act }
  }),

  handle(routes.people.balances, balances),

  handle(routes.people.statement, async ({ params, query, house }) => {
    await findPerson(house, params.id)
    const { db } = house.ground
    const { book } = house.books
    const [seq, carried] = query.cursor === undefined ? [] : readCursor(query.cursor, 2)
    const lines = await holderStatement(
      db,
      book,
      { holder: params.id, asset: query.asset },
      { limit: query.limit + 1, ...(seq !== undefined && { before: bigintOf(seq) }) },
    )
    // Each page carries on from the balance that the page before it ended with.
    const newest =
      carried === undefined ? await heldNow(house, params.id, query.asset) : bigintOf(carried)
    let running = newest
    const withBalance = lines.map((line) => {
      const balance = running
      running -= line.amount
      return { ...line, balance }
    })
    return {
      balance: String(newest),
      ...pageOf(withBalance, query.limit, {
        view: lineView,
        cursor: (line) => cursorOf(line.seq, line.balance - line.amount),
      }),
    }
  }),
]

export async function findPerson(house: House, id: string): Promise<Person> {
  const person = await getPerson(house.ground, id)
  if (!person) throw new Refusal('person_not_found', { person: id })
  return person
}

/** Views of people with what they have and whether they are frozen: two questions for a whole page. */
export async function personViews(
  { ground, books }: House,
  people: Person[],
): Promise<Map<string, PersonView>> {
  const ids = people.map(({ id }) => id)
  const holdings = Map.groupBy(await holdingsOf(ground.db, books.book, ids), ({ holder }) => holder)
  const frozen = new Map(
    (await frozenHolders(ground.db, books.book, ids)).map((each) => [each.holder, each]),
  )
  return new Map(
    people.map((person) => [
      person.id,
      {
        id: person.id,
        name: person.name === undefined ? null : maskName(person.name),
        phone: person.phone === undefined ? null : maskPhone(person.phone),
        external: person.external ?? null,
        registeredAt: person.registeredAt.toISOString(),
        frozen: {
          in: frozen.get(person.id)?.in ?? false,
          out: frozen.get(person.id)?.out ?? false,
        },
        balances: (holdings.get(person.id) ?? []).map(({ asset, balance }) => ({
          asset,
          amount: String(balance),
        })),
      },
    ]),
  )
}

async function filterOf(
  { ground, books }: House,
  query: Ask<typeof routes.people.list>['query'],
): Promise<PeopleFilter> {
  const filter: PeopleFilter = { limit: query.limit + 1 }
  if (query.search !== undefined) filter.search = query.search
  if (query.source !== undefined) filter.source = query.source
  if (query.registeredFrom) filter.registeredFrom = new Date(query.registeredFrom)
  if (query.registeredUntil) filter.registeredUntil = new Date(query.registeredUntil)
  if (query.frozen !== undefined) {
    const holders = (await frozenHolders(ground.db, books.book)).map(({ holder }) => holder)
    if (query.frozen === 'true') filter.ids = holders
    else filter.exceptIds = holders
  }
  if (query.cursor !== undefined) {
    const [registeredAt, id = ''] = readCursor(query.cursor, 2)
    filter.before = { registeredAt: instantOf(registeredAt), id }
  }
  return filter
}

async function balances({ params, query, house }: Ask<typeof routes.people.balances>) {
  await findPerson(house, params.id)
  const { db } = house.ground
  const { book } = house.books
  const now = await listAccounts(db, book, { holder: params.id, limit: ACCOUNTS_MAX })
  const { asOf } = query
  const accounts =
    asOf === undefined
      ? now
      : await Promise.all(
          now.map(({ address }) => getAccount(db, book, address, { at: new Date(asOf) })),
        )
  const sums = new Map<string, bigint>()
  for (const { asset, balance } of accounts) sums.set(asset, (sums.get(asset) ?? 0n) + balance)
  return {
    balances: [...sums].map(([asset, amount]) => ({ asset, amount: String(amount) })),
    accounts: accounts.map(({ address, asset, balance, expiresAt, closed }) => ({
      address,
      asset,
      balance: String(balance),
      expiresAt: expiresAt?.toISOString() ?? null,
      closed,
    })),
  }
}

async function heldNow({ ground, books }: House, holder: string, asset: string): Promise<bigint> {
  const holdings = await holdingsOf(ground.db, books.book, [holder])
  return holdings.find((holding) => holding.asset === asset)?.balance ?? 0n
}

type Line = {
  seq: bigint
  posting: string
  kind: string
  reference: string | null
  amount: bigint
  balance: bigint
  bookedAt: Date
  occurredAt: Date
  businessDate: string
  account: string
  version: bigint
  counterparts: string[]
}

export function lineView(line: Line) {
  return {
    posting: line.posting,
    seq: String(line.seq),
    kind: line.kind,
    reference: line.reference,
    bookedAt: line.bookedAt.toISOString(),
    businessDate: line.businessDate,
    occurredAt: line.occurredAt.toISOString(),
    amount: String(line.amount),
    balance: String(line.balance),
    account: line.account,
    version: String(line.version),
    counterparts: line.counterparts,
  }
}
