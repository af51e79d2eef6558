import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import { Refusal } from '@suanpan/contract/refusals'
import type { PasskeyAttestation } from '@suanpan/contract/shapes-proof'
import { newId } from '@suanpan/kernel/ids'
import { transaction, type Ground } from '../../../platform/index.ts'
import { getPerson, maskPhone } from '../../people.ts'
import { clientDataOf } from './assertion.ts'
import { CHALLENGE_SECONDS, findChallenge, openChallenge, spendChallenge } from './challenges.ts'
import { PASSKEY_COLUMNS, PASSKEYS_MAX, type Passkey } from './passkeys.ts'
import { expectedOrigin, relyingPartyId } from './relying-party.ts'

/** COSE: ES256, EdDSA, RS256. */
export const ALGORITHMS = [-7, -8, -257]
export const RELYING_PARTY_NAME = '算盘 Suanpan'

/** What the browser hands to `startRegistration` of @simplewebauthn/browser. */
export type RegistrationOptions = Awaited<ReturnType<typeof generateRegistrationOptions>>

/** Begins a new passkey: discoverable, and never without verification of the user. */
export async function passkeyOptions(ground: Ground, person: string): Promise<RegistrationOptions> {
  const [known, passkeys] = await Promise.all([
    getPerson(ground, person),
    ground.db.query<{ id: string; transports: string[] }>(
      'select credential as id, transports from parties.passkeys where person = $1',
      [person],
    ),
  ])
  const challenge = await openChallenge(ground, { purpose: 'register', person })
  return generateRegistrationOptions({
    rpName: RELYING_PARTY_NAME,
    rpID: relyingPartyId(ground.config),
    userName: known?.phone === undefined ? person : maskPhone(known.phone),
    userDisplayName: known?.name ?? '',
    userID: new TextEncoder().encode(person),
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: passkeys,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    timeout: CHALLENGE_SECONDS * 1000,
  })
}

/**
 * Adds the passkey that a browser made. Letter `passkey.added`.
 *
 * Refuses with `proof_invalid`, `passkey_known` and `too_many_passkeys {max}`.
 */
export async function addPasskey(
  ground: Ground,
  wanted: { person: string; label: string; response: PasskeyAttestation },
): Promise<Passkey> {
  const { person, label, response } = wanted
  const { challenge, origin } = clientDataOf(response.response.clientDataJSON)
  const open = await findChallenge(ground, { challenge, purpose: 'register' })
  const by = Buffer.from(response.id)
  if (open?.person !== person || !(await spendChallenge(ground, { challenge, by }))) {
    throw new Refusal('proof_invalid')
  }
  const made = await verifyMade(ground, { response, challenge, origin })
  const at = ground.clock.now()
  const id = newId('psk', at)
  return transaction(ground.db, async (tx) => {
    const [row] = await tx.query<Passkey>(
      `insert into parties.passkeys
         (id, person, credential, public_key, sign_count, transports, synced, label, created_at)
       select $1, $2, $3, $4, $5, $6, $7, $8, $9
       where (select count(*) from parties.passkeys where person = $2) < $10
       on conflict (credential) do nothing
       returning ${PASSKEY_COLUMNS}`,
      [
        id,
        person,
        made.credential.id,
        Buffer.from(made.credential.publicKey),
        made.credential.counter,
        response.response.transports ?? [],
        made.credentialBackedUp,
        label,
        at,
        PASSKEYS_MAX,
      ],
    )
    if (!row) throw await whyNot(ground, made.credential.id)
    tx.emit({
      id: newId('ltr', at),
      type: 'passkey.added',
      party: person,
      at,
      body: { person, passkey: id },
    })
    return row
  })
}

/** The new credential of a browser, verified to have been made here and with user verification. */
export async function verifyMade(
  { config }: Ground,
  made: { response: PasskeyAttestation; challenge: string; origin: string },
) {
  const wantedOrigin = expectedOrigin(config, made.origin)
  if (wantedOrigin === undefined) throw new Refusal('proof_invalid')
  const { id, rawId, type, response } = made.response
  const { clientDataJSON, attestationObject } = response
  const { registrationInfo } = await verifyRegistrationResponse({
    response: {
      id,
      rawId,
      type,
      clientExtensionResults: {},
      response: { clientDataJSON, attestationObject },
    },
    expectedChallenge: made.challenge,
    expectedOrigin: wantedOrigin,
    expectedRPID: relyingPartyId(config),
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => {
    throw new Refusal('proof_invalid')
  })
  if (!registrationInfo) throw new Refusal('proof_invalid')
  return registrationInfo
}

async function whyNot(ground: Ground, credential: string): Promise<Refusal> {
  const known = await ground.db.query('select 1 from parties.passkeys where credential = $1', [
    credential,
  ])
  return known.length > 0
    ? new Refusal('passkey_known')
    : new Refusal('too_many_passkeys', { max: PASSKEYS_MAX })
}
