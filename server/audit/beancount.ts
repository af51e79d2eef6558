import { formatAmount, parseAsset } from '@suanpan/kernel/money'
import { addDays } from '@suanpan/kernel/time'
import type { JournalAccount, JournalPosting } from '../ledger/index.ts'
import { beancountAccount, beancountCommodity, plainText } from './names.ts'
import type { ExportWriter } from './writer.ts'

type Moved = Map<bigint, { account: JournalAccount; balance: bigint }>

/**
 * beancount: accounts are opened where they first appear, and every account that moved on a day has
 * a `balance` directive on the next morning, which is when beancount compares.
 */
export function beancountWriter(): ExportWriter {
  const opened = new Set<bigint>()
  let date: string | undefined
  let moved: Moved = new Map()
  const open = (on: string, account: JournalAccount): string => {
    if (opened.has(account.id)) return ''
    opened.add(account.id)
    const commodity = beancountCommodity(parseAsset(account.asset).code)
    return `${on} open ${beancountAccount(account)} ${commodity}\n`
  }
  const assertDay = (): string => {
    if (date === undefined) return ''
    const morning = addDays(date, 1)
    const lines = Array.from(moved.values(), (each) => directive(morning, each))
    moved = new Map()
    return lines.length === 0 ? '' : `${lines.join('')}\n`
  }
  const turnTo = (next: string): string => {
    if (next === date) return ''
    const text = assertDay()
    date = next
    return text
  }
  return {
    head: () => 'option "title" "Suanpan"\n\n',
    opening: (on, balances) => {
      const before = turnTo(on)
      const opens = balances.map((account) => open(on, account)).join('')
      for (const each of balances) moved.set(each.id, { account: each, balance: each.balance })
      const lines = balances.map((each) => line(each, each.balance))
      return `${before}${opens}${on} * "opening balances" ""\n${lines.join('')}\n`
    },
    posting: (posting) => {
      const { businessDate } = posting
      let text = turnTo(businessDate)
      const lines: string[] = []
      for (const entry of posting.entries) {
        if (entry === null)
          throw new Error(`an entry of posting ${posting.id} is missing: run the audit`)
        const { account, amount, balance } = entry
        text += open(businessDate, account)
        lines.push(line(account, amount))
        moved.set(account.id, { account, balance })
      }
      return `${text}${header(posting)}${lines.join('')}\n`
    },
    end: assertDay,
  }
}

function header(posting: JournalPosting): string {
  const { businessDate, kind, id, seq, occurredAt, bookedAt, reference } = posting
  const tags = [
    `  seq: "${seq}"`,
    `  occurred_at: "${occurredAt.toISOString()}"`,
    `  booked_at: "${bookedAt.toISOString()}"`,
    ...(reference ? [`  reference: "${plainText(reference)}"`] : []),
  ]
  return `${businessDate} * "${plainText(kind)}" "${plainText(id)}"\n${tags.join('\n')}\n`
}

function line(account: JournalAccount, amount: bigint): string {
  return `  ${beancountAccount(account)}  ${written(account, amount)}\n`
}

/** Without `~ 0` beancount lets a balance be off by one in the last digit. */
function directive(
  on: string,
  { account, balance }: { account: JournalAccount; balance: bigint },
): string {
  const [amount, commodity] = written(account, balance).split(' ')
  return `${on} balance ${beancountAccount(account)}  ${amount} ~ 0 ${commodity}\n`
}

function written(account: JournalAccount, amount: bigint): string {
  const { code, scale } = parseAsset(account.asset)
  return `${formatAmount(-amount, scale)} ${beancountCommodity(code)}`
}
