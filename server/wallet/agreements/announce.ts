import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'
import { transaction, type Ground } from '../../platform/index.ts'
import type { Replayable } from '../pay.ts'
import type { Agreement } from './agreements.ts'
import { expectOpen, expectWithin } from './deduct.ts'
import { findNotice, HOUR_MS, type DeductionNotice } from './notices.ts'

export type Announcement = {
  /** `ddn_…` */
  id: string
  agreement: Agreement
  amount: bigint
  dueAt: Date
  at: Date
}

/**
 * Announces a deduction to the person, who may cancel before it is taken. Sends `deduction.announced`.
 *
 * Refuses with `agreement_cancelled {cancelledAt}`, `agreement_limit_reached {kind, limit, …}`,
 * `notice_too_short {earliest}` and `id_used_with_other_content`.
 */
export async function announceDeduction(
  ground: Ground,
  { id, agreement, amount, dueAt, at }: Announcement,
): Promise<DeductionNotice & Replayable> {
  const known = await findNotice(ground.db, id)
  if (known) return { ...expectSame(known, { agreement, amount, dueAt }), replayed: true }
  expectOpen(agreement)
  expectWithin(agreement, amount)
  const earliest = new Date(at.getTime() + agreement.noticeHours * HOUR_MS)
  if (dueAt < earliest) {
    throw new Refusal('notice_too_short', {
      earliest: earliest.toISOString(),
      noticeHours: agreement.noticeHours,
    })
  }
  const { person, merchant, asset } = agreement
  const isNew = await transaction(ground.db, async (tx) => {
    const made = await tx.query(
      `insert into wallet.deduction_notices (id, agreement, amount, announced_at, due_at)
       values ($1, $2, $3, $4, $5)
       on conflict on constraint deduction_notices_pkey do nothing returning id`,
      [id, agreement.id, amount, at, dueAt],
    )
    if (made.length === 0) return false
    tx.emit({
      id: derivedId('ltr', id, 'deduction.announced'),
      type: 'deduction.announced',
      party: person,
      at,
      sandbox: asset.startsWith('XTS/'),
      body: {
        deductionNotice: id,
        agreement: agreement.id,
        person,
        merchant,
        asset,
        amount: String(amount),
        dueAt: dueAt.toISOString(),
        occurredAt: at.toISOString(),
      },
    })
    return true
  })
  const made = await findNotice(ground.db, id)
  if (!made) throw new Error(`the notice ${id} was written and is not there`)
  return { ...expectSame(made, { agreement, amount, dueAt }), replayed: !isNew }
}

function expectSame(
  known: DeductionNotice,
  { agreement, amount, dueAt }: { agreement: Agreement; amount: bigint; dueAt: Date },
): DeductionNotice {
  const isSame =
    known.agreement === agreement.id &&
    known.amount === amount &&
    known.dueAt.getTime() === dueAt.getTime()
  if (!isSame) throw new Refusal('id_used_with_other_content', { id: known.id })
  return known
}
