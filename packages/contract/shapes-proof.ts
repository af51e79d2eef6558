import { z } from 'zod'
import { id } from './shapes.ts'

export const payPin = z
  .string()
  .regex(/^[0-9]{6}$/, 'must be 6 digits')
  .meta({ id: 'PayPin', description: 'The pay PIN: 6 digits.' })

const base64url = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^[A-Za-z0-9_-]+$/, 'must be base64url')

/** What `navigator.credentials.get` answered, as @simplewebauthn/browser writes it. */
export const passkeyAssertion = z
  .object({
    id: base64url(1_400),
    rawId: base64url(1_400),
    type: z.literal('public-key'),
    authenticatorAttachment: z.string().max(40).optional(),
    clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
    response: z.object({
      clientDataJSON: base64url(8_000),
      authenticatorData: base64url(8_000),
      signature: base64url(8_000),
      userHandle: base64url(200).optional(),
    }),
  })
  .meta({ id: 'PasskeyAssertion', description: 'The JSON of a WebAuthn assertion.' })

/** What `navigator.credentials.create` answered, as @simplewebauthn/browser writes it. */
export const passkeyAttestation = z
  .object({
    id: base64url(1_400),
    rawId: base64url(1_400),
    type: z.literal('public-key'),
    authenticatorAttachment: z.string().max(40).optional(),
    clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
    response: z.object({
      clientDataJSON: base64url(8_000),
      attestationObject: base64url(20_000),
      transports: z.array(z.string().max(40)).max(10).optional(),
    }),
  })
  .meta({ id: 'PasskeyAttestation', description: 'The JSON of a new WebAuthn credential.' })

/**
 * How somebody proves that it is they who let money go. Each kind covers payee, amount, asset and
 * the Idempotency-Key of the request (`payProofText` in pay-proof.ts).
 */
export const proof = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('pin'), pin: payPin }),
    z.strictObject({
      kind: z.literal('pay_session'),
      session: id('pss'),
      mac: base64url(43).describe(
        'HMAC-SHA256 with the key of the pay session over the lines `suanpan pay v1`, payee, amount, asset and Idempotency-Key, joined by line feeds; base64url.',
      ),
    }),
    z.strictObject({ kind: z.literal('passkey'), response: passkeyAssertion }),
  ])
  .meta({ id: 'PayProof', description: 'How somebody proves that it is they who pay.' })

export type PayProof = z.output<typeof proof>
export type PasskeyAssertion = z.output<typeof passkeyAssertion>
export type PasskeyAttestation = z.output<typeof passkeyAttestation>
