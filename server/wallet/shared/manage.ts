import { Refusal } from '@suanpan/contract/refusals'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import { lockBook, membersOf, refuseArchived, type BookMember, type BookRole } from './books.ts'
import { waitingCash } from './cash.ts'
import { netsOf, onTheirWay } from './nets.ts'
import { writeWords } from './words.ts'

/** One person's books, and one book's members. */
const BOOKS_MAX = 50
export const MEMBERS_MAX = 50

/**
 * Opens a book with its owner in it. The same id again is the same book.
 *
 * Refuses with `too_many_books {max}` and `id_used_with_other_content`.
 */
export async function openBook(
  ground: Ground,
  { id, person, name, asset }: { id: string; person: string; name: string; asset: string },
): Promise<{ replayed: boolean }> {
  const at = ground.clock.now()
  const intent = ground.crypter.blindIndex('book.intent', `${asset}\n${name}`)
  return transaction(ground.db, async (tx) => {
    const [made] = await tx.query(
      `insert into wallet.shared_books (id, asset, created_at, intent) values ($1, $2, $3, $4)
       on conflict (id) do nothing returning 1`,
      [id, asset, at, intent],
    )
    if (!made) {
      const [known] = await tx.query<{ intent: Buffer }>(
        'select intent from wallet.shared_books where id = $1',
        [id],
      )
      if (!known?.intent.equals(intent)) throw new Refusal('id_used_with_other_content', { id })
      return { replayed: true }
    }
    const [mine] = await tx.query<{ count: number }>(
      `select count(*)::int4 as count from wallet.book_members
       where person = $1 and left_at is null`,
      [person],
    )
    if ((mine?.count ?? 0) >= BOOKS_MAX) throw new Refusal('too_many_books', { max: BOOKS_MAX })
    await writeWords(tx.query, ground, { subject: id, author: person, text: name })
    await tx.query(
      `insert into wallet.book_members (book, person, role, joined_at)
       values ($1, $2, 'owner', $3)`,
      [id, person, at],
    )
    return { replayed: false }
  })
}

export type BookChange = { name?: string; archived?: boolean }

/**
 * The owner renames a book, puts it away, or takes it out again. What is put away can be read.
 *
 * Refuses with `book_not_found` and `book_role`.
 */
export async function changeBook(
  ground: Ground,
  asked: { book: string; person: string },
  { name, archived }: BookChange,
): Promise<void> {
  await transaction(ground.db, async (tx) => {
    const { id } = await lockBook(tx, asked, 'owner')
    if (name !== undefined) {
      await writeWords(tx.query, ground, { subject: id, author: asked.person, text: name })
    }
    if (archived === undefined) return
    await tx.query(
      `update wallet.shared_books
       set archived_at = case when $2 then coalesce(archived_at, $3) end where id = $1`,
      [id, archived, ground.clock.now()],
    )
  })
}

/**
 * The owner makes somebody a member or a viewer, or hands the book over and is a member from then on.
 *
 * Refuses with `book_not_found`, `book_role`, `book_archived`, `member_not_found {member}` and
 * `book_owner_stays` where the owner would leave the book without one.
 */
export async function changeRole(
  ground: Ground,
  asked: { book: string; person: string },
  { member, role }: { member: string; role: BookRole },
): Promise<void> {
  await transaction(ground.db, async (tx) => {
    const book = await lockBook(tx, asked, 'owner')
    refuseArchived(book)
    await currentMember(tx, book.id, member)
    if (member === asked.person) {
      if (role === 'owner') return
      throw new Refusal('book_owner_stays', { book: book.id })
    }
    if (role === 'owner') await setRole(tx, { book: book.id, member: asked.person, role: 'member' })
    await setRole(tx, { book: book.id, member, role })
  })
}

/**
 * Somebody leaves, or the owner takes them out; only at zero, with no transfer on its way and no
 * cash waiting. An owner hands the book over first.
 *
 * Refuses with `book_not_found`, `book_role`, `member_not_found {member}`, `book_owner_stays`,
 * `member_not_even {asset, net}` and `member_awaits {transfers}`.
 */
export async function leaveBook(
  ground: Ground,
  asked: { book: string; person: string },
  member: string,
): Promise<void> {
  await transaction(ground.db, async (tx) => {
    const book = await lockBook(tx, asked, member === asked.person ? 'any' : 'owner')
    const leaving = await currentMember(tx, book.id, member)
    if (leaving.role === 'owner') throw new Refusal('book_owner_stays', { book: book.id })
    const nets = (await netsOf(tx, [book.id])).get(book.id) ?? []
    const net = nets.find(({ person }) => person === member)?.net ?? 0n
    if (net !== 0n) throw new Refusal('member_not_even', { asset: book.asset, net: String(net) })
    const open = [...(await onTheirWay(tx, book.id)), ...(await waitingCash(tx, book.id))]
    const coming = open.filter(({ payer, payee }) => payer === member || payee === member)
    if (coming.length > 0) throw new Refusal('member_awaits', { transfers: coming.length })
    await tx.query('update wallet.book_members set left_at = $3 where book = $1 and person = $2', [
      book.id,
      member,
      ground.clock.now(),
    ])
  })
}

/** Refuses with `member_not_found {member}`. */
export async function currentMember(tx: Tx, book: string, member: string): Promise<BookMember> {
  const found = (await membersOf(tx, book)).find(
    ({ person, leftAt }) => person === member && leftAt === null,
  )
  if (!found) throw new Refusal('member_not_found', { member })
  return found
}

async function setRole(
  tx: Tx,
  { book, member, role }: { book: string; member: string; role: BookRole },
): Promise<void> {
  await tx.query('update wallet.book_members set role = $3 where book = $1 and person = $2', [
    book,
    member,
    role,
  ])
}
