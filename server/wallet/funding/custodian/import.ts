import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { Leg, Posting } from '@suanpan/kernel/posting'
import { addDays, businessDate } from '@suanpan/kernel/time'
import type { Channel, Statement } from '../../../banking/index.ts'
import { bankClearing, bankCustody } from '../../accounts.ts'
import { bankOf, type Funding } from '../funding.ts'
import { askBank } from '../hear.ts'

/** Days that a run catches up at most. */
const DAYS_MAX = 400

/**
 * Imports the custodian's statements of all days that are over and not yet in, of every asset that
 * was ever asked for at the bank: each is one posting from clearing to custody, with its lines. Lines that
 * our books know nothing of are asked about at once.
 *
 * Refuses with `bank_not_connected`, `statement_gap {day, expected, found}`.
 * @returns the days that were imported
 */
export async function importStatements(funding: Funding, by: string): Promise<string[]> {
  const bank = bankOf(funding)
  const { ground } = funding.books
  const today = businessDate(ground.clock.now(), ground.config.zone)
  const imported: string[] = []
  for (const { asset, first, last } of await assetsOf(funding, bank)) {
    let day = last === null ? first : addDays(last, 1)
    for (let n = 0; n < DAYS_MAX && day < today; n++, day = addDays(day, 1)) {
      const statement = await bank.statement(day, asset)
      if (!statement) break
      await importStatement(funding, bank, { statement, by })
      imported.push(day)
    }
  }
  await askAboutStrangers(funding)
  return imported
}

/**
 * Since when an asset moves at the bank: from the first order on, not from the first booking, which
 * may come days after the bank has moved the money.
 */
function assetsOf(
  { books }: Funding,
  { code }: Channel,
): Promise<{ asset: string; first: string; last: string | null }[]> {
  return books.ground.db.query(
    `select m.asset, min(m.day) as first,
       (select max(day) from wallet.statements s where s.channel = $1 and s.asset = m.asset) as last
     from (
       select asset, min(day) as day from wallet.clearing_items group by asset
       union all
       select asset, (min(occurred_at) at time zone $2)::date from wallet.topup_orders group by asset
     ) as m group by m.asset order by m.asset`,
    [code, books.ground.config.zone],
  )
}

async function importStatement(
  { books }: Funding,
  { code }: Channel,
  { statement, by }: { statement: Statement; by: string },
): Promise<void> {
  const { asset, day, opening } = statement
  const [before] = await books.ground.db.query<{ closing: bigint }>(
    `select closing from wallet.statements where channel = $1 and asset = $2 and day < $3
     order by day desc limit 1`,
    [code, asset, day],
  )
  const expected = before?.closing ?? opening
  if (opening !== expected)
    throw new Refusal('statement_gap', {
      day,
      asset,
      expected: String(expected),
      found: String(opening),
    })
  const first = before === undefined
  await books.post(postingOf(statement, { channel: code, by, first, at: books.ground.clock.now() }))
}

function postingOf(
  statement: Statement,
  { channel, by, first, at }: { channel: string; by: string; first: boolean; at: Date },
): Posting {
  const { asset, day, opening, closing, lines } = statement
  const id = derivedId('stm', `${channel} ${asset} ${day}`, 'statement')
  return {
    id,
    kind: 'custodian.statement',
    intent: fingerprint({ channel, asset, day, opening, closing }),
    occurredAt: at,
    reference: `${channel} ${day}`,
    legs: legsOf(statement, first),
    rows: [
      {
        table: 'wallet.statements',
        row: {
          id,
          channel,
          asset,
          day,
          opening,
          closing,
          line_count: lines.length,
          imported_at: at,
          imported_by: by,
        },
      },
      ...lines.map((each) => ({
        table: 'wallet.statement_lines',
        row: {
          channel,
          asset,
          day,
          line: each.line,
          order_id: each.order,
          reference: each.reference,
          amount: each.amount,
          moved_at: each.at,
        },
      })),
    ],
  }
}

/** What came in goes from clearing to custody, what went out back; a first statement brings what was there. */
function legsOf({ asset, opening, lines }: Statement, first: boolean): Leg[] {
  const sum = (sign: 1n | -1n): bigint =>
    lines.reduce((total, { amount }) => (amount * sign > 0n ? total + amount * sign : total), 0n)
  const [incoming, outgoing] = [sum(1n), sum(-1n)]
  const custody = bankCustody(asset)
  const clearing = bankClearing(asset)
  const before = { account: `equity:opening:${asset.split('/')[0]!.toLowerCase()}` }
  const equity = { ...before, open: { asset, chart: 'equity.opening', floor: null } }
  return [
    ...(first && opening > 0n ? [{ from: custody, to: equity, amount: opening }] : []),
    ...(incoming > 0n ? [{ from: custody, to: clearing, amount: incoming }] : []),
    ...(outgoing > 0n ? [{ from: clearing, to: custody, amount: outgoing }] : []),
  ]
}

/** A line of an order of ours that is not booked: the bank did it and its news never came. */
async function askAboutStrangers(funding: Funding): Promise<void> {
  const orders = await funding.books.ground.db.query<{ id: string }>(
    `select distinct l.order_id as id from wallet.statement_lines l
     where l.order_id is not null and not exists (
       select from wallet.clearing_items i
       where i.order_id = l.order_id and sign(i.amount) = sign(l.amount))`,
  )
  for (const { id } of orders) await askBank(funding, id)
}
