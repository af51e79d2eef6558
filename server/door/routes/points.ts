import { routes } from '@suanpan/contract/routes'
import { listAccounts, receivedBy } from '../../ledger/index.ts'
import {
  getProgramme,
  listProgrammes,
  pointsOutstanding,
  redeem,
  reverseRedemption,
  ruleSentence,
  type Programme,
} from '../../points/index.ts'
import { handle, type Ask } from '../handle.ts'
import type { House } from '../house.ts'
import { expectPerson, occurredAtOf } from './payments.ts'
import { findPerson } from './people.ts'

/** Lots of a person are bounded: one for each expiry and funder. */
const LOTS_MAX = 1_000

/** Programmes, lots, redemptions. */
export const pointsHandlers = [
  handle(routes.programmes.list, async ({ house }) => {
    const outstanding = await outstandingOf(house)
    const programmes = await listProgrammes(house.ground.db)
    return { items: programmes.map((programme) => programmeView(programme, outstanding)) }
  }),

  handle(routes.programmes.get, async ({ params, house }) => {
    const programme = await getProgramme(house.ground.db, params.code)
    return programmeView(programme, await outstandingOf(house))
  }),

  handle(routes.people.lots, lots),

  handle(routes.redemptions.create, async ({ body, house, idFor, replayed }) => {
    await expectPerson(house, body.person)
    const redeemed = await redeem(house.books, {
      id: idFor('red'),
      person: body.person,
      programme: body.programme,
      amount: BigInt(body.amount),
      reason: body.reason,
      occurredAt: occurredAtOf(house, body.occurredAt),
      intent: body,
    })
    if (redeemed.replayed) replayed()
    const { id, person, programme, asset, amount, reason, occurredAt, taken } = redeemed
    return {
      id,
      person,
      programme,
      asset,
      amount: String(amount),
      reason,
      occurredAt: occurredAt.toISOString(),
      taken: taken.map((each) => ({ lot: each.lot, amount: String(each.amount) })),
    }
  }),

  handle(routes.redemptions.reverse, async ({ params, body, house, idFor, replayed }) => {
    const returned = await reverseRedemption(house.books, {
      id: idFor('rev'),
      redemption: params.id,
      occurredAt: house.ground.clock.now(),
      ...(body.reason !== undefined && { reason: body.reason }),
    })
    if (returned.replayed) replayed()
    const { id, redemption, amount, asset } = returned
    return { id, redemption, amount: String(amount), asset }
  }),
]

async function lots({ params, query, house }: Ask<typeof routes.people.lots>) {
  await findPerson(house, params.id)
  const { db, clock } = house.ground
  const { book } = house.books
  const now = clock.now()
  const accounts = await listAccounts(db, book, { holder: params.id, limit: LOTS_MAX })
  const own = accounts.filter(
    ({ pocket, balance }) =>
      pocket?.startsWith('points:') && (query.spent === 'true' || balance > 0n),
  )
  const issued = await receivedBy(
    db,
    book,
    own.map(({ address }) => address),
  )
  const byExpiry = own.toSorted(
    (a, b) => (a.expiresAt?.getTime() ?? Infinity) - (b.expiresAt?.getTime() ?? Infinity),
  )
  return {
    items: byExpiry.map(({ address, pocket, asset, balance, expiresAt }) => ({
      address,
      programme: pocket?.split(':')[1] ?? '',
      asset,
      funder: address.split(':').at(-1) ?? '',
      remaining: String(balance),
      issued: String(issued.get(address) ?? 0n),
      expiresAt: expiresAt?.toISOString() ?? null,
      expired: expiresAt !== null && expiresAt <= now,
    })),
  }
}

async function outstandingOf({ books }: House): Promise<Map<string, bigint>> {
  const rows = await pointsOutstanding(books)
  return new Map(rows.map((row) => [row.programme, row.outstanding]))
}

function programmeView(programme: Programme, outstanding: Map<string, bigint>) {
  const { code, asset, titleZh, titleEn, rule, lotMonths, minimumRedemption } = programme
  return {
    code,
    title: { zh: titleZh, en: titleEn },
    asset,
    earns: {
      code: rule.code,
      title: rule.title,
      args: rule.args,
      sentence: ruleSentence(rule),
    },
    version: rule.version,
    dailyCap: rule.args.dailyCap,
    lotMonths,
    minimumRedemption: String(minimumRedemption),
    outstanding: String(outstanding.get(code) ?? 0n),
  }
}
