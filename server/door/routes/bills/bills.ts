import { Readable } from 'node:stream'
import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import type { QueryOf } from '@suanpan/contract/routes/define'
import { businessDate } from '@suanpan/kernel/time'
import { parseAmount } from '@suanpan/kernel/money'
import { receiptOf } from '../../../ledger/index.ts'
import { getPerson, maskName, maskPhone } from '../../../parties/index.ts'
import {
  agreementOfPayment,
  billsCsv,
  billsNoted,
  billsPdf,
  checkoutTitles,
  chooseCategory,
  counterpartsOf,
  getBill,
  getPayment,
  getRefund,
  listBills,
  monthSums,
  notesOf,
  paymentsTitled,
  refundsOf,
  statementRows,
  writeNote,
  yearSums,
  type Bill,
  type BillFilter,
  type BillSearch,
  type Payment,
  type Refund,
  type SpanSums,
} from '../../../wallet/index.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../../cursor.ts'
import { handle } from '../../handle.ts'
import type { House } from '../../house.ts'
import { paidFrom } from '../paying/paid-from.ts'
import { refundPartsOf } from '../paying/refund-parts.ts'
import { namesOf } from './names.ts'

/** Bills of the person who is signed in: everybody else's are not found. */
export const billHandlers = [
  handle(routes.bills.list, async ({ query, principal, house }) => {
    const filter = await filterOf(house, principal.id, query)
    if (query.cursor !== undefined) {
      const [occurredAt, id = ''] = readCursor(query.cursor, 2)
      filter.before = { occurredAt: instantOf(occurredAt), id }
    }
    const bills = await listBills(house.ground.db, { ...filter, limit: query.limit + 1 })
    const view = await viewer(house, principal.id, bills)
    return pageOf(bills, query.limit, {
      view,
      cursor: ({ occurredAt, id }) => cursorOf(occurredAt, id),
    })
  }),

  handle(routes.bills.get, async ({ params, principal, house }) => {
    const { db } = house.ground
    const bill = await findBill(house, principal.id, params.id)
    const payment = bill.kind === 'payment' ? await getPayment(db, bill.id) : undefined
    const refunds = payment ? await refundsOf(db, payment.id) : []
    const view = await viewer(house, principal.id, [bill])
    return {
      bill: view(bill),
      ...(await moneyOf(house, { bill, payment, refunds })),
      refunded: String(payment?.refunded ?? 0n),
      agreement: payment ? await agreementOfPayment(db, payment.id) : null,
      lines: (payment?.lines ?? []).map((line) => ({
        ...line,
        amount: line.amount === null ? null : String(line.amount),
      })),
    }
  }),

  handle(routes.bills.change, async ({ params, body, principal, house }) => {
    const { ground } = house
    const at = ground.clock.now()
    const key = { person: principal.id, bill: params.id, at }
    await findBill(house, principal.id, params.id)
    if (body.category !== undefined) {
      await chooseCategory(ground, { ...key, category: body.category, always: body.always })
    }
    if (body.note !== undefined) await writeNote(ground, { ...key, note: body.note })
    const bill = await findBill(house, principal.id, params.id)
    return (await viewer(house, principal.id, [bill]))(bill)
  }),

  handle(routes.bills.receipt, async ({ params, principal, house }) => {
    const bill = await findBill(house, principal.id, params.id)
    return receiptOf(house.books, bill.posting, { holder: principal.id })
  }),

  handle(routes.bills.csv, async ({ query, principal, house, download }) => {
    const filter = await filterOf(house, principal.id, query)
    const { zone } = house.ground.config
    download(fileName(query.from, query.until, zone, 'csv'))
    return Readable.from(
      billsCsv(rowsOf(house, filter), { language: query.language, zone }),
      // As bytes: a stream of objects would end up as one write a line.
      { objectMode: false },
    )
  }),

  handle(routes.bills.pdf, async ({ query, principal, house, download }) => {
    const { ground } = house
    const filter = await filterOf(house, principal.id, query)
    const bytes = await billsPdf(ground, rowsOf(house, filter), {
      holder: await maskedHolder(house, principal.id),
      from: new Date(query.from),
      until: new Date(query.until),
      language: query.language,
    })
    download(fileName(query.from, query.until, ground.config.zone, 'pdf'))
    return Readable.from([bytes], { objectMode: false })
  }),

  handle(routes.bills.month, async ({ params, query, principal, house }) => {
    const { db, config } = house.ground
    const { month } = params
    const { asset } = query
    const sums = await monthSums(db, { person: principal.id, asset, month, zone: config.zone })
    return { month, asset, ...wholeOf(sums), categories: sums.categories.map(categoryView) }
  }),

  handle(routes.bills.year, async ({ params, query, principal, house }) => {
    const { db, config } = house.ground
    const year = Number(params.year)
    const { asset } = query
    const sums = await yearSums(db, { person: principal.id, asset, year, zone: config.zone })
    return {
      year,
      asset,
      ...wholeOf(sums),
      categories: sums.categories.map(categoryView),
      months: sums.months.map((each) => ({ month: each.month, ...wholeOf(each) })),
    }
  }),
]

