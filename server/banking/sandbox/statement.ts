import { formatAmount, parseAmount, parseAsset } from '@suanpan/kernel/money'
import { addDays, startOfDay } from '@suanpan/kernel/time'
import type { Ground } from '../../platform/index.ts'
import type { Statement, StatementLine } from '../channel.ts'
import { BANK_ZONE } from './orders.ts'

const HEADER = 'line,time,order,reference,amount,balance'

/**
 * The custodian account's statement of a day as the file that a bank would send: a line a movement
 * with the running balance, decimals as people write them. Undefined before the day is over.
 */
export async function statementFile(
  { db, clock }: Ground,
  day: string,
  asset: string,
): Promise<string | undefined> {
  if (clock.now() < startOfDay(addDays(day, 1), BANK_ZONE)) return undefined
  const { scale } = parseAsset(asset)
  const [before] = await db.query<{ sum: bigint }>(
    'select coalesce(sum(amount), 0)::int8 as sum from banking.movements where asset = $1 and day < $2',
    [asset, day],
  )
  const rows = await db.query<Omit<StatementLine, 'line'>>(
    `select order_id as order, reference, amount, moved_at as at
     from banking.movements where asset = $1 and day = $2 order by id`,
    [asset, day],
  )
  let balance = before?.sum ?? 0n
  const money = (amount: bigint): string => formatAmount(amount, scale)
  const lines = [`opening,,,,,${money(balance)}`]
  for (const [index, row] of rows.entries()) {
    balance += row.amount
    const cells = [index + 1, row.at.toISOString(), row.order ?? '', row.reference]
    lines.push([...cells, money(row.amount), money(balance)].join(','))
  }
  lines.push(`closing,,,,,${money(balance)}`)
  return `${[`${asset} ${day}`, HEADER, ...lines].join('\n')}\n`
}

/** Reads that file. Throws when it is cut short or its balances do not follow from its lines. */
export function readStatement(file: string): Statement {
  const [title = '', header, ...rest] = file.trimEnd().split('\n')
  const [, asset, day] = /^(\S+) (\d{4}-\d\d-\d\d)$/.exec(title) ?? []
  if (asset === undefined || day === undefined || header !== HEADER)
    throw new Error('not a statement of the sandbox bank')
  const { scale } = parseAsset(asset)
  const rows = rest.map((row) => row.split(','))
  const [first, last] = [rows[0], rows.at(-1)]
  if (first?.[0] !== 'opening' || last?.[0] !== 'closing')
    throw new Error('the statement is cut short')
  const opening = amountIn(first, 5, scale)
  let balance = opening
  const lines = rows.slice(1, -1).map((row): StatementLine => {
    const [line = '', at = '', order = '', reference = ''] = row
    const amount = amountIn(row, 4, scale)
    balance += amount
    if (balance !== amountIn(row, 5, scale))
      throw new Error(`line ${line} of the statement does not add up`)
    return {
      line: Number(line),
      at: new Date(at),
      order: order === '' ? null : order,
      reference,
      amount,
    }
  })
  const closing = amountIn(last, 5, scale)
  if (closing !== balance) throw new Error('the statement does not add up to its closing balance')
  return { asset, day, opening, closing, lines }
}

function amountIn(row: string[], column: number, scale: number): bigint {
  const amount = parseAmount(row[column] ?? '', scale)
  if (amount === undefined) throw new Error(`no amount in ${row.join(',')}`)
  return amount
}
