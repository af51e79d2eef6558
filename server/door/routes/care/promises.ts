import { routes } from '@suanpan/contract/routes'
import { careHours, listTopics, setHours, setTopic } from '../../../care/index.ts'
import { recordAct } from '../../../oversight/index.ts'
import { transaction } from '../../../platform/index.ts'
import { handle } from '../../handle.ts'

/** What customer care promises: how soon it answers what, and when it is open. */
export const carePromiseHandlers = [
  handle(routes.care.topics, async ({ house }) => {
    const { db, clock } = house.ground
    const now = clock.now().toISOString()
    return { items: await listTopics(db), hours: await careHours(db.query), now }
  }),

  handle(routes.care.setTopic, async ({ params, body, principal, house, origin }) => {
    const { ground } = house
    const { reason, ...promise } = body
    const was = (await listTopics(ground.db)).find(({ topic }) => topic === params.topic)
    await transaction(ground.db, async (tx) => {
      await setTopic(tx.query, { ...params, ...promise })
      await recordAct(tx, ground, {
        actor: { kind: 'operator', id: principal.id },
        action: 'care.set_topic',
        subject: params.topic,
        ...(was && {
          before: { promiseMinutes: was.promiseMinutes, roundTheClock: was.roundTheClock },
        }),
        after: promise,
        ...(reason !== undefined && { reason }),
        origin,
      })
    })
    return { ...params, ...promise }
  }),

  handle(routes.care.setHours, async ({ body, principal, house, origin }) => {
    const { ground } = house
    const { reason, ...hours } = body
    await transaction(ground.db, async (tx) => {
      const before = await careHours(tx.query)
      await setHours(tx.query, { ...hours, by: principal.id, at: ground.clock.now() })
      await recordAct(tx, ground, {
        actor: { kind: 'operator', id: principal.id },
        action: 'care.set_hours',
        subject: 'care',
        before,
        after: hours,
        reason,
        origin,
      })
    })
    return hours
  }),
]
