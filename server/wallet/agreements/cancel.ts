import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { Books } from '../../ledger/index.ts'
import type { Replayable } from '../pay.ts'
import type { Agreement, EndedBy } from './agreements.ts'
import { ENDED, takenKey } from './periods.ts'

/**
 * Ends an agreement at once: no deduction is booked after this, also none that was announced. What
 * counts deductions is filled up in the books, where deductions are decided. Ending twice answers the
 * same. Sends `agreement.cancelled`.
 */
export async function cancelAgreement(
  books: Books,
  { agreement, by, at }: { agreement: Agreement; by: EndedBy; at: Date },
): Promise<Replayable> {
  const { id, person, merchant, asset } = agreement
  const { replayed } = await books.post({
    id: derivedId('agc', id, 'cancelled'),
    kind: 'agreement.cancel',
    intent: fingerprint({ agreement: id }),
    occurredAt: at,
    reference: id,
    legs: [],
    counters: [{ key: takenKey(id), amount: ENDED, ceiling: null, window: { kind: 'ever' } }],
    rows: [{ table: 'agreement end', row: { id, ended_at: at, ended_by: by } }],
    letters: [
      {
        type: 'agreement.cancelled',
        party: person,
        sandbox: asset.startsWith('XTS/'),
        body: { agreement: id, person, merchant, by, occurredAt: at.toISOString() },
      },
    ],
  })
  return { replayed }
}
