import { routes } from '@suanpan/contract/routes'
import {
  listMessages,
  noteReceipt,
  subscribePush,
  unsubscribePush,
  type Message,
} from '../../../messages/index.ts'
import { cursorOf, instantOf, pageOf, readCursor } from '../../cursor.ts'
import { handle } from '../../handle.ts'

/** What was sent, what became of it, and notes to browsers. */
export const messageHandlers = [
  handle(routes.messages.list, async ({ query, house }) => {
    const { person, state, channel, limit } = query
    const [createdAt, id = ''] = query.cursor === undefined ? [] : readCursor(query.cursor, 2)
    const messages = await listMessages(house.ground, {
      ...(person !== undefined && { person }),
      ...(state !== undefined && { state }),
      ...(channel !== undefined && { channel }),
      ...(query.cursor !== undefined && { before: { createdAt: instantOf(createdAt), id } }),
      reveal: house.demo !== undefined,
      limit: limit + 1,
    })
    return pageOf(messages, limit, {
      view: messageView,
      cursor: (message) => cursorOf(message.createdAt, message.id),
    })
  }),

  handle(routes.messages.receipt, async ({ body, house }) => {
    await noteReceipt(house.ground, body)
    return undefined
  }),

  handle(routes.messages.pushKey, ({ house }) =>
    Promise.resolve({ key: house.ground.config.messages.push?.publicKey ?? null }),
  ),

  handle(routes.messages.subscribe, async ({ body, principal, house }) => {
    const { person, device } = principal.session
    await subscribePush(house.ground, { person, device, subscription: body })
    return undefined
  }),

  handle(routes.messages.unsubscribe, async ({ principal, house }) => {
    const { person, device } = principal.session
    await unsubscribePush(house.ground, { person, device })
    return undefined
  }),
]

function messageView(message: Message) {
  return {
    ...message,
    createdAt: message.createdAt.toISOString(),
    expiresAt: message.expiresAt?.toISOString() ?? null,
    sentAt: message.sentAt?.toISOString() ?? null,
    deliveredAt: message.deliveredAt?.toISOString() ?? null,
  }
}
