/** What a proof is tied to: a proof for one payee, amount and nonce says nothing about another. */
export type PaySubject = {
  /** Id of whoever receives: a merchant, a person, a card; for what has no payee, of the thing itself. */
  payee: string
  /** Minor units. */
  amount: bigint
  asset: string
  /** The Idempotency-Key of the request that the proof travels in. */
  nonce: string
}

/**
 * The text that a proof covers, the same on the phone and on the server. In a pay session the phone
 * sends HMAC-SHA256 over it, under the key of the session; a passkey signs a challenge made of it.
 */
export function payProofText({ payee, amount, asset, nonce }: PaySubject): string {
  return ['suanpan pay v1', payee, String(amount), asset, nonce].join('\n')
}
