import { newId } from '@suanpan/kernel/ids'
import { transaction } from '../platform/index.ts'
import type { Db, Query } from '../platform/index.ts'
import type { Books } from './books.ts'

export type HolderFreeze = {
  id: string
  holder: string
  frozenIn: boolean
  frozenOut: boolean
  by: string
  reason: string
  at: Date
}

/**
 * Freezes a holder in, out or both, or lifts it with both false. It covers every account the holder
 * has or will have, and holds from the next batch on, in whichever process.
 *
 * @param input.by id of whoever does it; @param input.reason in plain words, nothing personal
 */
export function freezeHolder(
  books: Books,
  input: { holder: string; in: boolean; out: boolean; by: string; reason: string },
): Promise<HolderFreeze> {
  const at = books.ground.clock.now()
  return transaction(books.ground.db, async ({ query }) => {
    await lockForChange(query, books.book)
    await query(
      `insert into ledger.holders (book, id, code)
       select $1, h.last_holder + 1, $2 from ledger.head h where h.book = $1
       and not exists (select from ledger.holders where book = $1 and code = $2)`,
      [books.book, input.holder],
    )
    await query(
      `update ledger.head set last_holder = greatest(last_holder, (select max(id) from ledger.holders where book = $1))
       where book = $1`,
      [books.book],
    )
    await query(
      `update ledger.holders set frozen_in = $3, frozen_out = $4 where book = $1 and code = $2`,
      [books.book, input.holder, input.in, input.out],
    )
    const id = newId('frz', at)
    await query(
      `insert into ledger.freezes (book, revision, id, holder, frozen_in, frozen_out, by, reason, at)
       select $1, revision, $2, $3, $4, $5, $6, $7, $8 from ledger.head where book = $1`,
      [books.book, id, input.holder, input.in, input.out, input.by, input.reason, at],
    )
    return {
      id,
      at,
      holder: input.holder,
      frozenIn: input.in,
      frozenOut: input.out,
      by: input.by,
      reason: input.reason,
    }
  })
}

/** The freezes and unfreezes of a holder, newest first; the first one is what holds now. */
export function freezesOf(db: Db, book: number, holder: string): Promise<HolderFreeze[]> {
  return db.query<HolderFreeze>(
    `select id, holder, frozen_in as "frozenIn", frozen_out as "frozenOut", by, reason, at
     from ledger.freezes where book = $1 and holder = $2 order by revision desc`,
    [book, holder],
  )
}

/** The head's lock and a new revision: posters then read everything again before the next batch. */
export async function lockForChange(query: Query, book: number): Promise<void> {
  await query(`update ledger.head set revision = revision + 1 where book = $1`, [book])
}
