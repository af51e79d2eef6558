import { consentTexts } from '@suanpan/contract/consent-texts'
import { Refusal } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import type { Ground, Tx } from '../../platform/index.ts'
import { sealOrigin, type Origin } from './origin.ts'

/** A text that somebody agrees to, in the version that they read. */
export type Agreed = { document: string; version: string }

export type Consent = {
  id: string
  document: string
  version: string
  given: boolean
  at: Date
  device: string | null
}

/** Refuses with `consent_required {document, version}` where a text that is needed is missing. */
export function checkConsents(agreed: readonly Agreed[]): void {
  for (const { code: document, version, required } of consentTexts) {
    const found = agreed.some((one) => one.document === document && one.version === version)
    if (required && !found) throw new Refusal('consent_required', { document, version })
  }
}

/**
 * Writes down that a person agreed to a text or took it back.
 *
 * Refuses with `consent_unknown {document, version}` and, for what cannot be taken back without
 * closing the wallet, `consent_needed {document}`.
 */
export async function recordConsent(
  tx: Tx,
  ground: Ground,
  consent: Agreed & { person: string; given: boolean; device: string; origin: Origin },
): Promise<Consent> {
  const { person, document, version, given, device, origin } = consent
  const text = consentTexts.find((one) => one.code === document && one.version === version)
  if (!text) throw new Refusal('consent_unknown', { document, version })
  if (!given && text.required) throw new Refusal('consent_needed', { document })
  const at = ground.clock.now()
  const id = newId('cns', at)
  await tx.query(
    `insert into parties.consents
       (id, person, document, version, given, at, device, origin_sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      person,
      document,
      version,
      given,
      at,
      device,
      await sealOrigin(tx, ground, { person, row: id, origin }),
    ],
  )
  return { id, document, version, given, at, device }
}

/** All that a person ever agreed to and took back, newest first; the first of a text holds. */
export async function consentsOf({ db }: Ground, person: string): Promise<Consent[]> {
  return db.query<Consent>(
    `select id, document, version, given, at, device from parties.consents
     where person = $1 order by id desc`,
    [person],
  )
}
