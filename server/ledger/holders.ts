import { newId } from '@suanpan/kernel/ids'
import { transaction } from '../platform/index.ts'
import type { Db, Query, Tx } from '../platform/index.ts'
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
  const { in: frozenIn, out } = input
  return holdStill(books, input, () => Promise.resolve({ in: frozenIn, out }))
}

/**
 * The same for who keeps the reasons of a freeze: `decide` writes them and says what follows from
 * all that hold. It runs under the lock that no batch passes, so nobody decides at the same time.
 *
 * @param input.id chosen by a caller who may come again: then nothing more happens
 */
export function holdStill(
  books: Books,
  input: { id?: string; holder: string; by: string; reason: string },
  decide: (tx: Tx) => Promise<{ in: boolean; out: boolean }>,
): Promise<HolderFreeze> {
  const at = books.ground.clock.now()
  const { holder, by, reason } = input
  return transaction(books.ground.db, async (tx) => {
    const { query } = tx
    await lockForChange(query, books.book)
    const known = input.id === undefined ? undefined : await freezeById(query, books.book, input.id)
    if (known) return known
    const state = await decide(tx)
    await query(
      `insert into ledger.holders (book, id, code)
       select $1, h.last_holder + 1, $2 from ledger.head h where h.book = $1
       and not exists (select from ledger.holders where book = $1 and code = $2)`,
      [books.book, holder],
    )
    await query(
      `update ledger.head set last_holder = greatest(last_holder, (select max(id) from ledger.holders where book = $1))
       where book = $1`,
      [books.book],
    )
    await query(
      `update ledger.holders set frozen_in = $3, frozen_out = $4 where book = $1 and code = $2`,
      [books.book, holder, state.in, state.out],
    )
    const id = input.id ?? newId('frz', at)
    await query(
      `insert into ledger.freezes (book, revision, id, holder, frozen_in, frozen_out, by, reason, at)
       select $1, revision, $2, $3, $4, $5, $6, $7, $8 from ledger.head where book = $1`,
      [books.book, id, holder, state.in, state.out, by, reason, at],
    )
    return { id, at, holder, frozenIn: state.in, frozenOut: state.out, by, reason }
  })
}

const FREEZE = 'id, holder, frozen_in as "frozenIn", frozen_out as "frozenOut", by, reason, at'

async function freezeById(
  query: Query,
  book: number,
  id: string,
): Promise<HolderFreeze | undefined> {
  const [freeze] = await query<HolderFreeze>(
    `select ${FREEZE} from ledger.freezes where book = $1 and id = $2`,
    [book, id],
  )
  return freeze
}

/** The freezes and unfreezes of a holder, newest first; the first one is what holds now. */
export function freezesOf(db: Db, book: number, holder: string): Promise<HolderFreeze[]> {
  return db.query<HolderFreeze>(
    `select ${FREEZE} from ledger.freezes where book = $1 and holder = $2 order by revision desc`,
    [book, holder],
  )
}

/** The head's lock and a new revision: posters then read everything again before the next batch. */
export async function lockForChange(query: Query, book: number): Promise<void> {
  await query(`update ledger.head set revision = revision + 1 where book = $1`, [book])
}
