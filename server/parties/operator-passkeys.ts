import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server'
import { Refusal } from '@suanpan/contract/refusals'
import type { PasskeyAssertion, PasskeyAttestation } from '@suanpan/contract/shapes-proof'
import { newId } from '@suanpan/kernel/ids'
import type { Ground } from '../platform/index.ts'
import { clientDataOf, markOf, verifySigned } from './identity/passkeys/assertion.ts'
import {
  CHALLENGE_SECONDS,
  findChallenge,
  openChallenge,
  spendChallenge,
} from './identity/passkeys/challenges.ts'
import { PASSKEYS_MAX } from './identity/passkeys/passkeys.ts'
import { ALGORITHMS, RELYING_PARTY_NAME, verifyMade } from './identity/passkeys/register.ts'
import { relyingPartyId } from './identity/passkeys/relying-party.ts'
import { OPERATOR_COLUMNS, operatorOf, type Operator, type OperatorRow } from './operators.ts'

/** A passkey as its operator sees it. */
export type OperatorPasskey = {
  id: string
  label: string
  createdAt: Date
  lastUsedAt: Date | null
}

const COLUMNS = 'id, label, created_at as "createdAt", last_used_at as "lastUsedAt"'

/** The oldest first. */
export function listOperatorPasskeys(
  { db }: Pick<Ground, 'db'>,
  operator: string,
): Promise<OperatorPasskey[]> {
  return db.query<OperatorPasskey>(
    `select ${COLUMNS} from parties.operator_passkeys where operator = $1 order by id`,
    [operator],
  )
}

/** What the browser needs to make a passkey for an operator. */
export async function operatorPasskeyOptions(ground: Ground, operator: Operator) {
  const known = await ground.db.query<{ id: string; transports: string[] }>(
    'select credential as id, transports from parties.operator_passkeys where operator = $1',
    [operator.id],
  )
  const purpose = 'operator_register' as const
  const challenge = await openChallenge(ground, { purpose, person: operator.id })
  return generateRegistrationOptions({
    rpName: RELYING_PARTY_NAME,
    rpID: relyingPartyId(ground.config),
    userName: operator.login,
    userDisplayName: operator.name,
    userID: new TextEncoder().encode(operator.id),
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    timeout: CHALLENGE_SECONDS * 1000,
  })
}

/**
 * Adds the passkey that the operator's browser made. That it is the operator who asks is for the
 * caller to have made sure of: a session alone is not enough.
 *
 * Refuses with `proof_invalid`, `passkey_known` and `too_many_passkeys {max}`.
 */
export async function addOperatorPasskey(
  ground: Ground,
  wanted: { operator: string; label: string; response: PasskeyAttestation },
): Promise<OperatorPasskey> {
  const { operator, label, response } = wanted
  const { challenge, origin } = clientDataOf(response.response.clientDataJSON)
  const open = await findChallenge(ground, { challenge, purpose: 'operator_register' })
  const by = Buffer.from(response.id)
  if (open?.person !== operator || !(await spendChallenge(ground, { challenge, by }))) {
    throw new Refusal('proof_invalid')
  }
  const { credential } = await verifyMade(ground, { response, challenge, origin })
  const at = ground.clock.now()
  if ((await listOperatorPasskeys(ground, operator)).length >= PASSKEYS_MAX) {
    throw new Refusal('too_many_passkeys', { max: PASSKEYS_MAX })
  }
  const [row] = await ground.db.query<OperatorPasskey>(
    `insert into parties.operator_passkeys
       (id, operator, credential, public_key, sign_count, transports, label, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (credential) do nothing
     returning ${COLUMNS}`,
    [
      newId('psk', at),
      operator,
      credential.id,
      Buffer.from(credential.publicKey),
      credential.counter,
      response.response.transports ?? [],
      label,
      at,
    ],
  )
  if (!row) throw new Refusal('passkey_known')
  return row
}

/** Removes a passkey of the operator; one that is not there is removed already. */
export async function removeOperatorPasskey(
  { db }: Pick<Ground, 'db'>,
  { operator, id }: { operator: string; id: string },
): Promise<void> {
  await db.query('delete from parties.operator_passkeys where operator = $1 and id = $2', [
    operator,
    id,
  ])
}

/** What the browser needs to sign an operator in; which of them is not asked. */
export async function operatorSignInOptions(ground: Ground) {
  const challenge = await openChallenge(ground, { purpose: 'operator_sign_in' })
  return generateAuthenticationOptions({
    rpID: relyingPartyId(ground.config),
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    userVerification: 'required',
    timeout: CHALLENGE_SECONDS * 1000,
  })
}

/**
 * Signs an operator in with a passkey instead of password and one-time code. A challenge is good
 * for one sign-in; a passkey of a person in the wallet opens nothing here.
 *
 * Refuses with `sign_in_failed`, which does not say what was wrong.
 */
export async function signInOperatorByPasskey(
  ground: Ground,
  response: PasskeyAssertion,
): Promise<Operator> {
  try {
    return await verifySignIn(ground, response)
  } catch (error) {
    const known = error instanceof Refusal && error.code === 'proof_invalid'
    throw known ? new Refusal('sign_in_failed') : error
  }
}

type SignerRow = { id: string; operator: string; public_key: Buffer; sign_count: bigint }

async function verifySignIn(ground: Ground, response: PasskeyAssertion): Promise<Operator> {
  const { challenge } = clientDataOf(response.response.clientDataJSON)
  const purpose = 'operator_sign_in' as const
  const open = await findChallenge(ground, { challenge, purpose })
  const [signer] = await ground.db.query<SignerRow>(
    `select id, operator, public_key, sign_count from parties.operator_passkeys
     where credential = $1`,
    [response.id],
  )
  if (!open || !signer) throw new Refusal('proof_invalid')
  const counter = await verifySigned(ground.config, response, signer)
  if (!(await spendChallenge(ground, { challenge, by: markOf(response) }))) {
    throw new Refusal('proof_invalid')
  }
  const at = ground.clock.now()
  const [row] = await ground.db.query<OperatorRow>(
    `with used as (
       update parties.operator_passkeys
       set sign_count = greatest(sign_count, $2), last_used_at = $3 where id = $1 returning operator)
     update parties.operators set failures = 0, delayed_until = null, last_sign_in_at = $3
     where id = (select operator from used) and password_hash <> 'disabled'
     returning ${OPERATOR_COLUMNS}`,
    [signer.id, counter, at],
  )
  if (!row) throw new Refusal('proof_invalid')
  return operatorOf(row)
}
