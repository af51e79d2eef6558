import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '@suanpan/contract/refusals'
import { parseAsset } from '@suanpan/kernel/money'
import type { Books } from '../ledger/index.ts'
import type { Db } from '../platform/index.ts'
import { pay, topUp } from '../wallet/index.ts'
import type { History } from './history.ts'
import { idAt } from '@suanpan/kernel/ids'
import { categoryCode } from './parties.ts'
import { markDoneUpTo, noteRefused, type Run } from './runs.ts'
import { readHeld, refreshStatistics, SPENT, TOP_UP } from './stage.ts'
import type { Window } from './window.ts'

/** A wallet is topped up in whole steps of so many units, just enough for the purchase. */
const TOP_UP_UNITS = 200n
const PAGE_ROWS = 1_000
/** Before that a table is so small that any plan will do. */
const FIRST_REFRESH_ROWS = 2_000
/** How long the database may be away before the import gives up; it can be run again. */
const UNAVAILABLE_TRIES = 240
const UNAVAILABLE_PAUSE_MS = 500

export type Posting = {
  books: Books
  run: Run
  feeBasisPoints: number
  window: Window
  history: History
  /** Called for every purchase that is done with. */
  onPurchase(): void
}

/** What a person tops up at least, in minor units of the asset. */
export function topUpStep(asset: string): bigint {
  return TOP_UP_UNITS * 10n ** BigInt(parseAsset(asset).scale)
}

type Ordered = {
  line: bigint
  at: Date
  amount: bigint
  top_up: bigint
  person: string
  merchant: string
  category: string
  items: { item: string; quantity: number; amount: string }[] | null
}

/**
 * Books the staged purchases in the order of time, about as many at once as the window holds. How
 * much each person tops up follows from the sums of their purchases, so it is the same in every run.
 */
export async function postPurchases(posting: Posting): Promise<void> {
  const { run, books, window, history } = posting
  const { db } = books.ground
  const pages = openPages(db, run.id)
  const growth = { booked: 0, refreshAt: FIRST_REFRESH_ROWS }
  for await (const rows of readHeld<Ordered>(db, {
    text: IN_ORDER_OF_TIME,
    values: [run.id, topUpStep(run.asset), run.doneAt, run.doneLine],
    pageRows: PAGE_ROWS,
  })) {
    const page = pages.open(rows)
    await keepStatistics(db, growth, rows.length)
    for (const row of rows) {
      await history.goTo(row.at)
      await window.add(row.person, async (earlier) => {
        await bookPurchase(posting, row, earlier)
        posting.onPurchase()
        page.oneDone()
      })
    }
  }
  await window.idle()
  await pages.saved()
}

type Growth = { booked: number; refreshAt: number }

/** Each time the import has grown fourfold; a fresh database is planned for as an empty one until then. */
async function keepStatistics(db: Db, growth: Growth, rows: number): Promise<void> {
  growth.booked += rows
  if (growth.booked < growth.refreshAt) return
  growth.refreshAt = growth.booked * 4
  await refreshStatistics(db)
}

const IN_ORDER_OF_TIME = `
  select line, at, amount, person, merchant, category, items, ${TOP_UP} as top_up
  from (
    select r.line, r.at, r.amount, r.category, r.items, p.id as person, m.id as merchant, ${SPENT}
    from import.rows r
    join import.parties p on p.run = r.run and p.kind = 'person' and p.name = r.person
    join import.parties m on m.run = r.run and m.kind = 'merchant' and m.name = r.merchant
    where r.run = $1
  ) as purchases
  where $3::timestamptz is null or (at, line) > ($3, $4::int8)
  order by at, line`

/**
 * Hands top-up and payment to the books at once: they book in the order in which they are asked, so
 * both carry the date of the purchase. Only when the database was away in between can a payment have
 * come before the money; it is then made under a second id, after everything earlier of that person.
 */
async function bookPurchase(posting: Posting, row: Ordered, earlier: Promise<void>): Promise<void> {
  if (row.amount === 0n) return
  try {
    const money = whenAvailable(() => topUpFor(posting, row))
    const payment = whenAvailable(() => payFor(posting, row, 'payment'))
    const [, paid] = await Promise.allSettled([money, payment])
    await money
    if (paid.status === 'fulfilled') return
    if (!refusedWith(paid.reason, 'insufficient_funds')) throw paid.reason
    await earlier
    await whenAvailable(() => payFor(posting, row, 'payment after the money'))
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'service_unavailable') throw error
    const { line, amount } = row
    await noteRefused(posting.books.ground.db, posting.run.id, { line, amount, code: error.code })
  }
}

async function topUpFor({ books, run }: Posting, row: Ordered): Promise<void> {
  if (row.top_up === 0n) return
  await topUp(books, {
    id: idAt('top', row.at, `${run.id}:${row.line}`),
    person: row.person,
    asset: run.asset,
    amount: row.top_up,
    occurredAt: row.at,
  })
}

async function payFor(posting: Posting, row: Ordered, purpose: string): Promise<void> {
  const { books, run, feeBasisPoints } = posting
  await pay(books, {
    id: idAt('pay', row.at, `${run.id}:${row.line}:${purpose}`),
    person: row.person,
    merchant: { id: row.merchant, feeBasisPoints, category: categoryCode(row.category) },
    asset: run.asset,
    amount: row.amount,
    occurredAt: row.at,
    reference: `${run.id}:${row.line}`,
    ...(row.items
      ? { lines: row.items.map((item) => ({ ...item, amount: BigInt(item.amount) })) }
      : {}),
  })
}

function refusedWith(error: unknown, code: Refusal['code']): boolean {
  return error instanceof Refusal && error.code === code
}

/** An unknown outcome is asked again under the same id, until the database is back. */
async function whenAvailable(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!refusedWith(error, 'service_unavailable') || attempt === UNAVAILABLE_TRIES) throw error
      await sleep(UNAVAILABLE_PAUSE_MS)
    }
  }
}

type Page = { last: Ordered; left: number }

/** Remembers the place up to which everything is done, page by page, one write at a time. */
function openPages(db: Db, run: string) {
  const open: Page[] = []
  let saving: Promise<void> = Promise.resolve()
  const save = (): void => {
    let done: Page | undefined
    while (open[0]?.left === 0) done = open.shift()
    if (!done) return
    const { at, line } = done.last
    // Only a help for the next run: what it repeats answers as it did before.
    saving = saving.then(() => markDoneUpTo(db, run, { at, line })).catch(() => {})
  }
  return {
    open(rows: Ordered[]) {
      const last = rows.at(-1)
      if (!last) throw new Error('an empty page')
      const page = { last, left: rows.length }
      open.push(page)
      return {
        oneDone() {
          page.left -= 1
          if (page.left === 0) save()
        },
      }
    },
    saved: () => saving,
  }
}
