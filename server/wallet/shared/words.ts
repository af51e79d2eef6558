import type { Ground, Query } from '../../platform/index.ts'

const TABLE = 'wallet.book_words'

/** The sealed columns of this part of the room, for the rotation of the installation's key. */
export const sealedBookWords = { table: TABLE, id: 'subject', key: 'key' }

/** Seals the name of a book or the title of an expense, over the one before. */
export async function writeWords(
  query: Query,
  { crypter }: Ground,
  { subject, author, text }: { subject: string; author: string; text: string },
): Promise<void> {
  const key = crypter.newKey({ table: TABLE, row: subject })
  const sealed = crypter.encrypt(key, { table: TABLE, column: 'text', row: subject }, text)
  await query(
    `insert into wallet.book_words (subject, author, key, text_sealed) values ($1, $2, $3, $4)
     on conflict (subject) do update
     set author = excluded.author, key = excluded.key, text_sealed = excluded.text_sealed`,
    [subject, author, key, sealed],
  )
}

/** What was written about these; what was erased is absent. */
export async function bookWords(
  { db, crypter }: Ground,
  subjects: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.query<{ subject: string; key: Buffer; sealed: Buffer }>({
    name: 'wallet.book_words',
    text: `select subject, key, text_sealed as sealed from wallet.book_words
           where subject = any($1) and key is not null`,
    values: [subjects],
  })
  return new Map(
    rows.map(({ subject, key, sealed }) => [
      subject,
      crypter.decrypt(key, { table: TABLE, column: 'text', row: subject }, sealed),
    ]),
  )
}

/** The title of one version of an expense. */
export const titleOf = (expense: string, version: number): string => `${expense} ${version}`

/** Erases what somebody wrote in shared books; amounts and shares stay, they concern others too. */
export async function shredBookWords(query: Query, person: string): Promise<void> {
  await query('update wallet.book_words set key = null where author = $1', [person])
}
