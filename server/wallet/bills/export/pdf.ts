import { Worker } from 'node:worker_threads'
import { categoryWord } from '@suanpan/contract/categories'
import { Refusal, type Language } from '@suanpan/contract/refusals'
import { formatAmount, parseAsset } from '@suanpan/kernel/money'
import type { Ground } from '../../../platform/index.ts'
import { chineseFont } from './font.ts'
import type { FontFile } from './font.ts'
import { localTime } from './local-time.ts'
import type { StatementRow } from './rows.ts'
import { columnWords, kindWords, statementWords } from './words.ts'

/** A page takes about thirty bills; more than this is for a spreadsheet. */
const BILLS_MAX = 3_000
/** Which of the CSV's columns stand on paper. */
const ON_PAPER = [0, 1, 3, 4, 7, 5] as const

/** What the worker draws. */
export type PrintedStatement = {
  font: FontFile
  title: string
  /** Above the table, each on a line of its own. */
  lines: string[]
  columns: string[]
  rows: string[][]
}

export type StatementHead = {
  /** Masked, so that a printed page that is left lying tells little. */
  holder: string
  from: Date
  until: Date
  language: Language
}

/**
 * The statement as a PDF of A4 pages. Drawing takes a second or two of pure computing, so a thread of
 * its own does it and payments do not wait.
 *
 * Refuses with `statement_font_missing` where no font with Chinese is installed, and with
 * `statement_too_long {max}`; the CSV has neither limit.
 */
export async function billsPdf(
  ground: Ground,
  pages: AsyncIterable<StatementRow[]>,
  head: StatementHead,
): Promise<Buffer> {
  const font = await chineseFont(ground.config.fontFile)
  if (font === undefined) throw new Refusal('statement_font_missing')
  const rows: StatementRow[] = []
  for await (const page of pages) {
    rows.push(...page)
    if (rows.length > BILLS_MAX) throw new Refusal('statement_too_long', { max: BILLS_MAX })
  }
  const { zone } = ground.config
  const { language, from, until, holder } = head
  return draw({
    font,
    title: statementWords.title[language],
    lines: [
      holder,
      `${statementWords.period[language]}  ${localTime(from, zone)} – ${localTime(until, zone)}`,
      ...totals(rows, language),
      `${statementWords.madeAt[language]}  ${localTime(ground.clock.now(), zone)}`,
    ],
    columns: ON_PAPER.map((at) => columnWords[at][language]),
    rows: rows.map((row) => cellsOf(row, language, zone)),
  })
}

function cellsOf({ bill, counterpart, note }: StatementRow, language: Language, zone: string) {
  const { code, scale } = parseAsset(bill.asset)
  const sign = bill.direction === 'in' ? '+' : '-'
  return [
    localTime(bill.occurredAt, zone).slice(0, 16),
    kindWords[bill.kind][language],
    counterpart,
    categoryWord(bill.category, language),
    [bill.reference ?? '', note].filter((each) => each !== '').join(' · '),
    `${sign}${formatAmount(bill.amount, scale, { group: true })} ${code}`,
  ]
}

function totals(rows: StatementRow[], language: Language): string[] {
  return [...new Set(rows.map(({ bill }) => bill.asset))].sort().map((asset) => {
    const { code, scale } = parseAsset(asset)
    const of = (effects: readonly string[]): bigint =>
      rows.reduce(
        (sum, { bill }) =>
          bill.asset === asset && effects.includes(bill.effect) ? sum + bill.amount : sum,
        0n,
      )
    const written = (amount: bigint): string => formatAmount(amount, scale, { group: true })
    return [
      code,
      `${statementWords.income[language]} ${written(of(['income']))}`,
      `${statementWords.spending[language]} ${written(of(['spending']) - of(['refund']))}`,
      `${statementWords.moved[language]} ${written(of(['own']))}`,
    ].join('   ')
  })
}

function draw(statement: PrintedStatement): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./draw.ts', import.meta.url), { workerData: statement })
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)))
    worker.once('error', reject)
    worker.once('exit', (code) => {
      if (code !== 0) reject(new Error(`drawing a statement ended with ${code}`))
    })
  })
}
