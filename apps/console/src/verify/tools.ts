import type { ReceiptTools } from '@suanpan/kernel/receipt'

/** The browser's own cryptography; undefined where it has none (plain http, old browsers). */
export function browserTools(): ReceiptTools | undefined {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined
  if (!subtle) return undefined
  return {
    sha256: async (bytes) => new Uint8Array(await subtle.digest('SHA-256', bytes)),
    verifyEd25519: async (publicKey, message, signature) => {
      const key = await subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify'])
      return subtle.verify('Ed25519', key, signature, message)
    },
  }
}
