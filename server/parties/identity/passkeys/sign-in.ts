import { generateAuthenticationOptions } from '@simplewebauthn/server'
import { Refusal } from '@suanpan/contract/refusals'
import type { PasskeyAssertion } from '@suanpan/contract/shapes-proof'
import type { Ground } from '../../../platform/index.ts'
import { clientDataOf, markOf, verifyAssertion } from './assertion.ts'
import {
  CHALLENGE_SECONDS,
  findChallenge,
  openChallenge,
  spendChallenge,
  type Purpose,
} from './challenges.ts'
import type { AssertionOptions } from './payment.ts'
import { relyingPartyId } from './relying-party.ts'

/** The challenge for signing in: the browser offers the passkeys that it knows for this site. */
export async function signInOptions(ground: Ground): Promise<AssertionOptions> {
  return optionsFor(ground, await openChallenge(ground, { purpose: 'sign_in' }))
}

/** The challenge for an act on the account: a new PIN, a passkey removed, the wallet closed. */
export async function confirmOptions(ground: Ground, person: string): Promise<AssertionOptions> {
  return optionsFor(ground, await openChallenge(ground, { purpose: 'confirm', person }))
}

/**
 * @returns the person whose passkey signed a challenge for signing in
 * Refuses with `proof_invalid`.
 */
export async function verifyPasskeySignIn(
  ground: Ground,
  response: PasskeyAssertion,
): Promise<string> {
  return verifyOnce(ground, { response, purpose: 'sign_in' })
}

/** Lets an act on the account pass that a passkey of the person signed; refuses with `proof_invalid`. */
export async function verifyPasskeyConfirmation(
  ground: Ground,
  { person, response }: { person: string; response: PasskeyAssertion },
): Promise<void> {
  const signer = await verifyOnce(ground, { response, purpose: 'confirm', person })
  if (signer !== person) throw new Refusal('proof_invalid')
}

async function verifyOnce(
  ground: Ground,
  wanted: { response: PasskeyAssertion; purpose: Purpose; person?: string },
): Promise<string> {
  const { response, purpose } = wanted
  const { challenge } = clientDataOf(response.response.clientDataJSON)
  const known = await findChallenge(ground, { challenge, purpose })
  if (!known || known.usedBy !== null || known.person !== (wanted.person ?? null)) {
    throw new Refusal('proof_invalid')
  }
  const { person } = await verifyAssertion(ground, response)
  if (!(await spendChallenge(ground, { challenge, by: markOf(response) }))) {
    throw new Refusal('proof_invalid')
  }
  return person
}

function optionsFor({ config }: Ground, challenge: string): Promise<AssertionOptions> {
  return generateAuthenticationOptions({
    rpID: relyingPartyId(config),
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    userVerification: 'required',
    timeout: CHALLENGE_SECONDS * 1000,
  })
}
