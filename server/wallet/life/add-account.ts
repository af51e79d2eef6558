import { Refusal } from '@suanpan/contract/refusals'
import type { AccountAnswer } from '../../banking/index.ts'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import {
  getBillerAccount,
  newAccountKey,
  numberIndex,
  sealOf,
  type BillerAccount,
} from './accounts.ts'
import { writeBills } from './bills.ts'
import { billerOf, type Life } from './life.ts'

/** As many as fit on a screen that is still looked at: two homes, parents, a few phones. */
const ACCOUNTS_MAX = 20

type Found = Extract<AccountAnswer, { state: 'found' }>

/**
 * What a biller says of a number, before it is added: whose account it is, with the name masked,
 * and what is due.
 *
 * Refuses with `biller_not_found {biller}`, `biller_account_unknown` and `biller_silent`.
 */
export async function lookUpAccount(
  life: Life,
  { biller: code, number }: { biller: string; number: string },
): Promise<Found> {
  const answer = await billerOf(life, code).query(number)
  if (answer.state === 'not_found') throw new Refusal('biller_account_unknown')
  if (answer.state === 'unknown') throw new Refusal('biller_silent')
  return answer
}

/**
 * Adds an account with a biller, once for each id. The biller is asked again, so that nothing is
 * kept that it does not know.
 *
 * Refuses like `lookUpAccount` and with `biller_account_added {account}`, `biller_accounts_full {max}`
 * and `id_used_with_other_content`.
 */
export async function addBillerAccount(
  life: Life,
  wish: { id: string; person: string; biller: string; number: string; label: string },
): Promise<BillerAccount> {
  const { ground } = life.books
  const { id, person, biller, number, label } = wish
  const found = await lookUpAccount(life, { biller, number })
  const at = ground.clock.now()
  const index = numberIndex(ground, biller, number)
  const key = newAccountKey(ground, id)
  const seal = (column: 'number' | 'holder' | 'label', text: string): Buffer =>
    sealOf(ground, { id, key }, { column, text })
  await transaction(ground.db, async (tx) => {
    await serialise(tx, person)
    if (await isKnown(tx, { id, person, biller, index })) return
    await refuseFull(tx, { person, biller, index })
    await tx.query(
      `insert into wallet.biller_accounts (id, person, biller, number_index, key, number_sealed,
         holder_sealed, label_sealed, prepaid, added_at, asked_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
      [
        id,
        person,
        biller,
        index,
        key,
        seal('number', number),
        seal('holder', found.holder),
        seal('label', label),
        found.prepaid?.balance ?? null,
        at,
      ],
    )
    await writeBills(tx, ground, { account: { id, person, biller, key }, bills: found.bills, at })
  })
  return getBillerAccount(ground, { account: id, person })
}

/** Calls an account something else. Refuses with `biller_account_not_found {account}`. */
export async function renameBillerAccount(
  ground: Ground,
  { account: id, person, label }: { account: string; person: string; label: string },
): Promise<BillerAccount> {
  const { key } = await getBillerAccount(ground, { account: id, person })
  if (key === null) throw new Refusal('biller_account_not_found', { account: id })
  await ground.db.query('update wallet.biller_accounts set label_sealed = $2 where id = $1', [
    id,
    sealOf(ground, { id, key }, { column: 'label', text: label }),
  ])
  return getBillerAccount(ground, { account: id, person })
}

/**
 * Takes an account off the list; nothing of it is told or paid any more. Removing it again changes
 * nothing. Refuses with `biller_account_not_found {account}`.
 */
export async function removeBillerAccount(
  ground: Ground,
  { account: id, person }: { account: string; person: string },
): Promise<void> {
  await getBillerAccount(ground, { account: id, person })
  await ground.db.query(
    'update wallet.biller_accounts set removed_at = $2 where id = $1 and removed_at is null',
    [id, ground.clock.now()],
  )
}

/**
 * Takes the removal back, as long as the account is not erased.
 *
 * Refuses with `biller_account_not_found {account}` and as `addBillerAccount` for what was added
 * in the meantime.
 */
export async function restoreBillerAccount(
  ground: Ground,
  { account: id, person }: { account: string; person: string },
): Promise<BillerAccount> {
  await transaction(ground.db, async (tx) => {
    await serialise(tx, person)
    const [row] = await tx.query<{ biller: string; index: Buffer; removed: boolean }>(
      `select biller, number_index as index, removed_at is not null as removed
       from wallet.biller_accounts where id = $1 and person = $2 and key is not null`,
      [id, person],
    )
    if (!row) throw new Refusal('biller_account_not_found', { account: id })
    if (!row.removed) return
    await refuseFull(tx, { person, ...row })
    await tx.query('update wallet.biller_accounts set removed_at = null where id = $1', [id])
  })
  return getBillerAccount(ground, { account: id, person })
}

async function serialise(tx: Tx, person: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `biller accounts ${person}`,
  ])
}

async function isKnown(
  tx: Tx,
  { id, person, biller, index }: { id: string; person: string; biller: string; index: Buffer },
): Promise<boolean> {
  const [known] = await tx.query<{ person: string; biller: string; index: Buffer }>(
    `select person, biller, number_index as index from wallet.biller_accounts where id = $1`,
    [id],
  )
  if (!known) return false
  const isSame = known.person === person && known.biller === biller && known.index.equals(index)
  if (!isSame) throw new Refusal('id_used_with_other_content', { id })
  return true
}

async function refuseFull(
  tx: Tx,
  { person, biller, index }: { person: string; biller: string; index: Buffer },
): Promise<void> {
  const all = await tx.query<{ id: string; same: boolean }>(
    `select id, biller = $2 and number_index = $3 as same
     from wallet.biller_accounts where person = $1 and removed_at is null`,
    [person, biller, index],
  )
  const same = all.find((each) => each.same)
  if (same) throw new Refusal('biller_account_added', { account: same.id })
  if (all.length >= ACCOUNTS_MAX) throw new Refusal('biller_accounts_full', { max: ACCOUNTS_MAX })
}
