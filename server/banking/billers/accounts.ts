import { createHmac } from 'node:crypto'
import { newId } from '@suanpan/kernel/ids'
import { addDays, businessDate } from '@suanpan/kernel/time'
import { transaction, type Ground, type Query } from '../../platform/index.ts'
import { BANK_ZONE } from '../sandbox/orders.ts'
import { behaviourOfBillers } from './behaviour.ts'
import type { AccountAnswer, BillDue, Biller } from './biller.ts'

/** What the account with a sandbox biller is about; its name and number are the biller's own business. */
export type Face = Pick<Biller, 'code' | 'kind' | 'name' | 'prepaid' | 'digits'>

export const SANDBOX_ASSET = 'CNY/2'
const SURNAMES = '王李张刘陈杨黄赵周吴徐孙'
/** No such account. */
const UNKNOWN = '0000'
/** Everything is paid. */
const PAID_UP = '0001'
/** A bill comes with the first of a month, for the month before, and is due on this day. */
const DUE_DAY = 20
/** Nobody has less time than this, however late in the month an account is first seen. */
const LEAST_DAYS = 10
const MONTHS_MAX = 12
/** Minor units: the least that a month costs, and the span above it. */
const COSTS = { water: [28_00, 90_00], power: [62_00, 240_00], phone: [0, 0] } as const
const FIRST_CREDIT = [3_00, 40_00] as const

export type SandboxAccount = {
  id: string
  biller: string
  holder: string
  lastFour: string
  prepaid: bigint | null
  openedAt: Date
}

export const ACCOUNT = `
  select id, biller, holder, last_four as "lastFour", prepaid, opened_at as "openedAt"
  from banking.biller_accounts`

/** What is due on an account, opened at its first sight; bills of the months since are written on the way. */
export function queryAccount(ground: Ground, face: Face, number: string): Promise<AccountAnswer> {
  return transaction(ground.db, async ({ query }) => {
    if ((await behaviourOfBillers({ query })).query === 'silent') return { state: 'unknown' }
    const account = await accountOf(query, ground, { face, number })
    if (!account) return { state: 'not_found' }
    const { holder, prepaid } = account
    if (prepaid !== null) {
      const left = { asset: SANDBOX_ASSET, balance: prepaid }
      return { state: 'found', holder, bills: [], prepaid: left }
    }
    if (account.lastFour !== PAID_UP) await issueBills(query, ground, { face, account, number })
    const bills = await query<BillDue>(
      `select id, $2 as asset, amount, period, due_on as "dueOn" from banking.biller_bills
       where account = $1 and paid_by is null order by due_on, id`,
      [account.id, SANDBOX_ASSET],
    )
    return { state: 'found', holder, bills, prepaid: null }
  })
}

/** The account of a number; undefined where the biller has none such. */
export async function accountOf(
  query: Query,
  { crypter, config, clock }: Ground,
  { face, number }: { face: Face; number: string },
): Promise<SandboxAccount | undefined> {
  const { least, most } = face.digits
  const lastFour = number.slice(-4)
  if (!/^[0-9]+$/.test(number) || number.length < least || number.length > most) return undefined
  if (lastFour === UNKNOWN) return undefined
  const draw = drawer(config.sessionSecret, `${face.code} ${number}`)
  const now = clock.now()
  await query(
    `insert into banking.biller_accounts
       (id, biller, number_index, holder, last_four, prepaid, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict on constraint biller_accounts_number_key do nothing`,
    [
      newId('sba', now),
      face.code,
      crypter.blindIndex(`biller.${face.code}`, number),
      `${SURNAMES[draw('surname', SURNAMES.length)]}${'*'.repeat(1 + draw('name', 2))}`,
      lastFour,
      face.prepaid ? BigInt(amountIn(FIRST_CREDIT, draw, 'credit')) : null,
      now,
    ],
  )
  const [account] = await query<SandboxAccount>(
    `${ACCOUNT} where biller = $1 and number_index = $2`,
    [face.code, crypter.blindIndex(`biller.${face.code}`, number)],
  )
  return account
}

/** One bill for every month from the one before the account was first seen, each once. */
async function issueBills(
  query: Query,
  { config, clock }: Ground,
  { face, account, number }: { face: Face; account: SandboxAccount; number: string },
): Promise<void> {
  const now = clock.now()
  const opened = businessDate(account.openedAt, BANK_ZONE)
  const draw = drawer(config.sessionSecret, `${face.code} ${number}`)
  const periods = periodsBetween(opened, businessDate(now, BANK_ZONE)).slice(-MONTHS_MAX)
  const dues = periods.map((period) => {
    const regular = `${monthAfter(period)}-${String(DUE_DAY).padStart(2, '0')}`
    const least = addDays(opened, LEAST_DAYS)
    return regular < least ? least : regular
  })
  await query(
    `insert into banking.biller_bills (id, account, period, amount, due_on, issued_at)
     select b.id, $2, b.period, b.amount, b.due_on, $6
     from unnest($1::text[], $3::text[], $4::int8[], $5::date[]) as b (id, period, amount, due_on)
     on conflict on constraint biller_bills_period_key do nothing`,
    [
      periods.map(() => newId('sbb', now)),
      account.id,
      periods,
      periods.map((period) => amountIn(COSTS[face.kind], draw, period)),
      dues,
      now,
    ],
  )
}

type Draw = (what: string, below: number) => number

/** Numbers that look drawn and are the same in every run: a sandbox's people do not change. */
function drawer(secret: Buffer, of: string): Draw {
  return (what, below) =>
    createHmac('sha256', secret).update(`sandbox biller ${of} ${what}`).digest().readUInt32BE(0) %
    below
}

const amountIn = ([least, span]: readonly [number, number], draw: Draw, what: string): number =>
  least + draw(what, span)

/** The months before each of those from the first day's to the last day's, `2026-02` for March. */
function periodsBetween(first: string, last: string): string[] {
  const periods: string[] = []
  for (let month = first.slice(0, 7); month <= last.slice(0, 7); month = monthAfter(month)) {
    periods.push(addDays(`${month}-01`, -1).slice(0, 7))
  }
  return periods
}

const monthAfter = (month: string): string => addDays(`${month}-28`, 4).slice(0, 7)
