import { formatAmount, parseAsset } from '@suanpan/kernel/money'
import type { JournalAccount, JournalPosting } from '../ledger/index.ts'
import { plainText } from './names.ts'
import type { ExportWriter } from './writer.ts'

const COLUMNS = [
  'seq',
  'business_date',
  'booked_at',
  'occurred_at',
  'id',
  'kind',
  'reference',
  'account',
  'chart',
  'class',
  'asset',
  'version',
  'amount',
  'balance',
]

/**
 * One line an entry, with the sign of the books: what an account received is positive. No value
 * needs quotes, because ids are percent-encoded and everything else is made of our own characters.
 */
export function csvWriter(): ExportWriter {
  return {
    head: () => `${COLUMNS.join(',')}\n`,
    opening: (date, balances) =>
      balances
        .map((each) =>
          row(['', date, '', '', '', 'opening', ''], each, {
            version: '',
            amount: each.balance,
            balance: each.balance,
          }),
        )
        .join(''),
    posting: (posting) =>
      posting.entries
        .map((entry) => {
          if (entry === null)
            throw new Error(`an entry of posting ${posting.id} is missing: run the audit`)
          return row(headOf(posting), entry.account, { ...entry, version: String(entry.version) })
        })
        .join(''),
    end: () => '',
  }
}

function headOf(posting: JournalPosting): string[] {
  return [
    String(posting.seq),
    posting.businessDate,
    posting.bookedAt.toISOString(),
    posting.occurredAt.toISOString(),
    plainText(posting.id),
    plainText(posting.kind),
    plainText(posting.reference ?? ''),
  ]
}

function row(
  head: readonly string[],
  account: JournalAccount,
  entry: { version: string; amount: bigint; balance: bigint },
): string {
  const { code, scale } = parseAsset(account.asset)
  const own = [account.address, account.chart, account.class, code, entry.version]
  const amounts = [formatAmount(entry.amount, scale), formatAmount(entry.balance, scale)]
  return `${[...head, ...own, ...amounts].join(',')}\n`
}
