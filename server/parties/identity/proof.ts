import type { PaySubject } from '@suanpan/contract/pay-proof'
import type { PayProof } from '@suanpan/contract/shapes-proof'
import { Refusal } from '@suanpan/contract/refusals'
import type { CounterMove } from '@suanpan/kernel/posting'
import type { Ground } from '../../platform/index.ts'
import { verifyPasskeyPayment } from './passkeys/payment.ts'
import { verifyPasskeyConfirmation } from './passkeys/sign-in.ts'
import { verifyPaySession } from './pay-session.ts'
import { verifyPin } from './pin.ts'

/**
 * Lets a payment pass whose payer proved who they are: by PIN, in a pay session or by passkey.
 *
 * @returns the counters that have to travel in the posting (what is left of a pay session)
 * Refuses with `pin_not_set`, `pin_wrong {triesLeft}`, `pin_locked {until}`, `pay_session_ended`,
 * `pay_session_exceeded {ceiling, wanted}` and `proof_invalid`.
 */
export async function verifyProof(
  ground: Ground,
  {
    person,
    device,
    proof,
    subject,
  }: { person: string; device: string; proof: PayProof; subject: PaySubject },
): Promise<{ counters: CounterMove[] }> {
  switch (proof.kind) {
    case 'pin':
      await verifyPin(ground, { person, pin: proof.pin })
      return { counters: [] }
    case 'pay_session': {
      const { session, mac } = proof
      return { counters: await verifyPaySession(ground, { person, device, session, mac, subject }) }
    }
    case 'passkey':
      await verifyPasskeyPayment(ground, { person, subject, response: proof.response })
      return { counters: [] }
  }
}

/**
 * Lets an act on the account pass (a new PIN, a passkey removed, the wallet closed): by PIN, or by a
 * passkey over a challenge of `confirmOptions`. A pay session is for paying.
 *
 * Refuses with `pin_required` without a proof, and like `verifyProof`.
 */
export async function verifyConfirmation(
  ground: Ground,
  { person, proof }: { person: string; proof: PayProof | undefined },
): Promise<void> {
  if (proof === undefined) throw new Refusal('pin_required', { reason: 'confirmation' })
  if (proof.kind === 'pay_session') throw new Refusal('proof_invalid')
  if (proof.kind === 'pin') return verifyPin(ground, { person, pin: proof.pin })
  return verifyPasskeyConfirmation(ground, { person, response: proof.response })
}
