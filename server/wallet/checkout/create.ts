import { Refusal } from '@suanpan/contract/refusals'
import { transaction, type Ground } from '../../platform/index.ts'
import type { Replayable } from '../pay.ts'
import { getCheckout, type Checkout } from './checkouts.ts'

const MINUTE_MS = 60_000

export type CheckoutWish = Pick<Checkout, 'merchant' | 'asset' | 'amount' | 'title'> & {
  /** `chk_…` */
  id: string
  description?: string | undefined
  reference?: string | undefined
  /** https, checked by whoever takes it from outside. */
  returnUrl?: string | undefined
  expiresInMinutes: number
}

/**
 * Opens a checkout, once for each id. Nothing moves and nobody is told until it ends.
 *
 * Refuses with `id_used_with_other_content`.
 */
export async function createCheckout(
  ground: Ground,
  wish: CheckoutWish,
): Promise<Checkout & Replayable> {
  const { id, merchant, asset, amount, title } = wish
  const createdAt = ground.clock.now()
  const expiresAt = new Date(createdAt.getTime() + wish.expiresInMinutes * MINUTE_MS)
  const isNew = await transaction(ground.db, async (tx) => {
    const made = await tx.query(
      `insert into wallet.checkouts (id, merchant, asset, amount, title, description, reference,
         return_url, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict on constraint checkouts_pkey do nothing returning id`,
      [
        id,
        merchant,
        asset,
        amount,
        title,
        wish.description ?? null,
        wish.reference ?? null,
        wish.returnUrl ?? null,
        createdAt,
        expiresAt,
      ],
    )
    if (made.length === 0) return false
    await tx.query('insert into wallet.checkouts_open (checkout, expires_at) values ($1, $2)', [
      id,
      expiresAt,
    ])
    return true
  })
  const found = await getCheckout(ground, id)
  if (!isSame(found, wish)) throw new Refusal('id_used_with_other_content', { id })
  return { ...found, replayed: !isNew }
}

function isSame(found: Checkout, wish: CheckoutWish): boolean {
  const lives = found.expiresAt.getTime() - found.createdAt.getTime()
  return (
    found.merchant === wish.merchant &&
    found.asset === wish.asset &&
    found.amount === wish.amount &&
    found.title === wish.title &&
    found.description === (wish.description ?? null) &&
    found.reference === (wish.reference ?? null) &&
    found.returnUrl === (wish.returnUrl ?? null) &&
    lives === wish.expiresInMinutes * MINUTE_MS
  )
}
