import { Readable } from 'node:stream'
import { routes } from '@suanpan/contract/routes'
import { businessDate } from '@suanpan/kernel/time'
import { getPeople, maskName } from '../../../parties/index.ts'
import {
  acceptInvite,
  bookCsv,
  bookMembers,
  bookWords,
  changeBook,
  changeRole,
  declineInvite,
  getBookOf,
  invite,
  inviteOf,
  invitesTo,
  leaveBook,
  listBooks,
  manageInvites,
  memberCounts,
  openBook,
  revokeInvite,
  tokenOfInvite,
  type Invite,
} from '../../../wallet/index.ts'
import { handle } from '../../handle.ts'
import type { House } from '../../house.ts'
import { bookSummaries, wholeBook } from './views.ts'

/** The one asset that people settle up in. */
const BOOK_ASSET = 'CNY/2'
const UNNAMED = { zh: '成员', en: 'Member' } as const

/** Shared books: who is in them and how they are run. */
export const sharedBookHandlers = [
  handle(routes.books.list, async ({ principal, house }) => {
    const books = await listBooks(house.ground.db, principal.id)
    return { items: await bookSummaries(house, books, principal.id) }
  }),

  handle(routes.books.create, async ({ body, principal, house, idFor, replayed }) => {
    const id = idFor('bok')
    const wanted = { id, person: principal.id, name: body.name, asset: BOOK_ASSET }
    if ((await openBook(house.ground, wanted)).replayed) replayed()
    return summaryOf(house, id, principal.id)
  }),

  handle(routes.books.get, ({ params, principal, house }) =>
    wholeOf(house, params.id, principal.id),
  ),

  handle(routes.books.change, async ({ params, body, principal, house }) => {
    const { name, archived } = body
    await changeBook(
      house.ground,
      { book: params.id, person: principal.id },
      { ...(name !== undefined && { name }), ...(archived !== undefined && { archived }) },
    )
    return summaryOf(house, params.id, principal.id)
  }),

  handle(routes.books.csv, async ({ params, query, principal, house, download }) => {
    const { ground } = house
    const { language } = query
    const book = await getBookOf(ground.db, { book: params.id, person: principal.id })
    const members = await bookMembers(ground.db, book.id)
    const people = await getPeople(
      ground,
      members.map(({ person }) => person),
    )
    const nameOf = (person: string): string => {
      const name = people.get(person)?.name
      return name === undefined ? `${UNNAMED[language]} ${person.slice(-4)}` : maskName(name)
    }
    download(`book-${businessDate(ground.clock.now(), ground.config.zone)}.csv`)
    return Readable.from([await bookCsv(ground, book, { language, nameOf })])
  }),

  handle(routes.bookMembers.change, async ({ params, body, principal, house }) => {
    const asked = { book: params.id, person: principal.id }
    await changeRole(house.ground, asked, { member: params.person, role: body.role })
    return wholeOf(house, params.id, principal.id)
  }),

  handle(routes.bookMembers.remove, async ({ params, principal, house }) => {
    await leaveBook(house.ground, { book: params.id, person: principal.id }, params.person)
    return undefined
  }),

  handle(routes.bookInvites.list, async ({ params, principal, house }) => {
    const open = await manageInvites(house.ground, { book: params.id, person: principal.id })
    return { items: open.map((each) => inviteView(house, each)) }
  }),

  handle(routes.bookInvites.create, async ({ params, body, principal, house, idFor }) => {
    const { phone, role } = body
    const asked = { id: idFor('biv'), book: params.id, person: principal.id, role }
    return inviteView(house, await invite(house.ground, { ...asked, ...(phone && { phone }) }))
  }),

  handle(routes.bookInvites.revoke, async ({ params, principal, house }) => {
    await revokeInvite(house.ground, { book: params.id, person: principal.id }, params.invite)
    return undefined
  }),

  handle(routes.bookInvitations.list, async ({ principal, house }) => ({
    items: await invitationViews(house, await invitesTo(house.ground, principal.id)),
  })),

  handle(routes.bookInvitations.get, async ({ params, principal, house }) => {
    const found = await inviteOf(house.ground, { token: params.token, person: principal.id })
    const [view] = await invitationViews(house, [found])
    if (!view) throw new Error(`the invite ${found.id} has no view`)
    return view
  }),

  handle(routes.bookInvitations.accept, ({ params, principal, house }) =>
    acceptInvite(house.ground, { token: params.token, person: principal.id }),
  ),

  handle(routes.bookInvitations.decline, async ({ params, principal, house }) => {
    await declineInvite(house.ground, { token: params.token, person: principal.id })
    return undefined
  }),
]

async function summaryOf(house: House, book: string, person: string) {
  const found = await getBookOf(house.ground.db, { book, person })
  const [summary] = await bookSummaries(house, [found], person)
  if (!summary) throw new Error(`the book ${book} has no summary`)
  return summary
}

async function wholeOf(house: House, book: string, person: string) {
  return wholeBook(house, await getBookOf(house.ground.db, { book, person }), person)
}

function inviteView({ ground }: House, { id, kind, phoneEnd, role, expiresAt }: Invite) {
  const token = kind === 'link' ? tokenOfInvite(ground, id) : null
  return { id, kind, phoneEnd, role, token, expiresAt: expiresAt.toISOString() }
}

async function invitationViews({ ground }: House, invites: Invite[]) {
  const books = invites.map(({ book }) => book)
  const [words, counts, people] = await Promise.all([
    bookWords(ground, books),
    memberCounts(ground.db, books),
    getPeople(
      ground,
      invites.map(({ by }) => by),
    ),
  ])
  return invites.map(({ id, book, by, role, expiresAt }) => {
    const name = people.get(by)?.name
    return {
      token: tokenOfInvite(ground, id),
      book: words.get(book) ?? null,
      by: name === undefined ? null : maskName(name),
      members: counts.get(book) ?? 0,
      role,
      expiresAt: expiresAt.toISOString(),
    }
  })
}
