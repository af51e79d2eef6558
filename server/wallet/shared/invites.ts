import { timingSafeEqual } from 'node:crypto'
import { Refusal } from '@suanpan/contract/refusals'
import { derivedId, isId } from '@suanpan/kernel/ids'
import { findPersonByPhone, getPerson, normalPhone } from '../../parties/index.ts'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import { getBookOf, lockBook, membersOf, refuseArchived } from './books.ts'
import { MEMBERS_MAX } from './manage.ts'

const DAY_MS = 86_400_000
const INVITE_DAYS = 7
const TOKEN_CHARS = 22

type InvitedRole = 'member' | 'viewer'

export type Invite = {
  id: string
  book: string
  /** A link is for whoever has it; with a phone it is for whoever has that phone. */
  kind: 'link' | 'phone'
  phoneEnd: string | null
  role: InvitedRole
  by: string
  expiresAt: Date
}

export type Inviting = {
  id: string
  book: string
  person: string
  role: InvitedRole
  /** Absent for a link. */
  phone?: string
}

const INVITE = `
  select id, book, kind, phone_end as "phoneEnd", role, by, expires_at as "expiresAt"
  from wallet.book_invites`

/**
 * The owner asks people in, by a link or by phone, for seven days. A new link ends the one before.
 * Whether somebody has that phone is not told. Sends `book.invited` to who has it.
 *
 * Refuses with `book_not_found`, `book_role`, `book_archived` and `id_used_with_other_content`.
 */
