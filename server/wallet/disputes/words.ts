import { shredFiles, type Ground, type Query } from '../../platform/index.ts'
import type { RowToWrite } from '@suanpan/kernel/posting'

const TABLE = 'wallet.dispute_words'

/** The sealed columns of this part of the room, for the rotation of the installation's key. */
export const sealedDisputeWords = { table: TABLE, id: 'step', key: 'key' }

/** What was written with a step, as the row that travels with its posting. */
export function wordsRow({ crypter }: Ground, step: string, text: string): RowToWrite {
  const key = crypter.newKey({ table: TABLE, row: step })
  const place = { table: TABLE, column: 'text', row: step }
  return { table: TABLE, row: { step, key, text_sealed: crypter.encrypt(key, place, text) } }
}

/** What was written with these steps; what was erased is absent. */
export async function disputeWords(
  { db, crypter }: Ground,
  steps: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.query<{ step: string; key: Buffer; sealed: Buffer }>(
    `select step, key, text_sealed as sealed from wallet.dispute_words
     where step = any($1) and key is not null`,
    [steps],
  )
  return new Map(
    rows.map(({ step, key, sealed }) => [
      step,
      crypter.decrypt(key, { table: TABLE, column: 'text', row: step }, sealed),
    ]),
  )
}

/** Erases what was written and sent in all disputes of a person; that there were some stays. */
export async function shredDisputes(query: Query, person: string): Promise<void> {
  const steps = await query<{ id: string }>(
    `select s.id from wallet.dispute_steps s join wallet.disputes d on d.id = s.dispute
     where d.person = $1`,
    [person],
  )
  const ids = steps.map(({ id }) => id)
  await query('update wallet.dispute_words set key = null where step = any($1)', [ids])
  await shredFiles(query, ids)
}
