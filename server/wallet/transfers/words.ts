import { createHash, randomBytes } from 'node:crypto'
import type { Db, Ground } from '../../platform/index.ts'

const TABLE = 'wallet.transfer_words'
const SALT_BYTES = 16

/** The sealed columns of this part of the room, for the rotation of the installation's key. */
export const sealedTransferWords = { table: TABLE, id: 'transfer', key: 'key' }

export type Words = { note?: string; phone?: string }

/**
 * Seals what is personal about a transfer.
 *
 * @returns the row that travels with the posting, and what the posting itself may say of the
 * message: a hash that means nothing once its salt is gone
 */
export function sealWords(
  { crypter }: Ground,
  transfer: string,
  words: Words,
): { row: Record<string, unknown>; noteHash: string | undefined } {
  const key = crypter.newKey({ table: TABLE, row: transfer })
  const seal = (column: string, text: string | undefined): Buffer | null =>
    text === undefined ? null : crypter.encrypt(key, { table: TABLE, column, row: transfer }, text)
  const { note, phone } = words
  const salt = note === undefined ? undefined : randomBytes(SALT_BYTES).toString('base64url')
  return {
    row: {
      transfer,
      key,
      note_sealed: seal('note', note),
      salt_sealed: seal('salt', salt),
      phone_sealed: seal('phone', phone),
    },
    noteHash: salt === undefined || note === undefined ? undefined : hashOfNote(salt, note),
  }
}

/** What the posting carries of a message, to be checked by whoever still has message and salt. */
export function hashOfNote(salt: string, note: string): string {
  return `note:${createHash('sha256').update(`${salt}\n${note}`).digest('base64url')}`
}

type Row = {
  transfer: string
  key: Buffer | null
  note_sealed: Buffer | null
  phone_sealed: Buffer | null
}

/** The words of several transfers; what was erased is absent. */
export async function wordsOf(ground: Ground, transfers: string[]): Promise<Map<string, Words>> {
  const rows = await rowsOf(ground.db, transfers)
  return new Map(
    rows.map((row) => {
      const note = open(ground, row, 'note')
      const phone = open(ground, row, 'phone')
      return [
        row.transfer,
        { ...(note !== undefined && { note }), ...(phone !== undefined && { phone }) },
      ]
    }),
  )
}

function rowsOf(db: Db, transfers: string[]): Promise<Row[]> {
  return db.query<Row>({
    name: 'wallet.words_of',
    text: `select transfer, key, note_sealed, phone_sealed
           from wallet.transfer_words where transfer = any($1)`,
    values: [transfers],
  })
}

function open({ crypter }: Ground, row: Row, column: 'note' | 'phone'): string | undefined {
  const sealed = row[`${column}_sealed`]
  if (row.key === null || sealed === null) return undefined
  return crypter.decrypt(row.key, { table: TABLE, column, row: row.transfer }, sealed)
}