export async function invite(ground: Ground, asked: Inviting): Promise<Invite> {
  const { id, book, person, role } = asked
  const at = ground.clock.now()
  const phone = asked.phone === undefined ? undefined : normalPhone(asked.phone)
  const invited = phone === undefined ? undefined : await findPersonByPhone(ground, phone)
  return transaction(ground.db, async (tx) => {
    refuseArchived(await lockBook(tx, { book, person }, 'owner'))
    const kind = phone === undefined ? 'link' : 'phone'
    const index = phone === undefined ? null : indexOf(ground, phone)
    const known = await knownInvite(tx, id)
    if (known) {
      const isSame =
        known.book === book &&
        known.role === role &&
        known.kind === kind &&
        (known.phone === null ? index === null : index?.equals(known.phone) === true)
      if (!isSame) throw new Refusal('id_used_with_other_content', { id })
      return known
    }
    await tx.query(
      `update wallet.book_invites set ended_at = $4 where book = $1 and kind = $2
       and phone_index is not distinct from $3 and ended_at is null`,
      [book, kind, index, at],
    )
    await tx.query(
      `insert into wallet.book_invites
         (id, book, kind, phone_index, phone_end, role, by, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        book,
        kind,
        index,
        phone?.slice(-4) ?? null,
        role,
        person,
        at,
        new Date(at.getTime() + INVITE_DAYS * DAY_MS),
      ],
    )
    if (invited && invited.id !== person) {
      tx.emit({
        id: derivedId('ltr', id, 'book.invited'),
        type: 'book.invited',
        party: invited.id,
        at,
        body: { book, person: invited.id, actor: person, occurredAt: at.toISOString() },
      })
    }
    const made = await openInvite(tx, { id, at })
    if (!made) throw new Error(`the invite ${id} is gone right after it was made`)
    return made
  })
}

/** The secret of an invite: it follows from its id, so nothing of it has to be kept. */
export function tokenOf({ crypter }: Ground, id: string): string {
  const mark = crypter.blindIndex('book.invite', id).toString('base64url').slice(0, TOKEN_CHARS)
  // No dot: the address of the link would be taken for that of a file.
  return `${id}-${mark}`
}

/**
 * The open invite of a token, for who is asking: one by phone is there for that phone only.
 *
 * Refuses with `invite_not_found`.
 */
export async function inviteOf(
  ground: Ground,
  { token, person }: { token: string; person: string },
): Promise<Invite> {
  const id = token.slice(0, token.indexOf('-'))
  const at = ground.clock.now()
  const genuine = isId(id, 'biv') && same(token, tokenOf(ground, id))
  const found = genuine ? await openInvite(ground.db, { id, at }) : undefined
  const mine = found?.kind === 'phone' ? await invitesTo(ground, person) : undefined
  if (!found || (mine && !mine.some((each) => each.id === id)))
    throw new Refusal('invite_not_found')
  return found
}

/** The open invites to the phone of this person. */
export async function invitesTo(ground: Ground, person: string): Promise<Invite[]> {
  const phone = (await getPerson(ground, person))?.phone
  if (phone === undefined) return []
  // An import may have brought several people with one number: then none of them is meant.
  if ((await findPersonByPhone(ground, phone))?.id !== person) return []
  return ground.db.query<Invite>({
    name: 'wallet.invites_to',
    text: `${INVITE} where phone_index = $1 and ended_at is null and expires_at > $2
           order by created_at desc`,
    values: [indexOf(ground, phone), ground.clock.now()],
  })
}

/** What the owner has open. Refuses with `book_not_found` and `book_role`. */
export async function manageInvites(
  ground: Ground,
  asked: { book: string; person: string },
): Promise<Invite[]> {
  const { role } = await getBookOf(ground.db, asked)
  if (role !== 'owner') throw new Refusal('book_role', { needed: 'owner', role })
  return ground.db.query<Invite>({
    name: 'wallet.open_invites',
    text: `${INVITE} where book = $1 and ended_at is null and expires_at > $2 order by created_at`,
    values: [asked.book, ground.clock.now()],
  })
}

/**
 * Comes into the book; who is in it already stays what they are. Sends `book.joined` to the owner.
 *
 * Refuses with `invite_not_found`, `book_archived {book}` and `book_full {max}`.
 */
export async function acceptInvite(
  ground: Ground,
  asked: { token: string; person: string },
): Promise<{ book: string }> {
  const { id, book, kind, role } = await inviteOf(ground, asked)
  const { person } = asked
  const at = ground.clock.now()
  await transaction(ground.db, async (tx) => {
    const [locked] = await tx.query<{ archived: boolean }>(
      `select archived_at is not null as archived from wallet.shared_books
       where id = $1 for update`,
      [book],
    )
    if (locked?.archived) throw new Refusal('book_archived', { book })
    // It may have ended while the book was waited for.
    if (!(await openInvite(tx, { id, at }))) throw new Refusal('invite_not_found')
    const members = (await membersOf(tx, book)).filter(({ leftAt }) => leftAt === null)
    if (kind === 'phone') await endInvite(tx, { id, at })
    if (members.some((each) => each.person === person)) return
    if (members.length >= MEMBERS_MAX) throw new Refusal('book_full', { max: MEMBERS_MAX })
    await tx.query(
      `insert into wallet.book_members (book, person, role, joined_at) values ($1, $2, $3, $4)
       on conflict (book, person) do update set role = excluded.role, left_at = null`,
      [book, person, role, at],
    )
    const owner = members.find((each) => each.role === 'owner')?.person ?? person
    tx.emit({
      id: derivedId('ltr', id, `book.joined ${person} ${at.getTime()}`),
      type: 'book.joined',
      party: owner,
      at,
      body: { book, person: owner, actor: person, role, occurredAt: at.toISOString() },
    })
  })
  return { book }
}

/** Whoever was asked by phone does not want to. Refuses with `invite_not_found`. */
export async function declineInvite(
  ground: Ground,
  asked: { token: string; person: string },
): Promise<void> {
  const { id, kind } = await inviteOf(ground, asked)
  if (kind === 'phone') await endInvite(ground.db, { id, at: ground.clock.now() })
}

/** The owner takes an invite back. Refuses with `book_not_found`, `book_role` and `invite_not_found`. */
export async function revokeInvite(
  ground: Ground,
  asked: { book: string; person: string },
  id: string,
): Promise<void> {
  await transaction(ground.db, async (tx) => {
    await lockBook(tx, asked, 'owner')
    const found = await openInvite(tx, { id, at: ground.clock.now() })
    if (found?.book !== asked.book) throw new Refusal('invite_not_found')
    await endInvite(tx, { id, at: ground.clock.now() })
  })
}

/** The invite of an id with the index of its phone, also once it has ended. */
async function knownInvite(
  { query }: Pick<Tx, 'query'>,
  id: string,
): Promise<(Invite & { phone: Buffer | null }) | undefined> {
  const [row] = await query<Invite & { phone: Buffer | null }>(
    `select k.*, i.phone_index as phone from (${INVITE} where id = $1) k
     join wallet.book_invites i on i.id = k.id`,
    [id],
  )
  return row
}

async function openInvite(
  { query }: Pick<Tx, 'query'>,
  { id, at }: { id: string; at: Date },
): Promise<Invite | undefined> {
  const [row] = await query<Invite>({
    name: 'wallet.open_invite',
    text: `${INVITE} where id = $1 and ended_at is null and expires_at > $2`,
    values: [id, at],
  })
  return row
}

async function endInvite({ query }: Pick<Tx, 'query'>, { id, at }: { id: string; at: Date }) {
  await query('update wallet.book_invites set ended_at = $2 where id = $1', [id, at])
}

const indexOf = ({ crypter }: Ground, phone: string): Buffer =>
  crypter.blindIndex('book.phone', phone)

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
