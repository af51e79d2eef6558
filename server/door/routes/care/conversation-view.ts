import { filesOf } from '../../../platform/index.ts'
import { operatorNames } from '../../../parties/index.ts'
import { messagesIn, type Conversation } from '../../../care/index.ts'
import type { House } from '../../house.ts'
import { fileView } from './files.ts'

export const conversationSummary = ({ ground }: House, each: Conversation) => ({
  id: each.id,
  number: String(each.number),
  topic: each.topic,
  bill: each.bill,
  state: each.state,
  openedAt: each.openedAt.toISOString(),
  movedAt: each.movedAt.toISOString(),
  dueAt: each.dueAt?.toISOString() ?? null,
  overdue: each.dueAt !== null && each.dueAt < ground.clock.now(),
  rating: each.rating,
})

/** What the person reads: their own words and the answers, never who of us it was. */
export async function myConversationView(house: House, conversation: Conversation) {
  const messages = await messageViews(house, conversation.id, { notes: false })
  return {
    ...conversationSummary(house, conversation),
    messages: messages.map(({ message: { kind }, view }) => ({
      ...view,
      by: kind === 'person' ? ('person' as const) : ('operator' as const),
    })),
  }
}

/** What operators read, notes and names included. */
export async function conversationView(house: House, conversation: Conversation) {
  const messages = await messageViews(house, conversation.id, { notes: true })
  const wrote = messages.flatMap(({ message: { kind, by } }) => (kind === 'person' ? [] : [by]))
  const names = await operatorNames(house.ground, [...wrote, conversation.operator ?? ''])
  return {
    ...deskSummary(house, conversation, names),
    messages: messages.map(({ message: { kind, by }, view }) => ({
      ...view,
      kind,
      operator: kind === 'person' ? null : { id: by, name: names.get(by) ?? by },
    })),
  }
}

export function deskSummary(house: House, each: Conversation, names: Map<string, string>) {
  const { operator, person } = each
  return {
    ...conversationSummary(house, each),
    person,
    operator: operator === null ? null : { id: operator, name: names.get(operator) ?? operator },
  }
}

async function messageViews(
  { ground }: House,
  conversation: string,
  { notes }: { notes: boolean },
) {
  const messages = await messagesIn(ground, { conversation, notes })
  const files = await filesOf(
    ground.db,
    messages.map(({ id }) => id),
  )
  return messages.map((message) => ({
    message,
    view: {
      id: message.id,
      text: message.text,
      files: (files.get(message.id) ?? []).map(fileView),
      at: message.at.toISOString(),
    },
  }))
}
