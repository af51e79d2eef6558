import { routes } from '@suanpan/contract/routes'
import { holderStatement, listAccounts, type HolderLine } from '../../../ledger/index.ts'
import { getMerchants } from '../../../parties/index.ts'
import { getProgramme, pointsOf, ruleSentence, type Lot } from '../../../points/index.ts'
import { getPayment, personMoney } from '../../../wallet/index.ts'
import { bigintOf, cursorOf, pageOf, readCursor } from '../../cursor.ts'
import { handle, type Ask } from '../../handle.ts'
import type { House } from '../../house.ts'

const MONEY = 'CNY/2'

/** What a person has, and how their points came and went. */
export const holdingsHandlers = [
  handle(routes.me.holdings, async ({ principal, house }) => {
    const [money, points] = await Promise.all([
      moneyOf(house, principal.id),
      pointsOf(house.books, principal.id),
    ])
    return {
      money: { asset: MONEY, amount: String(money) },
      points: points.map(({ programme, available, lots }) => ({
        programme: programme.code,
        title: { zh: programme.titleZh, en: programme.titleEn },
        asset: programme.asset,
        available: String(available),
        expiringNext: firstToExpire(lots),
      })),
    }
  }),

  handle(routes.me.points, async ({ principal, house }) => ({
    items: (await pointsOf(house.books, principal.id)).map(
      ({ programme, available, debt, lots }) => ({
        programme: programme.code,
        title: { zh: programme.titleZh, en: programme.titleEn },
        asset: programme.asset,
        available: String(available),
        debt: String(debt),
        rule: ruleSentence(programme.rule),
        lots: lots.map(({ remaining, expiresAt, state }) => ({
          remaining: String(remaining),
          expiresAt: expiresAt.toISOString(),
          expired: state === 'expired',
        })),
      }),
    ),
  })),

  handle(routes.me.pointsMovements, movements),
]

/** The account of somebody who never had money is not open yet. */
async function moneyOf({ ground, books }: House, person: string): Promise<bigint> {
  const { account } = personMoney(person, MONEY)
  const found = await listAccounts(ground.db, books.book, {
    holder: person,
    prefix: account,
    limit: 1,
  })
  return found[0]?.balance ?? 0n
}

function firstToExpire(lots: readonly Lot[]) {
  const first = lots.find(({ state }) => state === 'active')
  return first
    ? { amount: String(first.remaining), expiresAt: first.expiresAt.toISOString() }
    : null
}

async function movements({
  params,
  query,
  principal,
  house,
}: Ask<typeof routes.me.pointsMovements>) {
  const { db } = house.ground
  const { asset } = await getProgramme(db, params.programme)
  const [seq] = query.cursor === undefined ? [] : readCursor(query.cursor, 1)
  const lines = await holderStatement(
    db,
    house.books.book,
    { holder: principal.id, asset },
    { limit: query.limit + 1, ...(seq !== undefined && { before: bigintOf(seq) }) },
  )
  const merchants = await merchantsOf(house, lines)
  return pageOf(lines, query.limit, {
    view: ({ posting, kind, amount, occurredAt, reference }) => ({
      id: posting,
      kind,
      amount: String(amount),
      occurredAt: occurredAt.toISOString(),
      payment: isPayment(reference) ? reference : null,
      merchant: merchants.get(reference ?? '') ?? null,
    }),
    cursor: (line) => cursorOf(line.seq),
  })
}

const isPayment = (reference: string | null): reference is string =>
  reference?.startsWith('pay_') === true

/** The names of the merchants where the payments were that lines speak of, by payment. */
async function merchantsOf(
  { ground }: House,
  lines: readonly HolderLine[],
): Promise<Map<string, string>> {
  const ids = new Set(lines.map(({ reference }) => reference).filter(isPayment))
  const payments = (await Promise.all([...ids].map((id) => getPayment(ground.db, id)))).filter(
    (payment) => payment !== undefined,
  )
  const merchants = await getMerchants(
    ground,
    payments.map(({ merchant }) => merchant),
  )
  return new Map(
    payments.map(({ id, merchant }) => [id, merchants.get(merchant)?.name ?? merchant]),
  )
}
