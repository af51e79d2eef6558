import { Refusal } from '@suanpan/contract/refusals'
import type { FreezeCategory } from '@suanpan/contract/safety-words'
import { newId } from '@suanpan/kernel/ids'
import { holdingsOf, holdStill, type Books } from '../../ledger/index.ts'
import { sendMessage, unsubscribePush } from '../../messages/index.ts'
import { transaction, type Ground, type Query, type Tx } from '../../platform/index.ts'
import { cancelPhoneChange } from '../contact/phone-change.ts'
import { shredEvidenceOf } from '../evidence/evidence.ts'
import { SEALED_TABLE } from '../sealed/sealed.ts'
import { forgetPersonSessions } from '../sessions/person.ts'
import { phoneIndex } from './codes.ts'
import { findIdentity } from './identities.ts'
import { myRecords, type Records } from './my-records.ts'

const ASSET = 'CNY/2'
const REASON = '本人注销 closed by the person'

/**
 * Closes a person's wallet: nothing comes in or goes out any more, every session and credential
 * ends, the phone is free, and who it was lies in a sealed store until the retention is over. Letter
 * `wallet.closed`. Closing it again changes nothing.
 *
 * Refuses with `wallet_frozen {category}` while an operator's freeze holds, with
 * `wallet_not_empty {left, asset}` while there is money, held money included, or a debt, and as
 * `refuseOpen` does.
 *
 * @param refuseOpen says what other rooms have not brought to an end, under the same lock
 */
export async function closeWallet(
  books: Books,
  person: string,
  refuseOpen: (query: Query) => Promise<void>,
): Promise<{ shredAt: Date }> {
  const { ground } = books
  const records = await myRecords(ground, person)
  let shredAt = ground.clock.now()
  // Under the lock that no batch passes: what is zero now stays zero.
  await holdStill(books, { holder: person, by: person, reason: REASON }, async (tx) => {
    await refuseFrozen(tx, person)
    await refuseMoney(books, person)
    await refuseOpen(tx.query)
    shredAt = await close(tx, ground, records)
    return { in: true, out: true }
  })
  await unsubscribePush(ground, { person })
  forgetPersonSessions(ground)
  return { shredAt }
}

/** What closing would mean today: what still has to be zero, what would be lost, what is kept. */
export async function closingTerms(
  { ground, book }: Books,
  person: string,
): Promise<{
  left: bigint
  asset: string
  frozen: FreezeCategory | null
  points: { asset: string; balance: bigint }[]
  shredAt: Date
}> {
  const [holdings, frozen] = await Promise.all([
    holdingsOf(ground.db, book, [person]),
    frozenCategory(ground.db, person),
  ])
  return {
    left: holdings.find(({ asset }) => asset === ASSET)?.balance ?? 0n,
    asset: ASSET,
    frozen: frozen ?? null,
    points: holdings.filter(({ asset, balance }) => asset !== ASSET && balance > 0n),
    shredAt: shredDay(ground, ground.clock.now()),
  }
}

/**
 * Drops the keys of those whose retention is over: nobody reads them any more. Letter
 * `wallet.shredded`, by which other rooms do the same. Recurring work.
 */
export async function shredSealed({ db, clock }: Ground): Promise<number> {
  const at = clock.now()
  return transaction(db, async (tx) => {
    const shredded = await tx.query<{ person: string }>(
      `with shredded as (
         update parties.sealed_identities
         set key = null, content_sealed = null, phone_index = null
         where key is not null and shred_at <= $1 returning person),
       names as (
         update parties.real_names
         set key = null, name_sealed = null, id_number_sealed = null, id_number_index = null
         where person in (select person from shredded))
       select person from shredded`,
      [at],
    )
    await shredEvidenceOf(
      tx.query,
      shredded.map(({ person }) => person),
    )
    for (const { person } of shredded) {
      const body = { person, at: at.toISOString() }
      tx.emit({ id: newId('ltr', at), type: 'wallet.shredded', party: person, at, body })
    }
    return shredded.length
  })
}

async function refuseMoney({ ground, book }: Books, person: string): Promise<void> {
  const holdings = await holdingsOf(ground.db, book, [person])
  const left = holdings.find(({ asset, balance }) => asset === ASSET && balance !== 0n)
  if (left) throw new Refusal('wallet_not_empty', { left: String(left.balance), asset: ASSET })
}

async function refuseFrozen(tx: Tx, person: string): Promise<void> {
  const category = await frozenCategory(tx, person)
  if (category !== undefined) throw new Refusal('wallet_frozen', { category })
}

async function frozenCategory(
  db: Pick<Tx, 'query'>,
  person: string,
): Promise<FreezeCategory | undefined> {
  const [frozen] = await db.query<{ category: FreezeCategory }>(
    'select category from parties.freezes where person = $1 and lifted_at is null limit 1',
    [person],
  )
  return frozen?.category
}

async function close(tx: Tx, ground: Ground, records: Records): Promise<Date> {
  const { person } = records
  const at = ground.clock.now()
  const [known] = await tx.query<{ shredAt: Date }>(
    'select shred_at as "shredAt" from parties.sealed_identities where person = $1',
    [person],
  )
  if (known) return known.shredAt
  const shredAt = shredDay(ground, at)
  const key = ground.crypter.newKey({ table: SEALED_TABLE, row: person })
  const place = { table: SEALED_TABLE, column: 'content', row: person }
  await tx.query(
    `insert into parties.sealed_identities
       (person, closed_at, shred_at, key, content_sealed, phone_index)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      person,
      at,
      shredAt,
      key,
      ground.crypter.encrypt(key, place, JSON.stringify(records)),
      records.phone === null ? null : phoneIndex(ground, records.phone),
    ],
  )
  await tellLast(tx, ground, records)
  await dropCredentials(tx, ground, person)
  tx.emit({
    id: newId('ltr', at),
    type: 'wallet.closed',
    party: person,
    at,
    body: { person, at: at.toISOString(), shredAt: shredAt.toISOString() },
  })
  return shredAt
}

function shredDay({ config }: Ground, closedAt: Date): Date {
  const day = new Date(closedAt)
  day.setUTCFullYear(closedAt.getUTCFullYear() + config.retentionYears)
  return day
}

/** To the phone itself: in a moment nobody knows whose it was. */
async function tellLast(tx: Tx, ground: Ground, { person, phone }: Records): Promise<void> {
  if (phone === null) return
  const language = (await findIdentity(ground, person))?.language ?? 'zh'
  await sendMessage(tx, ground, { to: { phone }, template: 'account_closed', language })
}

async function dropCredentials(tx: Tx, ground: Ground, person: string): Promise<void> {
  const at = ground.clock.now()
  for (const table of ['person_sessions', 'pay_sessions', 'pay_pins', 'passkeys']) {
    await tx.query(`delete from parties.${table} where person = $1`, [person])
  }
  await tx.query(
    'update parties.device_people set revoked_at = $2 where person = $1 and revoked_at is null',
    [person, at],
  )
  await cancelPhoneChange(tx, ground, person)
  await tx.query(
    'update parties.identities set closed_at = $2, phone_index = null where person = $1',
    [person, at],
  )
  await tx.query(
    `update parties.people set key = null, name_sealed = null, phone_sealed = null,
       name_index = null, phone_index = null, email_sealed = null, email_verified_at = null
     where id = $1`,
    [person],
  )
}
