import { newId } from '@suanpan/kernel/ids'
import { sendMessage } from '../../messages/index.ts'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import { checkCode, normalEmail, spendCode } from '../identity/codes.ts'
import { getPerson, PEOPLE_TABLE } from '../people.ts'
import { personKey } from './person-key.ts'

/** The verified e-mail of a person, if there is one. */
export async function emailOf(
  ground: Ground,
  person: string,
): Promise<{ email: string; verifiedAt: Date } | undefined> {
  const [row] = await ground.db.query<{ verifiedAt: Date | null }>(
    'select email_verified_at as "verifiedAt" from parties.people where id = $1',
    [person],
  )
  const email = (await getPerson(ground, person))?.email
  return email === undefined || !row?.verifiedAt ? undefined : { email, verifiedAt: row.verifiedAt }
}

/**
 * Keeps an e-mail whose code came right, for notices and receipts; it signs nobody in and recovers
 * nothing. The one before is told. Letter `email.changed`.
 *
 * Refuses with `code_wrong {triesLeft}` and `code_expired`.
 */
export async function setEmail(
  ground: Ground,
  wanted: { person: string; email: string; code: string },
): Promise<void> {
  const { person, code } = wanted
  const email = normalEmail(wanted.email)
  await checkCode(ground, { email, code })
  const old = (await getPerson(ground, person))?.email
  await transaction(ground.db, async (tx) => {
    await spendCode(tx, ground, { email, code })
    const key = await personKey(tx, ground, person)
    const place = { table: PEOPLE_TABLE, column: 'email', row: person }
    await tx.query(
      'update parties.people set email_sealed = $2, email_verified_at = $3 where id = $1',
      [person, ground.crypter.encrypt(key, place, email), ground.clock.now()],
    )
    if (old !== email) await tell(tx, ground, { person, old, verified: true })
  })
}

/** Forgets the e-mail of a person; without one nothing changes. Letter `email.changed`. */
export async function removeEmail(ground: Ground, person: string): Promise<void> {
  const old = (await getPerson(ground, person))?.email
  if (old === undefined) return
  await transaction(ground.db, async (tx) => {
    await tx.query(
      'update parties.people set email_sealed = null, email_verified_at = null where id = $1',
      [person],
    )
    await tell(tx, ground, { person, old, verified: false })
  })
}

async function tell(
  tx: Tx,
  ground: Ground,
  { person, old, verified }: { person: string; old: string | undefined; verified: boolean },
): Promise<void> {
  const at = ground.clock.now()
  if (old !== undefined) {
    await sendMessage(tx, ground, { to: { email: old }, template: 'email_changed' })
  }
  tx.emit({
    id: newId('ltr', at),
    type: 'email.changed',
    party: person,
    at,
    body: { person, verified, at: at.toISOString() },
  })
}
