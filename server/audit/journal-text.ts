import { formatAmount, parseAsset } from '@suanpan/kernel/money'
import type { JournalAccount, JournalPosting } from '../ledger/index.ts'
import { journalAccount, journalCommodity, plainText } from './names.ts'
import type { ExportWriter } from './writer.ts'

/**
 * hledger and ledger: one transaction a posting on its business date, a balance assertion on every
 * line. Both read assertions in the order of the file, and hledger in that of dates: ours agree.
 */
export function hledgerWriter(): ExportWriter {
  // Without it hledger takes the point of `1.000` for a separator of thousands.
  return journalWriter('decimal-mark .\n\n')
}

export function ledgerWriter(): ExportWriter {
  return journalWriter('')
}

function journalWriter(head: string): ExportWriter {
  return {
    head: () => head,
    opening: (date, balances) =>
      transaction(
        `${date} * opening balances`,
        [],
        balances.map((each) => line(each, each.balance, each.balance)),
      ),
    posting: (posting) =>
      transaction(
        `${posting.businessDate} * (${posting.seq}) ${plainText(posting.kind)}`,
        tagsOf(posting),
        posting.entries.map((entry) => {
          if (entry === null) throw missing(posting)
          return line(entry.account, entry.amount, entry.balance)
        }),
      ),
    end: () => '',
  }
}

function transaction(title: string, tags: readonly string[], lines: readonly string[]): string {
  const comments = tags.map((tag) => `    ; ${tag}`)
  return `${[title, ...comments, ...lines].join('\n')}\n\n`
}

function tagsOf(posting: JournalPosting): string[] {
  const tags = [
    `id: ${plainText(posting.id)}`,
    `occurred_at: ${posting.occurredAt.toISOString()}`,
    `booked_at: ${posting.bookedAt.toISOString()}`,
  ]
  if (posting.reference) tags.push(`reference: ${plainText(posting.reference)}`)
  return tags
}

/** The books count what an account received; a journal counts what it owes as negative. */
function line(account: JournalAccount, amount: bigint, balance: bigint): string {
  const { code, scale } = parseAsset(account.asset)
  const commodity = journalCommodity(code)
  const changed = formatAmount(-amount, scale)
  const held = formatAmount(-balance, scale)
  return `    ${journalAccount(account)}  ${changed} ${commodity} = ${held} ${commodity}`
}

function missing({ id }: JournalPosting): Error {
  return new Error(`an entry of posting ${id} is missing: run the audit`)
}
