import { parseAmount } from '@suanpan/kernel/money'
import { sniffDelimiter, splitFields } from './csv.ts'
import { ImportProblem } from './problems.ts'

/** What a file's lines mean. Columns count from 0; `at` may be put together from several. */
export type Layout =
  | { kind: 'cdnow'; title: string; delimiter: null; asset: string; hasHeader: false }
  | {
      kind: 'baskets'
      title: string
      delimiter: string
      asset: string
      hasHeader: boolean
      columns: { at: number[]; basket: number; item: number }
    }
  | {
      kind: 'columns'
      title: string
      delimiter: string
      asset: string
      hasHeader: boolean
      columns: Columns
    }

export type Columns = {
  person: number
  at: number[]
  amount: number
  merchant?: number
  category?: number
}

/** ` 00004 0001 19970101  2   29.33`: customer, customer in the sample, day, discs, dollars. */
export const CDNOW_LINE = /^\s*(\d{5})(?:\s+\d{4})?\s+(\d{8})\s+(\d+)\s+(\d+\.\d{2})\s*$/
const BASKET_FIELDS = [/^\d{4}-\d{2}-\d{2}$/, /^\d{2}:\d{2}:\d{2}$/, /^\d+$/, /\S/]
const BASKET_HEADER = ['date', 'time', 'transaction', 'item']

/** Names that header lines use for the columns we need, without spaces, underscores and case. */
const HEADER_WORDS: Record<keyof Columns, readonly string[]> = {
  person:
    'person customer customerid user userid member memberid client clientid 用户 会员 客户'.split(
      ' ',
    ),
  at: 'at date datetime time timestamp orderdate purchasedate invoicedate occurredat 时间 日期 交易时间'.split(
    ' ',
  ),
  amount: 'amount revenue total price value sum paid 金额 实付 交易金额'.split(' '),
  merchant: 'merchant store shop seller 商户 商家 门店'.split(' '),
  category: 'category type segment 类别 品类 分类'.split(' '),
}

/**
 * Says how to read the file from its first lines: the two known layouts, a header with telling
 * names, or the columns that `map` names (`person=3,at=1+2,amount=total`; numbers count from 1).
 *
 * @param options.asset overrides the layout's own
 */
export function recognise(
  sample: readonly string[],
  options: { map?: string; asset?: string },
): Layout {
  const lines = sample.filter((line) => line.trim() !== '')
  if (lines.length === 0) throw new ImportProblem('文件是空的', 'the file is empty')
  const layout =
    options.map === undefined
      ? (asCdnow(lines) ?? asBaskets(lines) ?? byHeader(lines))
      : byMap(lines, options.map)
  if (layout === undefined) throw notRecognised(lines)
  return options.asset === undefined ? layout : { ...layout, asset: options.asset }
}

function asCdnow(lines: readonly string[]): Layout | undefined {
  if (!mostly(lines, (line) => CDNOW_LINE.test(line))) return undefined
  const title = 'CDNOW (fixed columns, US dollars)'
  return { kind: 'cdnow', title, delimiter: null, asset: 'USD/2', hasHeader: false }
}

function asBaskets(lines: readonly string[]): Layout | undefined {
  const header = lines[0]?.split(',').map((name) => name.trim().toLowerCase())
  const hasHeader = BASKET_HEADER.every((name, index) => header?.[index] === name)
  const isBasketLine = (line: string): boolean => {
    const fields = splitFields(line, ',') ?? []
    return fields.length === 4 && BASKET_FIELDS.every((field, at) => field.test(fields[at] ?? ''))
  }
  if (!mostly(lines.slice(hasHeader ? 1 : 0), isBasketLine)) return undefined
  return {
    kind: 'baskets',
    title: 'BreadBasket (date, time, basket, item; no prices)',
    delimiter: ',',
    asset: 'CNY/2',
    hasHeader,
    columns: { at: [0, 1], basket: 2, item: 3 },
  }
}