/** What paid, what of it was refunded, and where a refund goes. */
async function moneyOf(
  house: House,
  { bill, payment, refunds }: { bill: Bill; payment: Payment | undefined; refunds: Refund[] },
) {
  const { db, config } = house.ground
  const own = bill.kind === 'refund' ? await getRefund(db, bill.id) : undefined
  const partsOf = await refundPartsOf(house, own ? [own] : refunds, { naming: true })
  return {
    refunds: refunds.map((refund) => ({
      id: refund.id,
      amount: String(refund.amount),
      reason: refund.reason,
      sources: partsOf(refund),
      occurredAt: refund.occurredAt.toISOString(),
    })),
    sources: payment ? await paidFrom(house, payment) : [],
    refund: own ? { sources: partsOf(own), withinDays: config.cardRefundDays } : null,
  }
}

/** Refuses with `bill_not_found {bill}`. */
export async function findBill(house: House, person: string, bill: string): Promise<Bill> {
  const found = await getBill(house.ground.db, { person, bill })
  if (!found) throw new Refusal('bill_not_found', { bill })
  return found
}

type Filters = Omit<QueryOf<typeof routes.bills.list>, 'cursor' | 'limit'>

async function filterOf(
  house: House,
  person: string,
  query: Filters,
): Promise<Omit<BillFilter, 'limit'>> {
  return {
    person,
    ...(query.asset !== undefined && { asset: query.asset }),
    ...(query.kind !== undefined && { kind: query.kind }),
    ...(query.direction !== undefined && { direction: query.direction }),
    ...(query.category !== undefined && { category: query.category }),
    ...(query.counterpart !== undefined && { counterpart: query.counterpart }),
    ...(query.from !== undefined && { from: new Date(query.from) }),
    ...(query.until !== undefined && { until: new Date(query.until) }),
    ...(query.search !== undefined && { search: await searchOf(house, person, query) }),
  }
}

/** Names lie in another room and notes are sealed, so both are looked through before the bills are. */
async function searchOf(house: House, person: string, query: Filters): Promise<BillSearch> {
  const { ground } = house
  const text = (query.search ?? '').trim()
  const wanted = text.toLowerCase()
  const [known, noted, titled] = await Promise.all([
    counterpartsOf(ground.db, person),
    billsNoted(ground, { person, text }),
    paymentsTitled(ground.db, { person, text }),
  ])
  const names = await namesOf(
    house,
    known.map(({ id }) => id),
  )
  const amount = parseAmount(text.replace(/^[¥￥]/, ''), scaleOf(query.asset))
  return {
    text,
    ...(amount !== undefined && amount > 0n && { amount }),
    counterparts: [...names]
      .filter(([, name]) => name.toLowerCase().includes(wanted))
      .map(([id]) => id),
    bills: [...noted, ...titled],
  }
}

const scaleOf = (asset: string | undefined): number => Number(asset?.split('/')[1] ?? 2)

/** Shows bills with the names and notes that belong to them. */
async function viewer(house: House, person: string, bills: Bill[]) {
  const [names, notes, titles] = await Promise.all([
    namesOf(
      house,
      bills.map(({ counterpart }) => counterpart.id),
    ),
    notesOf(house.ground, { person, bills: bills.map(({ id }) => id) }),
    checkoutTitles(
      house.ground.db,
      // A refund is told with the title of what it belongs to.
      bills.map(({ id, related }) => related ?? id),
    ),
  ])
  return (bill: Bill) => ({
    ...bill,
    amount: String(bill.amount),
    counterpart: { ...bill.counterpart, name: names.get(bill.counterpart.id ?? '') ?? null },
    note: notes.get(bill.id) ?? null,
    title: titles.get(bill.related ?? bill.id) ?? null,
    occurredAt: bill.occurredAt.toISOString(),
  })
}

function rowsOf(house: House, filter: Omit<BillFilter, 'limit'>) {
  return statementRows(house.ground, filter, (bills) =>
    namesOf(
      house,
      bills.map(({ counterpart }) => counterpart.id),
    ),
  )
}

async function maskedHolder({ ground }: House, id: string): Promise<string> {
  const person = await getPerson(ground, id)
  const name = person?.name === undefined ? '' : maskName(person.name)
  const phone = person?.phone === undefined ? '' : maskPhone(person.phone)
  return [name, phone].filter((each) => each !== '').join('  ') || id
}

function fileName(from: string, until: string, zone: string, ending: string): string {
  const last = new Date(new Date(until).getTime() - 1)
  return `suanpan-${businessDate(new Date(from), zone)}-${businessDate(last, zone)}.${ending}`
}

const wholeOf = (sums: Omit<SpanSums, 'categories'>) => ({
  income: String(sums.income),
  spending: String(sums.spending),
  movedIn: String(sums.movedIn),
  movedOut: String(sums.movedOut),
})

const categoryView = ({ spent, ...rest }: SpanSums['categories'][number]) => ({
  ...rest,
  spent: String(spent),
})
