import { AMOUNT_MAX } from '@suanpan/kernel/posting'
import { parseAmount, parseAsset } from '@suanpan/kernel/money'
import { readLines, type RawLine } from './csv.ts'
import { readDate, type DateOrder } from './dates.ts'
import { CDNOW_LINE, type Layout } from './layouts.ts'
import type { PriceList } from './prices.ts'
import { problem, type LineProblem, type Rejected } from './problems.ts'

/** One purchase as the file has it; `line` is where it begins and what names it. */
export type Purchase = {
  line: number
  at: Date
  person: string
  /** Empty: the file does not say where. */
  merchant: string
  category: string
  amount: bigint
  /** What was bought, how many of each, and what they come to together. */
  items: Item[]
}

export type Item = { item: string; quantity: number; amount: bigint }

export type ReadOptions = {
  layout: Layout
  zone: string
  /** Later purchases are not history. */
  now: Date
  dates?: DateOrder
  prices?: PriceList
}

/** What a chunk of the file gave. */
export type Read = {
  purchases: Purchase[]
  rejected: Rejected[]
  bytes: number
  lines: number
  /** Items that were not recorded, in baskets files. */
  unrecordedItems: number
  /** Baskets in which no item was recorded: there is nothing to pay. */
  emptyBaskets: number
}

export const TEXT_MAX_CHARS = 200
/** What a till writes when it does not know what was sold. */
const UNRECORDED_ITEM = 'NONE'
const EPOCH_MS = 0

/** Turns a file into purchases, chunk by chunk; lines that cannot be taken are handed back with the reason. */
export async function* readPurchases(path: string, options: ReadOptions): AsyncGenerator<Read> {
  const take = options.layout.kind === 'baskets' ? basketTaker(options) : lineTaker(options)
  let isFirst = options.layout.hasHeader
  for await (const { lines, bytes } of readLines(path, options.layout.delimiter)) {
    const read = emptyRead(bytes, lines.length)
    for (const raw of lines) {
      if (isFirst) isFirst = false
      else take.line(raw, read)
    }
    yield read
  }
  const last = emptyRead(0, 0)
  take.end(last)
  yield last
}

type Taker = { line(raw: RawLine, into: Read): void; end(into: Read): void }

function lineTaker(options: ReadOptions): Taker {
  const { layout } = options
  const take = layout.kind === 'cdnow' ? cdnowPurchase : columnsPurchase
  return {
    line(raw, into) {
      const taken = raw.problem ?? take(raw, options)
      if ('code' in taken) into.rejected.push({ line: raw.line, text: raw.text, problem: taken })
      else into.purchases.push(taken)
    },
    end() {},
  }
}

function cdnowPurchase(raw: RawLine, options: ReadOptions): Purchase | LineProblem {
  const match = CDNOW_LINE.exec(raw.text)
  if (!match) return problem('layout_differs')
  const [, person = '', day = '', , amount = ''] = match
  return purchaseOf(
    { line: raw.line, person, at: day, amount, merchant: '', category: 'music' },
    options,
  )
}

function columnsPurchase(raw: RawLine, options: ReadOptions): Purchase | LineProblem {
  const { layout } = options
  if (layout.kind !== 'columns') return problem('layout_differs')
  const { columns } = layout
  const fields = raw.fields ?? []
  const needed = Math.max(columns.person, columns.amount, ...columns.at) + 1
  if (fields.length < needed) return problem('columns_missing', { found: fields.length, needed })
  const field = (index: number | undefined): string =>
    index === undefined ? '' : (fields[index] ?? '').trim()
  return purchaseOf(
    {
      line: raw.line,
      person: field(columns.person),
      at: columns.at.map(field).join(' '),
      amount: field(columns.amount),
      merchant: field(columns.merchant),
      category: field(columns.category),
    },
    options,
  )
}

type Texts = {
  line: number
  person: string
  at: string
  amount: string
  merchant: string
  category: string
}

