import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'
import type { Ground } from '../../platform/index.ts'
import { getBill } from './bills.ts'

const TABLE = 'wallet.bill_notes'
/** A search opens this many of the newest notes at most. */
const NOTES_SEARCHED_MAX = 2_000

type NoteRow = { id: string; bill: string; key: Buffer | null; note_sealed: Buffer }

/**
 * Writes a note beside a bill, over the one before; an empty note takes it away. Notes are sealed
 * row by row and never leave the room in letters or the books.
 *
 * Refuses with `bill_not_found {bill}`.
 */
export async function writeNote(
  ground: Ground,
  { person, bill, note, at }: { person: string; bill: string; note: string; at: Date },
): Promise<void> {
  const { db, crypter } = ground
  if (!(await getBill(db, { person, bill }))) throw new Refusal('bill_not_found', { bill })
  if (note.trim() === '') {
    await db.query('delete from wallet.bill_notes where person = $1 and bill = $2', [person, bill])
    return
  }
  // A bill between two people has a note of each of them.
  const id = derivedId('not', bill, `note of ${person}`)
  const key = crypter.newKey({ table: TABLE, row: id })
  const sealed = crypter.encrypt(key, { table: TABLE, column: 'note', row: id }, note.trim())
  await db.query(
    `insert into wallet.bill_notes (id, person, bill, key, note_sealed, written_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (person, bill) do update set key = excluded.key,
       note_sealed = excluded.note_sealed, written_at = excluded.written_at`,
    [id, person, bill, key, sealed, at],
  )
}

/** The notes of these bills, by bill. */
export async function notesOf(
  ground: Ground,
  { person, bills }: { person: string; bills: string[] },
): Promise<Map<string, string>> {
  if (bills.length === 0) return new Map()
  const rows = await ground.db.query<NoteRow>({
    name: 'wallet.notes_of',
    text: `select id, bill, key, note_sealed from wallet.bill_notes
           where person = $1 and bill = any($2)`,
    values: [person, bills],
  })
  return opened(ground, rows)
}

/** The bills whose note contains the text. Sealed notes have no index: they are opened and looked at. */
export async function billsNoted(
  ground: Ground,
  { person, text }: { person: string; text: string },
): Promise<string[]> {
  const rows = await ground.db.query<NoteRow>(
    `select id, bill, key, note_sealed from wallet.bill_notes
     where person = $1 order by written_at desc limit ${NOTES_SEARCHED_MAX}`,
    [person],
  )
  const wanted = text.toLowerCase()
  return [...opened(ground, rows)]
    .filter(([, note]) => note.toLowerCase().includes(wanted))
    .map(([bill]) => bill)
}

function opened({ crypter }: Ground, rows: NoteRow[]): Map<string, string> {
  const notes = new Map<string, string>()
  for (const { id, bill, key, note_sealed: sealed } of rows) {
    if (key === null) continue
    notes.set(bill, crypter.decrypt(key, { table: TABLE, column: 'note', row: id }, sealed))
  }
  return notes
}
