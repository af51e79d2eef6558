import { Refusal } from '@suanpan/contract/refusals'

/**
 * Where a thing is decided once, its own id is the Idempotency-Key: a proof covers the key, so it is
 * good for this thing alone, and a key never stands for two.
 *
 * Refuses with `invalid_request`.
 */
export function expectKey({ idempotencyKey }: { idempotencyKey: string }, id: string): void {
  if (idempotencyKey === id) return
  const problem = `must be ${id}`
  throw new Refusal('invalid_request', { where: 'headers.idempotency-key', problem })
}