function purchaseOf(texts: Texts, options: ReadOptions): Purchase | LineProblem {
  const { line, person, merchant, category } = texts
  if (person === '') return problem('person_missing')
  const long = Object.entries({ person, merchant, category }).find(
    ([, text]) => text.length > TEXT_MAX_CHARS,
  )
  if (long) return problem('text_too_long', { column: long[0], max: TEXT_MAX_CHARS })
  const at = momentOf(texts.at, options)
  if (!(at instanceof Date)) return at
  const amount = amountOf(texts.amount, options.layout.asset)
  if (typeof amount !== 'bigint') return amount
  return { line, at, person, merchant, category, amount, items: [] }
}

function momentOf(text: string, options: ReadOptions): Date | LineProblem {
  const shown = { text: text.slice(0, 40) }
  const at = readDate(text, options.zone, options.dates)
  if (at === 'unreadable') return problem('date_unreadable', shown)
  if (at === 'ambiguous') return problem('date_ambiguous', shown)
  if (at.getTime() < EPOCH_MS || at > options.now) return problem('date_out_of_range', shown)
  return at
}

function amountOf(text: string, asset: string): bigint | LineProblem {
  const shown = text.slice(0, 40)
  const amount = parseAmount(text, parseAsset(asset).scale)
  if (amount === undefined) return problem('amount_unreadable', { text: shown, asset })
  if (amount < 0n) return problem('amount_negative', { text: shown })
  if (amount > AMOUNT_MAX / 1_000_000n) return problem('amount_too_large', { text: shown })
  return amount
}

/** The lines of a basket follow each other; it is complete when another begins. */
type Basket = { id: string; line: number; at: string; items: Map<string, number>; texts: string[] }

function basketTaker(options: ReadOptions): Taker {
  let open: Basket | undefined
  const close = (into: Read): void => {
    if (open !== undefined) closeBasket(open, options, into)
    open = undefined
  }
  return {
    line(raw, into) {
      const found = raw.problem ?? basketLine(raw, options)
      if ('code' in found) {
        into.rejected.push({ line: raw.line, text: raw.text, problem: found })
        return
      }
      if (open?.id !== found.id || open.at !== found.at) {
        close(into)
        open = { id: found.id, line: raw.line, at: found.at, items: new Map(), texts: [] }
      }
      open.texts.push(raw.text)
      if (found.item === UNRECORDED_ITEM) into.unrecordedItems += 1
      else open.items.set(found.item, (open.items.get(found.item) ?? 0) + 1)
    },
    end: close,
  }
}

function basketLine(
  raw: RawLine,
  { layout }: ReadOptions,
): { id: string; at: string; item: string } | LineProblem {
  if (layout.kind !== 'baskets') return problem('layout_differs')
  const { columns } = layout
  const fields = (raw.fields ?? []).map((field) => field.trim())
  const needed = Math.max(columns.item, columns.basket, ...columns.at) + 1
  if (fields.length < needed) return problem('columns_missing', { found: fields.length, needed })
  const id = fields[columns.basket] ?? ''
  if (id === '') return problem('basket_missing')
  const item = fields[columns.item] ?? ''
  if (item.length > TEXT_MAX_CHARS)
    return problem('text_too_long', { column: 'item', max: TEXT_MAX_CHARS })
  return { id, at: columns.at.map((index) => fields[index] ?? '').join(' '), item }
}

/** Nobody knows who bought it, so every basket is paid by a walk-in person of its own. */
function closeBasket(basket: Basket, options: ReadOptions, into: Read): void {
  const reject = (why: LineProblem): void => {
    into.rejected.push({ line: basket.line, text: basket.texts.join(' / '), problem: why })
  }
  const at = momentOf(basket.at, options)
  if (!(at instanceof Date)) return reject(at)
  if (basket.items.size === 0) {
    into.emptyBaskets += 1
    return
  }
  const items: Item[] = []
  for (const [item, quantity] of basket.items) {
    const price = options.prices?.priceOf(item)
    if (price === undefined) return reject(problem('price_missing', { item }))
    items.push({ item, quantity, amount: price * BigInt(quantity) })
  }
  const amount = items.reduce((sum, each) => sum + each.amount, 0n)
  const person = `walk-in ${basket.id}`
  into.purchases.push({
    line: basket.line,
    at,
    person,
    merchant: '',
    category: 'bakery',
    amount,
    items,
  })
}

function emptyRead(bytes: number, lines: number): Read {
  return { purchases: [], rejected: [], bytes, lines, unrecordedItems: 0, emptyBaskets: 0 }
}
