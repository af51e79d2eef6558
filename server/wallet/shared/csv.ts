import type { Language } from '@suanpan/contract/refusals'
import { formatAmount, parseAsset } from '@suanpan/kernel/money'
import { businessDate } from '@suanpan/kernel/time'
import type { Ground } from '../../platform/index.ts'
import { cell } from '../bills/export/csv.ts'
import { membersOf, type SharedBook } from './books.ts'
import { cashOf } from './cash.ts'
import { listExpenses } from './expenses.ts'
import { settlementsOf } from './settlements.ts'
import { bookWords, titleOf } from './words.ts'

/** Spreadsheets take a file for UTF-8 only when it says so in front. */
const BYTE_ORDER_MARK = '\uFEFF'
const ROWS_MAX = 10_000
const COLUMNS: Record<Language, readonly string[]> = {
  zh: ['日期', '事项', '付款人', '金额', '币种'],
  en: ['Date', 'What', 'Paid by', 'Amount', 'Currency'],
}
const PAID: Record<Language, string> = { zh: '付了', en: 'paid' }
const BETWEEN: Record<Language, string> = { zh: '、', en: ', ' }
const SETTLED: Record<Language, string> = { zh: '还款', en: 'Settled up' }
const IN_CASH: Record<Language, string> = { zh: '现金还款', en: 'Paid in cash' }

/**
 * A book as CSV: a line an expense, a line a transfer that arrived and a line cash that both sides know
 * of, with what each one bears and what each one paid in columns of theirs. What somebody paid less
 * what they bear is what they are owed.
 *
 * @param nameOf how a member is called
 */
export async function bookCsv(
  ground: Ground,
  { id, asset }: SharedBook,
  { language, nameOf }: { language: Language; nameOf: (person: string) => string },
): Promise<string> {
  const { scale, code } = parseAsset(asset)
  const members = (await membersOf(ground.db, id)).map(({ person }) => person)
  const expenses = await listExpenses(ground.db, { book: id, limit: ROWS_MAX })
  const titles = await bookWords(
    ground,
    expenses.map((each) => titleOf(each.id, each.version)),
  )
  const paidBack = await settledIn(ground, id, language)
  const columns = (each: readonly { person: string; amount: bigint }[]): string[] => {
    const amounts = new Map(each.map(({ person, amount }) => [person, amount]))
    return members.map((person) => formatAmount(amounts.get(person) ?? 0n, scale))
  }
  const rows = [
    ...expenses.map(({ id: expense, version, spentOn, payers, amount, shares }) => [
      spentOn,
      titles.get(titleOf(expense, version)) ?? '',
      payers.map(({ person }) => nameOf(person)).join(BETWEEN[language]),
      formatAmount(amount, scale),
      code,
      ...columns(shares),
      ...columns(payers),
    ]),
    ...paidBack.map(({ at, what, payer, payee, amount }) => [
      businessDate(at, ground.config.zone),
      what,
      nameOf(payer),
      formatAmount(amount, scale),
      code,
      ...columns([{ person: payee, amount }]),
      ...columns([{ person: payer, amount }]),
    ]),
  ]
  const names = members.map(nameOf)
  const header = [
    ...COLUMNS[language],
    ...names,
    ...names.map((name) => `${name} ${PAID[language]}`),
  ]
  const lines = [header, ...rows].map((cells) => cells.map(cell).join(',') + '\r\n')
  return BYTE_ORDER_MARK + lines.join('')
}

/** What counts as paid back: transfers that arrived, and cash that both sides know of. */
async function settledIn({ db }: Ground, book: string, language: Language) {
  const [settled, cash] = await Promise.all([
    settlementsOf(db, { book, limit: ROWS_MAX }),
    cashOf(db, { book, limit: ROWS_MAX }),
  ])
  return [
    ...settled
      .filter(({ state }) => state === 'arrived')
      .map(({ occurredAt, ...each }) => ({ ...each, at: occurredAt, what: SETTLED[language] })),
    ...cash
      .filter(({ state }) => state === 'confirmed')
      .map(({ writtenAt, ...each }) => ({ ...each, at: writtenAt, what: IN_CASH[language] })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime())
}
