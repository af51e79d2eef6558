import { hash, randomBytes } from 'node:crypto'
import { generateAuthenticationOptions } from '@simplewebauthn/server'
import { payProofText, type PaySubject } from '@suanpan/contract/pay-proof'
import { Refusal } from '@suanpan/contract/refusals'
import type { PasskeyAssertion } from '@suanpan/contract/shapes-proof'
import type { Ground } from '../../../platform/index.ts'
import { clientDataOf, markOf, verifyAssertion } from './assertion.ts'
import { CHALLENGE_SECONDS, findChallenge, openChallenge, spendChallenge } from './challenges.ts'
import { relyingPartyId } from './relying-party.ts'

const SALT_BYTES = 32

/** What the browser hands to `startAuthentication` of @simplewebauthn/browser. */
export type AssertionOptions = Awaited<ReturnType<typeof generateAuthenticationOptions>>

/**
 * The challenge for a payment by passkey. It is made of payee, amount, asset and nonce, so what the
 * passkey signs is this payment and no other.
 */
export async function payChallenge(
  ground: Ground,
  { person, subject }: { person: string; subject: PaySubject },
): Promise<AssertionOptions> {
  const salt = randomBytes(SALT_BYTES)
  const challenge = challengeOf(subject, salt)
  await openChallenge(ground, {
    purpose: 'payment',
    person,
    challenge: challenge.toString('base64url'),
    salt,
  })
  const passkeys = await ground.db.query<{ id: string; transports: string[] }>(
    'select credential as id, transports from parties.passkeys where person = $1 order by id',
    [person],
  )
  return generateAuthenticationOptions({
    rpID: relyingPartyId(ground.config),
    challenge: new Uint8Array(challenge),
    allowCredentials: passkeys,
    userVerification: 'required',
    timeout: CHALLENGE_SECONDS * 1000,
  })
}

/**
 * Lets a payment pass that a passkey of the person signed. A challenge is good for one assertion;
 * the very same request may come again, as it does when an answer was lost on the way.
 *
 * Refuses with `proof_invalid`.
 */
export async function verifyPasskeyPayment(
  ground: Ground,
  wanted: { person: string; subject: PaySubject; response: PasskeyAssertion },
): Promise<void> {
  const { person, subject, response } = wanted
  const { challenge } = clientDataOf(response.response.clientDataJSON)
  const by = markOf(response)
  const known = await findChallenge(ground, { challenge, purpose: 'payment' })
  if (!known || known.person !== person || known.salt === null) throw new Refusal('proof_invalid')
  if (challengeOf(subject, known.salt).toString('base64url') !== challenge) {
    throw new Refusal('proof_invalid')
  }
  if (known.usedBy !== null) {
    if (known.usedBy.equals(by)) return
    throw new Refusal('proof_invalid')
  }
  const signer = await verifyAssertion(ground, response)
  if (signer.person !== person) throw new Refusal('proof_invalid')
  if (await spendChallenge(ground, { challenge, by })) return
  const now = await findChallenge(ground, { challenge, purpose: 'payment' })
  if (now?.usedBy?.equals(by) !== true) throw new Refusal('proof_invalid')
}

function challengeOf(subject: PaySubject, salt: Buffer): Buffer {
  return hash('sha256', Buffer.concat([Buffer.from(payProofText(subject)), salt]), 'buffer')
}
