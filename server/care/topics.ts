import type { CareTopic } from '@suanpan/contract/texts/care'
import { dueOf, type Hours, type Promised } from '@suanpan/kernel/time'
import type { Db, Ground, Query } from '../platform/index.ts'

export type Topic = Promised & { topic: CareTopic }

const TOPIC = `
  select topic, promise_minutes as "promiseMinutes", round_the_clock as "roundTheClock"
  from care.topics`

/** What one can write about, in the order in which it is offered. */
export function listTopics(db: Db): Promise<Topic[]> {
  return db.query<Topic>(`${TOPIC} order by position`)
}

/** When care is open. */
export async function careHours(query: Query): Promise<Hours> {
  const [hours] = await query<Hours>(
    'select from_hour as "from", until_hour as until from care.hours order by revision desc limit 1',
  )
  if (!hours) throw new Error('care has no hours')
  return hours
}

/** When an answer to this is due. */
export async function dueFor(
  query: Query,
  { config }: Pick<Ground, 'config'>,
  { topic, at }: { topic: CareTopic; at: Date },
): Promise<Date> {
  const [found] = await query<Topic>(`${TOPIC} where topic = $1`, [topic])
  if (!found) throw new Error(`care has no topic ${topic}`)
  return dueOf(found, await careHours(query), at, config.zone)
}

/** Changes what is promised from now on; what was promised stays. */
export async function setTopic(query: Query, topic: Topic): Promise<void> {
  await query(
    'update care.topics set promise_minutes = $2, round_the_clock = $3 where topic = $1',
    [topic.topic, topic.promiseMinutes, topic.roundTheClock],
  )
}

/** Changes from now on when care is open; what was promised stays. */
export async function setHours(
  query: Query,
  { from, until, by, at }: Hours & { by: string; at: Date },
): Promise<void> {
  await query(
    `insert into care.hours (from_hour, until_hour, changed_at, changed_by)
     values ($1, $2, $3, $4)`,
    [from, until, at, by],
  )
}
