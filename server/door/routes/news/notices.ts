import { routes } from '@suanpan/contract/routes'
import {
  listNotices,
  markOneRead,
  markRead,
  named,
  noticePreferences,
  noticesAfter,
  noticeView,
  setNoticePreferences,
  unreadNotices,
  type Notice,
} from '../../../notices/index.ts'
import { bigintOf, cursorOf, pageOf, readCursor } from '../../cursor.ts'
import { handle } from '../../handle.ts'
import type { House } from '../../house.ts'

const POLLED_MAX = 50

/** What a person is told: the message centre, its settings, and the live stream. */
export const noticeHandlers = [
  handle(routes.notices.list, async ({ query, principal, house }) => {
    const found = await listNotices(house.ground.db, {
      person: principal.id,
      ...(query.tab !== undefined && { tab: query.tab }),
      ...(query.cursor !== undefined && { before: bigintOf(readCursor(query.cursor, 1)[0]) }),
      limit: query.limit + 1,
    })
    const preferences = await noticePreferences(house.ground.db, principal.id)
    return pageOf(await named(house.ground, found), query.limit, {
      view: (notice) => noticeView(house.ground, notice, preferences),
      cursor: ({ seq }) => cursorOf(seq),
    })
  }),

  handle(routes.notices.unread, async ({ principal, house }) => {
    const { tabs, latest } = await unreadNotices(house.ground.db, principal.id)
    const counts = { trade: 0, security: 0, service: 0, activity: 0 }
    for (const { tab, count } of tabs) counts[tab] = count
    const total = tabs.reduce((sum, { count }) => sum + count, 0)
    return { total, tabs: counts, latest: String(latest) }
  }),

  handle(routes.notices.after, async ({ params, principal, house }) => {
    const where = { person: principal.id, after: BigInt(params.seq), limit: POLLED_MAX }
    return { items: await viewsOf(house, principal.id, await noticesAfter(house.ground.db, where)) }
  }),

  handle(routes.notices.read, async ({ body, principal, house }) => {
    const person = principal.id
    const upTo = BigInt(body.upTo)
    if (body.only) {
      await markOneRead(house.ground, { person, seq: upTo })
      return undefined
    }
    await markRead(house.ground, {
      person,
      upTo,
      ...(body.tab !== undefined && { tab: body.tab }),
    })
    return undefined
  }),

  handle(routes.notices.preferences, ({ principal, house }) =>
    noticePreferences(house.ground.db, principal.id),
  ),

  handle(routes.notices.setPreferences, async ({ body, principal, house }) => {
    await setNoticePreferences(house.ground, principal.id, body)
    return noticePreferences(house.ground.db, principal.id)
  }),

  handle(routes.notices.events, ({ query, principal, house, lastEventId }) => {
    const seen = /^[0-9]{1,18}$/.test(lastEventId ?? '') ? lastEventId : query.after
    return house.alerts.open(principal.id, seen === undefined ? undefined : BigInt(seen))
  }),
]

async function viewsOf({ ground }: House, person: string, notices: Notice[]) {
  const preferences = await noticePreferences(ground.db, person)
  return (await named(ground, notices)).map((each) => noticeView(ground, each, preferences))
}
