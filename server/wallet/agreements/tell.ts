import { derivedId } from '@suanpan/kernel/ids'
import { transaction, type Ground } from '../../platform/index.ts'
import type { DeductionRequest } from './deduct.ts'

/** Tells the person why a deduction was refused, once; the merchant learns only that it was. */
export async function tellRefused(
  ground: Ground,
  { id, agreement, amount, at }: DeductionRequest,
  reason: string,
): Promise<void> {
  const { person, merchant, asset } = agreement
  await transaction(ground.db, async (tx) =>
    tx.emit({
      id: derivedId('ltr', id, `deduction.refused ${reason}`),
      type: 'deduction.refused',
      party: person,
      at,
      sandbox: asset.startsWith('XTS/'),
      body: {
        agreement: agreement.id,
        person,
        merchant,
        asset,
        amount: String(amount),
        reason,
        occurredAt: at.toISOString(),
      },
    }),
  )
}
