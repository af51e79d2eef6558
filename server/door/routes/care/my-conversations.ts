import { routes } from '@suanpan/contract/routes'
import { derivedId } from '@suanpan/kernel/ids'
import { dueOf } from '@suanpan/kernel/time'
import {
  careHours,
  closeByPerson,
  conversationsOf,
  getConversationOf,
  listTopics,
  openConversation,
  rateConversation,
  sayMore,
} from '../../../care/index.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../../cursor.ts'
import { handle } from '../../handle.ts'
import type { House } from '../../house.ts'
import { conversationSummary, myConversationView } from './conversation-view.ts'

/** A person writes to us and reads what we answered. */
export const myConversationHandlers = [
  handle(routes.myConversations.topics, async ({ house }) => {
    const { db, clock, config } = house.ground
    const now = clock.now()
    const hours = await careHours(db.query)
    return {
      items: (await listTopics(db)).map((topic) => ({
        ...topic,
        dueAt: dueOf(topic, hours, now, config.zone).toISOString(),
      })),
      hours,
    }
  }),

  handle(routes.myConversations.create, async ({ body, principal, house, idFor, replayed }) => {
    const { bill, ...said } = body
    const id = idFor('cse')
    const made = await openConversation(house.ground, {
      ...said,
      ...(bill !== undefined && { bill }),
      id,
      message: derivedId('cms', id, 'first message'),
      person: principal.id,
      at: house.ground.clock.now(),
    })
    if (made.replayed) replayed()
    return shown(house, id, principal.id)
  }),

  handle(routes.myConversations.list, async ({ query, principal, house }) => {
    const [movedAt, id = ''] = query.cursor === undefined ? [] : readCursor(query.cursor, 2)
    const found = await conversationsOf(house.ground.db, {
      person: principal.id,
      limit: query.limit + 1,
      ...(movedAt !== undefined && { before: { movedAt: instantOf(movedAt), id } }),
    })
    return pageOf(found, query.limit, {
      view: (each) => conversationSummary(house, each),
      cursor: (each) => cursorOf(each.movedAt, each.id),
    })
  }),

  handle(routes.myConversations.get, ({ params, principal, house }) =>
    shown(house, params.id, principal.id),
  ),

  handle(routes.myConversations.say, async ({ params, body, principal, house, ...ask }) => {
    const said = await sayMore(house.ground, {
      ...body,
      id: ask.idFor('cms'),
      conversation: params.id,
      person: principal.id,
      at: house.ground.clock.now(),
    })
    if (said.replayed) ask.replayed()
    return shown(house, params.id, principal.id)
  }),

  handle(routes.myConversations.close, async ({ params, principal, house }) => {
    const at = house.ground.clock.now()
    await closeByPerson(house.ground, { conversation: params.id, person: principal.id, at })
    return shown(house, params.id, principal.id)
  }),

  handle(routes.myConversations.rate, async ({ params, body, principal, house }) => {
    const rated = { conversation: params.id, person: principal.id, rating: body.rating }
    await rateConversation(house.ground, rated)
    return shown(house, params.id, principal.id)
  }),
]

async function shown(house: House, id: string, person: string) {
  return myConversationView(house, await getConversationOf(house.ground.db, { id, person }))
}
