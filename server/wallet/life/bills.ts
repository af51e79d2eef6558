import type { BillOrderState } from '@suanpan/contract/bank'
import { Refusal } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import type { BillDue } from '../../banking/index.ts'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import { openSeal, sealOf, type BillerAccount } from './accounts.ts'
import { billerOf, type Life } from './life.ts'

/** `due` can be paid; `gone` was paid by somebody, here or elsewhere. */
export type LifeBillState = 'due' | 'processing' | 'paid' | 'gone'

export type LifeBill = {
  id: string
  account: string
  person: string
  asset: string
  amount: bigint
  period: string
  /** The last day on which it is in time, `YYYY-MM-DD`. */
  dueOn: string
  state: LifeBillState
  /** The last payment of it by this person. */
  order: string | null
  /** The same for everybody who pays for the account. */
  index: Buffer
  sealed: Buffer
}

type Row = Omit<LifeBill, 'state'> & { goneAt: Date | null; orderState: BillOrderState | null }

const BILL = `
  select b.id, b.account, b.person, b.asset, b.amount, b.period, b.due_on as "dueOn",
    b.gone_at as "goneAt", b.bill_index as index, b.bill_sealed as sealed, o.id as "order",
    o.state as "orderState"
  from wallet.life_bills b
  left join lateral (
    select id, state from wallet.bill_orders where bill = b.id
    order by occurred_at desc, id desc limit 1
  ) o on true`

/** The bills of accounts that somebody still has to look at, the first that is due first. */
export async function openBills(ground: Ground, accounts: readonly string[]): Promise<LifeBill[]> {
  const rows = await ground.db.query<Row>(
    `${BILL} where b.account = any($1) and b.gone_at is null order by b.due_on, b.id`,
    [accounts],
  )
  return rows.map(billOf)
}

/** A bill of a person. Refuses with `life_bill_not_found {bill}`. */
export async function getLifeBill(
  { db }: Pick<Ground, 'db'>,
  { bill, person }: { bill: string; person: string },
): Promise<LifeBill> {
  const [row] = await db.query<Row>(`${BILL} where b.id = $1 and b.person = $2`, [bill, person])
  if (!row) throw new Refusal('life_bill_not_found', { bill })
  return billOf(row)
}

/** Under what number the biller knows a bill; null where the account was erased. */
export const billNumber = (
  ground: Ground,
  account: Pick<BillerAccount, 'id' | 'key'>,
  { id, sealed }: Pick<LifeBill, 'id' | 'sealed'>,
): string | null => openSeal(ground, account, { column: `bill ${id}`, sealed })

/**
 * Asks the biller what is due on an account and keeps what it says. A biller that does not answer
 * changes nothing.
 *
 * @returns false when it did not answer, or knows the account no more
 */
export async function askBiller(life: Life, account: BillerAccount): Promise<boolean> {
  const { ground } = life.books
  const { id, key, number } = account
  if (key === null || number === null) return false
  const answer = await billerOf(life, account.biller).query(number)
  if (answer.state !== 'found') return false
  const at = ground.clock.now()
  await transaction(ground.db, async (tx) => {
    await tx.query(
      `update wallet.biller_accounts set asked_at = $2, prepaid = $3, holder_sealed = $4
       where id = $1`,
      [
        id,
        at,
        answer.prepaid?.balance ?? null,
        sealOf(ground, { id, key }, { column: 'holder', text: answer.holder }),
      ],
    )
    await writeBills(tx, ground, { account: { ...account, key }, bills: answer.bills, at })
  })
  return true
}

/** Keeps the bills as the biller told them; what it tells no more is gone, what it tells again is back. */
export async function writeBills(
  { query }: Tx,
  ground: Ground,
  {
    account,
    bills,
    at,
  }: {
    account: Pick<BillerAccount, 'id' | 'person' | 'biller'> & { key: Buffer }
    bills: readonly BillDue[]
    at: Date
  },
): Promise<void> {
  const { crypter } = ground
  const indexOf = (bill: BillDue): Buffer =>
    crypter.blindIndex('wallet.life_bill', `${account.biller} ${bill.id}`)
  for (const bill of bills) {
    const id = newId('bll', at)
    await query(
      `insert into wallet.life_bills
         (id, account, person, asset, amount, period, due_on, bill_index, bill_sealed, seen_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict on constraint life_bills_once do update
       set amount = excluded.amount, due_on = excluded.due_on, gone_at = null`,
      [
        id,
        account.id,
        account.person,
        bill.asset,
        bill.amount,
        bill.period,
        bill.dueOn,
        indexOf(bill),
        sealOf(ground, account, { column: `bill ${id}`, text: bill.id }),
        at,
      ],
    )
  }
  await query(
    `update wallet.life_bills set gone_at = $3
     where account = $1 and gone_at is null and bill_index <> all($2::bytea[])`,
    [account.id, bills.map(indexOf), at],
  )
}

function billOf({ goneAt, orderState, ...row }: Row): LifeBill {
  return { ...row, state: stateOf(orderState, goneAt) }
}

/** Our own payment says more than that the biller tells of the bill no more. */
function stateOf(order: BillOrderState | null, goneAt: Date | null): LifeBillState {
  if (order === 'requested' || order === 'processing') return 'processing'
  if (order === 'paid') return 'paid'
  return goneAt === null ? 'due' : 'gone'
}
