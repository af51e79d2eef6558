import { Refusal } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import { sendMessage } from '../../messages/index.ts'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import { checkCode, phoneIndex, spendCode } from '../identity/codes.ts'
import { identityOfPhone } from '../identity/identities.ts'
import { getPerson, normalPhone, PEOPLE_TABLE } from '../people.ts'
import { personKey } from './person-key.ts'

const WAIT_HOURS = 24
const PER_RUN = 200

/** A change of number that waits; `phone` is the new one. */
export type PhoneChange = {
  id: string
  phone: string
  requestedAt: Date
  takesEffectAt: Date
}

/**
 * Asks for another phone number, whose code came right; whoever calls has made sure that it is the
 * person. It takes effect after a day. The old number is told at once, and until then one tap ends
 * it. Asking again replaces what waits. Letter `phone.change_started`.
 *
 * Refuses with `code_wrong {triesLeft}`, `code_expired`, `phone_is_yours` and `phone_registered`.
 */
export async function changePhone(
  ground: Ground,
  wanted: { person: string; phone: string; code: string },
): Promise<PhoneChange> {
  const { person, code } = wanted
  const phone = normalPhone(wanted.phone)
  await checkCode(ground, { phone, code })
  const old = (await getPerson(ground, person))?.phone
  if (old === phone) throw new Refusal('phone_is_yours')
  if (await identityOfPhone(ground, phone)) throw new Refusal('phone_registered')
  const at = ground.clock.now()
  const takesEffectAt = new Date(at.getTime() + WAIT_HOURS * 3_600_000)
  const id = newId('phc', at)
  return transaction(ground.db, async (tx) => {
    await spendCode(tx, ground, { phone, code })
    await cancelPhoneChange(tx, ground, person)
    const key = await personKey(tx, ground, person)
    await tx.query(
      `insert into parties.phone_changes
         (id, person, phone_sealed, phone_index, requested_at, takes_effect_at, state)
       values ($1, $2, $3, $4, $5, $6, 'waiting')`,
      [
        id,
        person,
        ground.crypter.encrypt(key, placeOf(person, id), phone),
        phoneIndex(ground, phone),
        at,
        takesEffectAt,
      ],
    )
    const params = { tail: phone.slice(-4), at: takesEffectAt.toISOString() }
    if (old !== undefined) {
      await sendMessage(tx, ground, {
        to: { phone: old },
        template: 'phone_change_started',
        params,
      })
    }
    tx.emit({
      id: newId('ltr', at),
      type: 'phone.change_started',
      party: person,
      at,
      body: { person, change: id, takesEffectAt: takesEffectAt.toISOString() },
    })
    return { id, phone, requestedAt: at, takesEffectAt }
  })
}

/** The change that waits, if there is one. */
export async function phoneChangeOf(
  { db, crypter }: Ground,
  person: string,
): Promise<PhoneChange | undefined> {
  const [row] = await db.query<Waiting>(`${WAITING} and c.person = $1`, [person])
  if (!row) return undefined
  const { key, sealed, person: _person, ...change } = row
  return { ...change, phone: crypter.decrypt(key, placeOf(person, row.id), sealed) }
}

/** The person thinks better of it, or it was not them. */
export async function cancelPhoneChange(tx: Tx, { clock }: Ground, person: string): Promise<void> {
  await tx.query(
    `update parties.phone_changes
     set state = 'cancelled', ended_at = $2, phone_sealed = null
     where person = $1 and state = 'waiting'`,
    [person, clock.now()],
  )
}

/**
 * Lets the changes take effect whose wait is over. A number that opened a wallet meanwhile is taken,
 * and nothing changes. Recurring work. Letter `phone.changed`.
 */
export async function completePhoneChanges(ground: Ground): Promise<number> {
  const due = await ground.db.query<Waiting>(
    `${WAITING} and c.takes_effect_at <= $1 order by c.takes_effect_at limit ${PER_RUN}`,
    [ground.clock.now()],
  )
  for (const row of due) await complete(ground, row)
  return due.length
}

type Waiting = Omit<PhoneChange, 'phone'> & { person: string; key: Buffer; sealed: Buffer }

const WAITING = `
  select c.id, c.person, c.requested_at as "requestedAt", c.takes_effect_at as "takesEffectAt",
    p.key, c.phone_sealed as sealed
  from parties.phone_changes c join parties.people p on p.id = c.person
  where c.state = 'waiting' and p.key is not null`

async function complete(ground: Ground, { id, person, key, sealed }: Waiting): Promise<void> {
  const phone = ground.crypter.decrypt(key, placeOf(person, id), sealed)
  const old = (await getPerson(ground, person))?.phone
  const at = ground.clock.now()
  await transaction(ground.db, async (tx) => {
    // Two wallets that want one number take turns.
    const index = phoneIndex(ground, phone)
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 4))', [index.toString('hex')])
    const taken = (await identityOfPhone(ground, phone, tx)) !== undefined
    const ended = await tx.query(
      `update parties.phone_changes set state = $2, ended_at = $3, phone_sealed = null
       where id = $1 and state = 'waiting' returning 1`,
      [id, taken ? 'taken' : 'done', at],
    )
    if (ended.length === 0 || taken) return
    const place = { table: PEOPLE_TABLE, column: 'phone', row: person }
    await tx.query('update parties.people set phone_sealed = $2, phone_index = $3 where id = $1', [
      person,
      ground.crypter.encrypt(key, place, phone),
      index,
    ])
    await tx.query('update parties.identities set phone_index = $2 where person = $1', [
      person,
      index,
    ])
    for (const to of [old, phone]) {
      if (to === undefined) continue
      const params = { tail: phone.slice(-4) }
      await sendMessage(tx, ground, { to: { phone: to }, template: 'phone_changed', params })
    }
    tx.emit({
      id: newId('ltr', at),
      type: 'phone.changed',
      party: person,
      at,
      body: { person, change: id, at: at.toISOString() },
    })
  })
}

function placeOf(person: string, change: string) {
  return { table: PEOPLE_TABLE, column: `phone_change.${change}`, row: person }
}
