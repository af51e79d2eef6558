import { Refusal } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import { registerPeople } from '../register.ts'
import { checkCode, phoneIndex, spendCode } from './codes.ts'
import { checkConsents, recordConsent, type Agreed } from './consents.ts'
import { noteSignIn } from './history.ts'
import { identityOfPhone, type Language } from './identities.ts'
import type { Origin } from './origin.ts'

/**
 * Opens a wallet for the phone that a code went to: for a new person, or for somebody whom an
 * import brought with this number and who has no credential yet (docs/decisions: claiming by code).
 * Letter `wallet.opened`.
 *
 * Refuses with `consent_required {document, version}`, `consent_unknown`, `code_wrong {triesLeft}`,
 * `code_expired` and `phone_registered`; after that one the code is still good for signing in.
 */
export async function registerWallet(
  ground: Ground,
  wanted: {
    phone: string
    code: string
    language: Language
    consents: readonly Agreed[]
    device: string
    origin: Origin
  },
): Promise<{ person: string; claimed: boolean }> {
  const { phone, language, device, origin } = wanted
  checkConsents(wanted.consents)
  await checkCode(ground, wanted)
  if (await identityOfPhone(ground, phone)) throw new Refusal('phone_registered')
  const at = ground.clock.now()
  return transaction(ground.db, async (tx) => {
    await spendCode(tx, ground, wanted)
    const known = await claimable(tx, ground, phone)
    const [made = ''] =
      known === undefined ? await registerPeople(tx, ground, [{ registeredAt: at, phone }]) : []
    const person = known ?? made
    const opened = await tx.query(
      `insert into parties.identities (person, phone_index, language, registered_at)
       values ($1, $2, $3, $4) on conflict do nothing returning 1`,
      [person, phoneIndex(ground, phone), language, at],
    )
    if (opened.length === 0) throw new Refusal('phone_registered')
    for (const agreed of wanted.consents) {
      await recordConsent(tx, ground, { ...agreed, person, given: true, device, origin })
    }
    const signIn = { method: 'registration', outcome: 'opened', newDevice: true } as const
    await noteSignIn(tx, ground, { person, device, origin, ...signIn })
    tx.emit({
      id: newId('ltr', at),
      type: 'wallet.opened',
      party: person,
      at,
      body: { person, claimed: known !== undefined, at: at.toISOString() },
    })
    return { person, claimed: known !== undefined }
  })
}

/**
 * The only person known by this number who has neither wallet, PIN nor passkey. Where there are
 * several, nobody can say which of them it is, and the phone begins anew.
 */
async function claimable(tx: Tx, ground: Ground, phone: string): Promise<string | undefined> {
  const rows = await tx.query<{ id: string; free: boolean }>(
    `select id, not exists (select from parties.identities where person = p.id)
         and not exists (select from parties.pay_pins where person = p.id)
         and not exists (select from parties.passkeys where person = p.id) as free
     from parties.people p where phone_index = $1 limit 2`,
    [phoneIndex(ground, phone)],
  )
  const [only, another] = rows
  return only && !another && only.free ? only.id : undefined
}
