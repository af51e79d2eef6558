import { listAccounts, sumsByChart } from '../ledger/index.ts'
import type { Books } from '../ledger/index.ts'
import { listProgrammes } from './programmes.ts'
import type { Programme } from './programmes.ts'

/** More lots than a person can have: one for each month and funder. */
const LOTS_MAX = 1_000

export type Lot = {
  account: string
  programme: string
  asset: string
  funder: string
  remaining: bigint
  expiresAt: Date
  /** From its expiry on a lot is spent by nobody, whether or not it was swept. */
  state: 'active' | 'expired'
}

export type PointsOf = {
  programme: Programme
  /** What can be spent now. */
  available: bigint
  /** What is owed: taken back by refunds after it was spent. */
  debt: bigint
  lots: Lot[]
}

/** A person's points by programme with every lot that still holds something, earliest expiry first. */
export async function pointsOf(books: Books, person: string): Promise<PointsOf[]> {
  const { db, clock } = books.ground
  const now = clock.now()
  const accounts = await listAccounts(db, books.book, { holder: person, limit: LOTS_MAX })
  const programmes = await listProgrammes(db)
  return programmes.map((programme) => {
    const own = accounts.filter(({ pocket }) => pocket === `points:${programme.code}`)
    const lots = own
      .filter(({ balance }) => balance > 0n)
      .map((account): Lot => ({
        account: account.address,
        programme: programme.code,
        asset: programme.asset,
        funder: account.address.split(':').at(-1)!,
        remaining: account.balance,
        expiresAt: account.expiresAt!,
        state: account.expiresAt! > now ? 'active' : 'expired',
      }))
      .sort((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime())
    const debt = accounts.find(
      ({ address }) => address === `points:${programme.code}:debt:${person}`,
    )
    return {
      programme,
      available: lots.reduce(
        (sum, lot) => (lot.state === 'active' ? sum + lot.remaining : sum),
        0n,
      ),
      debt: -(debt?.balance ?? 0n),
      lots,
    }
  })
}

/** What all people together hold of each asset of points, and what that costs where a programme says so. */
export async function pointsOutstanding(books: Books): Promise<
  {
    programme: string
    asset: string
    outstanding: bigint
    liability: { asset: string; amount: bigint } | null
  }[]
> {
  const sums = await sumsByChart(books.ground.db, books.book)
  const programmes = await listProgrammes(books.ground.db)
  return programmes.map(({ code, asset, cost }) => {
    const outstanding =
      sums.find((sum) => sum.chart === 'points.lot' && sum.asset === asset)?.balance ?? 0n
    const liability = cost && {
      asset: cost.asset,
      amount: (outstanding * cost.minor) / cost.points,
    }
    return { programme: code, asset, outstanding, liability }
  })
}
