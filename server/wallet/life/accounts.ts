import { Refusal } from '@suanpan/contract/refusals'
import type { Ground, Query } from '../../platform/index.ts'

const TABLE = 'wallet.biller_accounts'

/** The sealed columns of this part of the room, for the rotation of the installation's key. */
export const sealedBillerAccounts = { table: TABLE, id: 'id', key: 'key' }

/** An account with a biller as whoever added it reads it. */
export type BillerAccount = {
  id: string
  person: string
  biller: string
  /** Null where it was erased, like the two that follow. */
  number: string | null
  /** As the biller gives it away: the surname, the rest hidden. */
  holder: string | null
  /** What its owner calls it, 家里 or 父母家; empty without. */
  label: string | null
  /** What was left when the biller was last asked; null where bills come afterwards. */
  prepaid: bigint | null
  addedAt: Date
  askedAt: Date
  removedAt: Date | null
  /** Of the row, under which its bills are sealed too. */
  key: Buffer | null
}

type Row = Omit<BillerAccount, 'number' | 'holder' | 'label'> & {
  numberSealed: Buffer
  holderSealed: Buffer
  labelSealed: Buffer
}

const ACCOUNT = `
  select id, person, biller, prepaid, added_at as "addedAt", asked_at as "askedAt",
    removed_at as "removedAt", key, number_sealed as "numberSealed",
    holder_sealed as "holderSealed", label_sealed as "labelSealed"
  from wallet.biller_accounts`

/** The accounts of a person that are not removed, the oldest first. */
export async function listBillerAccounts(ground: Ground, person: string): Promise<BillerAccount[]> {
  const rows = await ground.db.query<Row>({
    name: 'wallet.list_biller_accounts',
    text: `${ACCOUNT} where person = $1 and removed_at is null order by added_at, id`,
    values: [person],
  })
  return rows.map((row) => opened(ground, row))
}

/** An account of a person, also one that was removed. Refuses with `biller_account_not_found {account}`. */
export async function getBillerAccount(
  ground: Ground,
  { account: id, person }: { account: string; person: string },
): Promise<BillerAccount> {
  const account = await findBillerAccount(ground, id)
  if (account?.person !== person) throw new Refusal('biller_account_not_found', { account: id })
  return account
}

/** Whosever it is. */
export async function findBillerAccount(
  ground: Ground,
  id: string,
): Promise<BillerAccount | undefined> {
  const [row] = await ground.db.query<Row>({
    name: 'wallet.get_biller_account',
    text: `${ACCOUNT} where id = $1`,
    values: [id],
  })
  return row && opened(ground, row)
}

/** Equal for equal numbers with one biller, whoever added them. */
export const numberIndex = ({ crypter }: Ground, biller: string, number: string): Buffer =>
  crypter.blindIndex('wallet.biller_account', `${biller} ${number}`)

type Column = 'number' | 'holder' | 'label' | `bill ${string}`

/** Seals something of an account, or of one of its bills, under the account's key. */
export function sealOf(
  { crypter }: Ground,
  { id, key }: { id: string; key: Buffer },
  { column, text }: { column: Column; text: string },
): Buffer {
  return crypter.encrypt(key, { table: TABLE, column, row: id }, text)
}

export function openSeal(
  { crypter }: Ground,
  { id, key }: { id: string; key: Buffer | null },
  { column, sealed }: { column: Column; sealed: Buffer },
): string | null {
  if (key === null) return null
  return crypter.decrypt(key, { table: TABLE, column, row: id }, sealed)
}

export const newAccountKey = ({ crypter }: Ground, id: string): Buffer =>
  crypter.newKey({ table: TABLE, row: id })

function opened(ground: Ground, row: Row): BillerAccount {
  const { numberSealed, holderSealed, labelSealed, ...account } = row
  return {
    ...account,
    number: openSeal(ground, row, { column: 'number', sealed: numberSealed }),
    holder: openSeal(ground, row, { column: 'holder', sealed: holderSealed }),
    label: openSeal(ground, row, { column: 'label', sealed: labelSealed }),
  }
}

/** Erases everything personal about the accounts of somebody who is gone for good. */
export async function shredBillerAccounts(query: Query, person: string): Promise<void> {
  await query('update wallet.biller_accounts set key = null where person = $1', [person])
}
