import { categoryWord } from '@suanpan/contract/categories'
import type { Language } from '@suanpan/contract/refusals'
import { formatAmount, parseAsset } from '@suanpan/kernel/money'
import { localTime } from './local-time.ts'
import type { StatementRow } from './rows.ts'
import { columnWords, directionWords, kindWords } from './words.ts'

/** Spreadsheets take a file for UTF-8 only when it says so in front. */
const BYTE_ORDER_MARK = '\uFEFF'
/** What a spreadsheet would run as a formula, also behind spaces. */
const FORMULA = /^\s*[=+\-@\t\r]/

/** The statement as CSV, page by page: a header, then one line a bill. */
export async function* billsCsv(
  pages: AsyncIterable<StatementRow[]>,
  { language, zone }: { language: Language; zone: string },
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + line(columnWords.map((word) => word[language]))
  for await (const rows of pages) {
    if (rows.length > 0) yield rows.map((row) => line(cellsOf(row, language, zone))).join('')
  }
}

function cellsOf({ bill, counterpart, note }: StatementRow, language: Language, zone: string) {
  const { code, scale } = parseAsset(bill.asset)
  return [
    localTime(bill.occurredAt, zone),
    kindWords[bill.kind][language],
    directionWords[bill.direction][language],
    counterpart,
    categoryWord(bill.category, language),
    formatAmount(bill.amount, scale),
    code,
    bill.reference ?? '',
    bill.id,
    note,
  ]
}

const line = (cells: string[]): string => cells.map(cell).join(',') + '\r\n'

/**
 * One cell. Text that others chose (a shop's name, an order number, a note) could be a formula in
 * whoever opens the file: an apostrophe in front makes it text.
 */
export function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
