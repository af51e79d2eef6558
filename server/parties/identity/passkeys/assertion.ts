import { hash } from 'node:crypto'
import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { PasskeyAssertion } from '@suanpan/contract/shapes-proof'
import { Refusal } from '@suanpan/contract/refusals'
import type { Config, Ground } from '../../../platform/index.ts'
import { expectedOrigin, relyingPartyId } from './relying-party.ts'

/** What the browser says it was asked to sign, and where. */
export type ClientData = { challenge: string; origin: string }

/** Refuses with `proof_invalid` what no browser writes. */
export function clientDataOf(clientDataJson: string): ClientData {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString('utf8'))
    if (typeof data === 'object' && data !== null && 'challenge' in data && 'origin' in data) {
      return { challenge: String(data.challenge), origin: String(data.origin) }
    }
  } catch {
    // Not JSON: refused below like anything else that is not client data.
  }
  throw new Refusal('proof_invalid')
}

/** Tells two assertions apart, and knows the same one again. */
export function markOf({ response }: PasskeyAssertion): Buffer {
  return hash('sha256', `${response.authenticatorData}.${response.signature}`, 'buffer')
}

/**
 * Verifies that a passkey of ours signed, with user verification, and notes its use. Whether the
 * challenge was ours is for the caller to say.
 *
 * @returns whose passkey it is
 * Refuses with `proof_invalid`.
 */
export async function verifyAssertion(
  ground: Ground,
  response: PasskeyAssertion,
): Promise<{ passkey: string; person: string }> {
  const known = await passkeyOf(ground, response.id)
  if (!known) throw new Refusal('proof_invalid')
  const counter = await verifySigned(ground.config, response, known)
  await ground.db.query(
    `update parties.passkeys set sign_count = greatest(sign_count, $2), last_used_at = $3
     where id = $1`,
    [known.id, counter, ground.clock.now()],
  )
  return { passkey: known.id, person: known.person }
}

/**
 * The signature of a known public key, with user verification, from where we are.
 *
 * @returns how often the authenticator says that it was used
 * Refuses with `proof_invalid`.
 */
export async function verifySigned(
  config: Config,
  response: PasskeyAssertion,
  known: { public_key: Buffer; sign_count: bigint },
): Promise<number> {
  const { challenge, origin } = clientDataOf(response.response.clientDataJSON)
  const wantedOrigin = expectedOrigin(config, origin)
  if (wantedOrigin === undefined) throw new Refusal('proof_invalid')
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: signedPart(response),
    expectedChallenge: challenge,
    expectedOrigin: wantedOrigin,
    expectedRPID: relyingPartyId(config),
    requireUserVerification: true,
    credential: {
      id: response.id,
      publicKey: new Uint8Array(known.public_key),
      counter: Number(known.sign_count),
    },
  }).catch(() => {
    throw new Refusal('proof_invalid')
  })
  if (!verified) throw new Refusal('proof_invalid')
  return authenticationInfo.newCounter
}

/** The part of an assertion that its signature covers; extensions are not asked for. */
function signedPart({ id, rawId, type, response }: PasskeyAssertion) {
  const { clientDataJSON, authenticatorData, signature } = response
  return {
    id,
    rawId,
    type,
    clientExtensionResults: {},
    response: { clientDataJSON, authenticatorData, signature },
  }
}

type PasskeyRow = { id: string; person: string; public_key: Buffer; sign_count: bigint }

async function passkeyOf(ground: Ground, credential: string): Promise<PasskeyRow | undefined> {
  const [row] = await ground.db.query<PasskeyRow>({
    name: 'parties.passkey_of_credential',
    text: `select id, person, public_key, sign_count from parties.passkeys where credential = $1`,
    values: [credential],
  })
  return row
}
