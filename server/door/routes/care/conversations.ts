import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import {
  answerConversation,
  closeByOperator,
  conversationOfMessage,
  countQueues,
  getConversation,
  handOver,
  listQueue,
  takeConversation,
} from '../../../care/index.ts'
import { recordAct } from '../../../oversight/index.ts'
import { listOperators, operatorNames } from '../../../parties/index.ts'
import { getFile } from '../../../platform/index.ts'
import { handle, type Ask } from '../../handle.ts'
import type { House } from '../../house.ts'
import { conversationView, deskSummary } from './conversation-view.ts'
import { bytesOf } from './files.ts'

const QUEUE_SHOWN = 200

/** Customer care at the desk. */
export const conversationHandlers = [
  handle(routes.care.desk, async ({ principal, house }) => {
    const { ground } = house
    const counts = await countQueues(ground.db, { operator: principal.id, at: ground.clock.now() })
    const operators = await listOperators(ground, { limit: QUEUE_SHOWN })
    return { ...counts, operators: operators.map(({ id, name }) => ({ id, name })) }
  }),

  handle(routes.conversations.list, async ({ query, principal, house }) => {
    const { ground } = house
    const found = await listQueue(ground.db, {
      queue: query.queue,
      ...(query.person !== undefined && { person: query.person }),
      operator: principal.id,
      at: ground.clock.now(),
      limit: QUEUE_SHOWN,
    })
    const names = await operatorNames(
      ground,
      found.flatMap(({ operator }) => operator ?? []),
    )
    return { items: found.map((each) => deskSummary(house, each, names)) }
  }),

  handle(routes.conversations.get, async ({ params, principal, house, origin }) => {
    const found = await getConversation(house.ground.db, params.id)
    await noteReading(house, { by: principal.id, origin, action: 'care.read', subject: found.id })
    return conversationView(house, found)
  }),

  handle(routes.conversations.file, async ({ params, principal, house, origin, download }) => {
    const { db } = house.ground
    const { id } = await getConversation(db, params.id)
    const found = await getFile(db, params.file)
    const of = found?.subject ? await conversationOfMessage(db, found.subject) : undefined
    if (!found || of !== id) throw new Refusal('file_not_found', { file: params.file })
    await noteReading(house, { by: principal.id, origin, action: 'care.file', subject: found.id })
    return bytesOf(house, found, download)
  }),

  handle(routes.conversations.take, async (ask) => {
    await takeConversation(ask.house.ground, workOf(ask))
    return shown(ask.house, ask.params.id)
  }),

  handle(routes.conversations.answer, async (ask) => {
    const id = ask.idFor('cms')
    const done = await answerConversation(ask.house.ground, { ...workOf(ask), id, ...ask.body })
    if (done.replayed) ask.replayed()
    return shown(ask.house, ask.params.id)
  }),

  handle(routes.conversations.handOver, async (ask) => {
    const id = ask.idFor('cms')
    const done = await handOver(ask.house.ground, { ...workOf(ask), id, ...ask.body })
    if (done.replayed) ask.replayed()
    return shown(ask.house, ask.params.id)
  }),

  handle(routes.conversations.close, async (ask) => {
    await closeByOperator(ask.house.ground, workOf(ask))
    return shown(ask.house, ask.params.id)
  }),
]

type Working = Pick<
  Ask<typeof routes.conversations.take>,
  'params' | 'principal' | 'house' | 'origin'
>

const workOf = ({ params, principal, house, origin }: Working) => ({
  conversation: params.id,
  operator: principal.id,
  origin,
  at: house.ground.clock.now(),
})

const shown = async (house: House, id: string) =>
  conversationView(house, await getConversation(house.ground.db, id))

/** What people wrote is personal: an operator who opens it answers for it. */
async function noteReading(
  { ground }: House,
  { by, ...act }: { by: string; action: string; subject: string; origin: Working['origin'] },
): Promise<void> {
  await recordAct(ground.db, ground, { actor: { kind: 'operator', id: by }, ...act })
}