function byHeader(lines: readonly string[]): Layout | undefined {
  const delimiter = sniffDelimiter(lines)
  const names = headerOf(lines, delimiter).map((name) =>
    name.toLowerCase().replaceAll(/[\s_]/g, ''),
  )
  const find = (column: keyof Columns): number => {
    const words = HEADER_WORDS[column]
    const word = words.find((each) => names.includes(each))
    return word === undefined ? -1 : names.indexOf(word)
  }
  const [person, at, amount] = [find('person'), find('at'), find('amount')]
  if (person < 0 || at < 0 || amount < 0) return undefined
  const [merchant, category] = [find('merchant'), find('category')]
  const columns: Columns = { person, at: [at], amount }
  if (merchant >= 0) columns.merchant = merchant
  if (category >= 0) columns.category = category
  return columnsLayout({ delimiter, hasHeader: true, columns })
}

function byMap(lines: readonly string[], map: string): Layout {
  const delimiter = sniffDelimiter(lines)
  const header = headerOf(lines, delimiter)
  const named = new Map(map.split(',').map((pair) => splitPair(pair)))
  const columnOf = (name: string): number => {
    const byName = header.findIndex((each) => each.toLowerCase() === name.toLowerCase())
    if (byName >= 0) return byName
    if (/^[1-9]\d{0,3}$/.test(name) && Number(name) <= header.length) return Number(name) - 1
    throw new ImportProblem(
      `--map：文件里没有“${name}”这一列；有：${header.join('、')}`,
      `--map: the file has no column ${name}; it has: ${header.join(', ')}`,
    )
  }
  const known = ['person', 'at', 'amount', 'merchant', 'category']
  for (const key of named.keys()) if (!known.includes(key)) throw badMap(key)
  const needed = (key: string): string => named.get(key) ?? missing(key)
  const at = needed('at').split('+').map(columnOf)
  const columns: Columns = {
    person: columnOf(needed('person')),
    at,
    amount: columnOf(needed('amount')),
  }
  const [merchant, category] = [named.get('merchant'), named.get('category')]
  if (merchant !== undefined) columns.merchant = columnOf(merchant)
  if (category !== undefined) columns.category = columnOf(category)
  return columnsLayout({ delimiter, columns, hasHeader: !looksLikeData(header, columns) })
}

function columnsLayout(found: { delimiter: string; hasHeader: boolean; columns: Columns }): Layout {
  return { kind: 'columns', title: 'CSV', asset: 'CNY/2', ...found }
}

/** A header has no amount where the amounts are. */
function looksLikeData(fields: readonly string[], columns: Columns): boolean {
  return parseAmount((fields[columns.amount] ?? '').trim(), 18) !== undefined
}

function headerOf(lines: readonly string[], delimiter: string): string[] {
  return (splitFields(lines[0] ?? '', delimiter) ?? []).map((name) => name.trim())
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=')
  if (at < 1 || at === pair.length - 1) throw badMap(pair)
  return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
}

/** A few broken lines do not make it another layout. */
function mostly(lines: readonly string[], test: (line: string) => boolean): boolean {
  return lines.length > 0 && lines.filter(test).length * 10 >= lines.length * 8
}

function missing(key: string): never {
  throw new ImportProblem(
    `--map 须写明 ${key}，例如 --map person=1,at=2,amount=3`,
    `--map must say ${key}, for example --map person=1,at=2,amount=3`,
  )
}

function badMap(text: string): ImportProblem {
  return new ImportProblem(
    `--map 看不懂“${text}”：写作 person=…,at=…,amount=…,merchant=…,category=…`,
    `--map does not understand ${text}: write person=…,at=…,amount=…,merchant=…,category=…`,
  )
}

function notRecognised(lines: readonly string[]): ImportProblem {
  const first = (lines[0] ?? '').slice(0, 80)
  return new ImportProblem(
    `认不出文件的格式，请用 --map person=…,at=…,amount=… 指明各列（列名或从 1 起的列号）。第一行：${first}`,
    `the layout is not recognised: name the columns with --map person=…,at=…,amount=… (names of the header or numbers from 1). The first line: ${first}`,
  )
}
