import { createPublicKey, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { toBase64url } from '@suanpan/kernel/bytes'

/** The twelve bytes that come before a raw ed25519 key in its DER form. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/** The raw public half of the sealing key, base64url: it is published, and stands in every receipt. */
export function publicKeyOf(sealKey: KeyObject): string {
  const der = createPublicKey(sealKey).export({ format: 'der', type: 'spki' })
  return toBase64url(der.subarray(SPKI_PREFIX.length))
}

export function signStatement(sealKey: KeyObject, statement: Uint8Array): Buffer {
  return sign(null, statement, sealKey)
}

/** False for a signature that is not genuine, and for bytes that are no key at all. */
export function verifyStatement(
  publicKey: Uint8Array,
  statement: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    const key = Buffer.concat([SPKI_PREFIX, publicKey])
    return verify(null, statement, createPublicKey({ key, format: 'der', type: 'spki' }), signature)
  } catch {
    return false
  }
}
