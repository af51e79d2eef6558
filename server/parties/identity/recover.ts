import { Refusal } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import { sendMessage } from '../../messages/index.ts'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import { endPersonSessions } from '../sessions/person.ts'
import { checkCode, spendCode } from './codes.ts'
import { isKnownDevice } from './device-people.ts'
import { identityOfPhone } from './identities.ts'
import { setPin } from './pin.ts'

const WAIT_KNOWN_DEVICE_HOURS = 24
const WAIT_HOURS = 72
/** How long after the wait it may be completed. */
const OPEN_DAYS = 7

/** The wallet behind the phone, or only the number, for a wallet of one's own. */
export type Wish = 'recover' | 'new_account'

export type Recovery = {
  id: string
  wish: Wish
  requestedAt: Date
  opensAt: Date
  expiresAt: Date
}

const COLUMNS = `id, wish, requested_at as "requestedAt", opens_at as "opensAt",
  expires_at as "expiresAt"`

/**
 * Asks for the wallet of a phone, or for the number alone, with nothing but a code. It takes effect
 * after a day on a device of the person and three days on any other; the person is told on all ways,
 * and signing in or one tap ends it. Asking again answers the request that is waiting, and leaves the
 * code good for completing it.
 *
 * Refuses with `code_wrong {triesLeft}`, `code_expired` and `phone_not_registered`.
 */
export async function startRecovery(
  ground: Ground,
  wanted: { phone: string; code: string; wish: Wish; device: string },
): Promise<Recovery> {
  const { phone, wish, device } = wanted
  await checkCode(ground, wanted)
  const identity = await identityOfPhone(ground, phone)
  if (!identity) throw new Refusal('phone_not_registered')
  const { person } = identity
  const asked = await recoveryOf(ground, person)
  if (asked?.wish === wish) return asked
  const at = ground.clock.now()
  const known = await isKnownDevice(ground, { person, device })
  const opensAt = later(at, known ? WAIT_KNOWN_DEVICE_HOURS : WAIT_HOURS)
  return transaction(ground.db, async (tx) => {
    await spendCode(tx, ground, wanted)
    await tx.query(
      `update parties.recoveries set state = 'cancelled', ended_at = $2
       where person = $1 and state = 'waiting' and (expires_at <= $2 or wish <> $3)`,
      [person, at, wish],
    )
    const id = newId('rcv', at)
    const [made] = await tx.query<Recovery>(
      `insert into parties.recoveries
         (id, person, wish, device, requested_at, opens_at, expires_at, state)
       values ($1, $2, $3, $4, $5, $6, $7, 'waiting')
       on conflict (person) where state = 'waiting' do nothing returning ${COLUMNS}`,
      [id, person, wish, device, at, opensAt, later(opensAt, OPEN_DAYS * 24)],
    )
    if (!made) return waiting(tx, person)
    const params = { at: opensAt.toISOString() }
    await sendMessage(tx, ground, { to: { person }, template: 'recovery_started', params })
    tx.emit({
      id: newId('ltr', at),
      type: 'recovery.started',
      party: person,
      at,
      body: { person, recovery: id, wish, opensAt: opensAt.toISOString() },
    })
    return made
  })
}

/**
 * Completes a recovery after its wait, with a fresh code: the person gets a new PIN and their other
 * sessions end, or the number is set free for a wallet of its own.
 *
 * Refuses with `recovery_not_found {recovery}`, `recovery_waiting {opensAt}`, `code_wrong`,
 * `code_expired`, `pin_required` and `pin_too_weak {reason}`.
 */
export async function completeRecovery(
  ground: Ground,
  wanted: { recovery: string; phone: string; code: string; pin?: string },
): Promise<{ person: string; wish: Wish }> {
  const { recovery, phone, pin } = wanted
  await checkCode(ground, wanted)
  const identity = await identityOfPhone(ground, phone)
  const at = ground.clock.now()
  const [row] = await ground.db.query<Recovery>(
    `select ${COLUMNS} from parties.recoveries
     where id = $1 and person = $2 and state = 'waiting' and expires_at > $3`,
    [recovery, identity?.person ?? '', at],
  )
  if (!row || !identity) throw new Refusal('recovery_not_found', { recovery })
  if (row.opensAt > at) {
    throw new Refusal('recovery_waiting', { opensAt: row.opensAt.toISOString() })
  }
  const { person } = identity
  if (row.wish === 'recover') {
    if (pin === undefined) throw new Refusal('pin_required', { reason: 'recovery' })
    await setPin(ground, { person, pin, onlyIf: (tx) => end(tx, ground, wanted) })
    await endPersonSessions(ground, { person })
  } else {
    await transaction(ground.db, async (tx) => {
      await end(tx, ground, wanted)
      await tx.query('update parties.identities set phone_index = null where person = $1', [person])
    })
  }
  return { person, wish: row.wish }
}

/** The recovery that somebody asked for and the person may still cancel. */
export async function recoveryOf(ground: Ground, person: string): Promise<Recovery | undefined> {
  const [row] = await ground.db.query<Recovery>(
    `select ${COLUMNS} from parties.recoveries
     where person = $1 and state = 'waiting' and expires_at > $2`,
    [person, ground.clock.now()],
  )
  return row
}

/** The person objects: what was asked for does not take effect. */
export async function cancelRecovery(tx: Tx, { clock }: Ground, person: string): Promise<void> {
  await tx.query(
    `update parties.recoveries set state = 'cancelled', ended_at = $2
     where person = $1 and state = 'waiting'`,
    [person, clock.now()],
  )
}

async function waiting(tx: Tx, person: string): Promise<Recovery> {
  const [row] = await tx.query<Recovery>(
    `select ${COLUMNS} from parties.recoveries where person = $1 and state = 'waiting'`,
    [person],
  )
  if (!row) throw new Error(`the recovery of ${person} is gone right after it was found`)
  return row
}

/** Of two completions at once one ends it; the other finds nothing. */
async function end(
  tx: Tx,
  ground: Ground,
  wanted: { recovery: string; phone: string; code: string },
): Promise<void> {
  await spendCode(tx, ground, wanted)
  const ended = await tx.query(
    `update parties.recoveries set state = 'completed', ended_at = $2
     where id = $1 and state = 'waiting' returning 1`,
    [wanted.recovery, ground.clock.now()],
  )
  if (ended.length === 0) {
    throw new Refusal('recovery_not_found', { recovery: wanted.recovery })
  }
}

function later(at: Date, hours: number): Date {
  return new Date(at.getTime() + hours * 3_600_000)
}
