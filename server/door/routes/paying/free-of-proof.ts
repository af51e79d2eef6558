import { Refusal } from '@suanpan/contract/refusals'
import type { CounterMove } from '@suanpan/kernel/posting'
import { permit } from '../../../parties/index.ts'
import { claimOf, tellPayer, type CodePaymentRequest } from '../../../wallet/index.ts'
import type { House } from '../../house.ts'

/**
 * The counters of a payment by code that its payer need not prove, or undefined where the payer has
 * to be asked. What else stands against it the payer alone learns.
 *
 * Refuses with `payer_cannot_pay`.
 */
export async function freeOfProof(
  { books }: House,
  request: CodePaymentRequest,
): Promise<{ counters: CounterMove[] } | undefined> {
  const { id, payer, merchant, amount, asset, occurredAt } = request
  try {
    return await permit(books, {
      id: claimOf(payer),
      person: payer.person,
      device: payer.device,
      kind: 'code_payment',
      amount,
      asset,
      payee: merchant.id,
      nonce: id,
      at: occurredAt,
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'pin_required' || error.code === 'passkey_required') return undefined
    await tellPayer(books, request, error.code)
    throw new Refusal('payer_cannot_pay')
  }
}
