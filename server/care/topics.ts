import type { CareTopic } from '@suanpan/contract/texts/care'
import type { Db, Ground, Query } from '../platform/index.ts'
import { dueOf, type Promised } from './promise.ts'

export type Topic = Promised & { topic: CareTopic }

const TOPIC = `
  select topic, promise_minutes as "promiseMinutes", round_the_clock as "roundTheClock"
  from care.topics`

/** What one can write about, in the order in which it is offered. */
export function listTopics(db: Db): Promise<Topic[]> {
  return db.query<Topic>(`${TOPIC} order by position`)
}

/** When an answer to this is due. */
export async function dueFor(
  query: Query,
  { config }: Pick<Ground, 'config'>,
  { topic, at }: { topic: CareTopic; at: Date },
): Promise<Date> {
  const [found] = await query<Topic>(`${TOPIC} where topic = $1`, [topic])
  if (!found) throw new Error(`care has no topic ${topic}`)
  return dueOf(found, at, config.zone)
}

/** Changes what is promised from now on; what was promised stays. */
export async function setTopic(db: Db, topic: Topic): Promise<void> {
  await db.query(
    'update care.topics set promise_minutes = $2, round_the_clock = $3 where topic = $1',
    [topic.topic, topic.promiseMinutes, topic.roundTheClock],
  )
}
