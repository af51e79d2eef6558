import { Refusal } from '@suanpan/contract/refusals'
import type { Db, Query } from '../../platform/index.ts'

/** The owner manages, members write, viewers read. */
export type BookRole = 'owner' | 'member' | 'viewer'

/** A shared book as one of its members has it. It holds numbers about money, never money. */
export type SharedBook = {
  id: string
  asset: string
  createdAt: Date
  archivedAt: Date | null
  /** Of whoever asks. */
  role: BookRole
}

export type BookMember = {
  person: string
  role: BookRole
  joinedAt: Date
  leftAt: Date | null
}

const BOOK = `
  select b.id, b.asset, b.created_at as "createdAt", b.archived_at as "archivedAt", m.role
  from wallet.shared_books b join wallet.book_members m on m.book = b.id and m.left_at is null`

/** The books that somebody is in, the latest first; archived ones at the end. */
export function listBooks(db: Db, person: string): Promise<SharedBook[]> {
  return db.query<SharedBook>({
    name: 'wallet.list_books',
    text: `${BOOK} where m.person = $1 order by b.archived_at is not null, b.created_at desc, b.id`,
    values: [person],
  })
}

/** A book of somebody's. Refuses with `book_not_found {book}`, also when they are not in it. */
export async function getBookOf(
  { query }: { query: Query },
  { book, person }: { book: string; person: string },
): Promise<SharedBook> {
  const [row] = await query<SharedBook>({
    name: 'wallet.get_book_of',
    text: `${BOOK} where b.id = $1 and m.person = $2`,
    values: [book, person],
  })
  if (!row) throw new Refusal('book_not_found', { book })
  return row
}

/**
 * The book, kept as it is until the transaction ends: whoever writes in it goes one after the other.
 *
 * @param needed the least that whoever asks must be
 * Refuses with `book_not_found {book}`, `book_role {needed}` and `book_archived {book}`.
 */
export async function lockBook(
  tx: { query: Query },
  asked: { book: string; person: string },
  needed: BookRole | 'any',
): Promise<SharedBook> {
  await tx.query('select 1 from wallet.shared_books where id = $1 for update', [asked.book])
  const book = await getBookOf(tx, asked)
  const may = needed === 'any' || book.role === 'owner' || book.role === needed
  if (!may) throw new Refusal('book_role', { needed, role: book.role })
  return book
}

/** Refuses with `book_archived {book}`. */
export function refuseArchived({ id, archivedAt }: SharedBook): void {
  if (archivedAt !== null) throw new Refusal('book_archived', { book: id })
}

/** Everybody who is or was in a book, in the order in which they first joined. */
export function membersOf({ query }: { query: Query }, book: string): Promise<BookMember[]> {
  return query<BookMember>({
    name: 'wallet.members_of',
    text: `select person, role, joined_at as "joinedAt", left_at as "leftAt"
           from wallet.book_members where book = $1 order by joined_at, person`,
    values: [book],
  })
}

/** How many are in each of these books now. */
export async function memberCounts(db: Db, books: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.query<{ book: string; count: number }>({
    name: 'wallet.member_counts',
    text: `select book, count(*)::int4 as count from wallet.book_members
           where book = any($1) and left_at is null group by book`,
    values: [books],
  })
  return new Map(rows.map(({ book, count }) => [book, count]))
}
