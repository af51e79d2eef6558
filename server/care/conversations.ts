import type { CareTopic } from '@suanpan/contract/texts/care'
import { Refusal } from '@suanpan/contract/refusals'
import type { Db, Query } from '../platform/index.ts'

export type ConversationState = 'waiting' | 'answered' | 'closed'

export type Conversation = {
  id: string
  number: bigint
  person: string
  topic: CareTopic
  bill: string | null
  state: ConversationState
  /** Who has taken it on. */
  operator: string | null
  openedAt: Date
  movedAt: Date
  /** By when an answer is promised; null while none is waited for. */
  dueAt: Date | null
  closedAt: Date | null
  rating: number | null
}

const CONVERSATION = `
  select id, number, person, topic, bill, state, operator, opened_at as "openedAt",
    moved_at as "movedAt", due_at as "dueAt", closed_at as "closedAt", rating
  from care.conversations`

/** A conversation. Refuses with `conversation_not_found {conversation}`. */
export async function getConversation(
  db: { query: Query },
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<Conversation> {
  const [found] = await db.query<Conversation>(
    `${CONVERSATION} where id = $1${lock ? ' for update' : ''}`,
    [id],
  )
  if (!found) throw new Refusal('conversation_not_found', { conversation: id })
  return found
}

/** A conversation of this person; somebody else's is not there for them. */
export async function getConversationOf(
  db: { query: Query },
  { id, person, lock = false }: { id: string; person: string; lock?: boolean },
): Promise<Conversation> {
  const found = await getConversation(db, id, { lock })
  if (found.person !== person) throw new Refusal('conversation_not_found', { conversation: id })
  return found
}

export type Place = { movedAt: Date; id: string }

/** The conversations of a person, the last one written in first. */
export function conversationsOf(
  db: Db,
  { person, before, limit }: { person: string; before?: Place; limit: number },
): Promise<Conversation[]> {
  return db.query<Conversation>(
    `${CONVERSATION} where person = $1 and ($2::timestamptz is null or (moved_at, id) < ($2, $3))
     order by moved_at desc, id desc limit $4`,
    [person, before?.movedAt ?? null, before?.id ?? null, limit],
  )
}

export type Queue = 'unassigned' | 'mine' | 'overdue' | 'all'

/**
 * What waits for operators, what was promised soonest first; in `all` and for one person also what
 * is answered and closed, the last one moved first.
 */
export function listQueue(
  db: Db,
  filter: { queue: Queue; operator: string; person?: string; at: Date; limit: number },
): Promise<Conversation[]> {
  const { queue, operator, person, at, limit } = filter
  return db.query<Conversation>(
    `${CONVERSATION}
     where ($1 = 'all'
         or ($1 = 'unassigned' and operator is null and state <> 'closed')
         or ($1 = 'mine' and operator = $2 and state <> 'closed')
         or ($1 = 'overdue' and due_at < $3))
       and ($4::text is null or person = $4)
     order by due_at asc nulls last, moved_at desc, id desc limit $5`,
    [queue, operator, at, person ?? null, limit],
  )
}

/** How much there is in each queue. */
export async function countQueues(
  db: Db,
  { operator, at }: { operator: string; at: Date },
): Promise<{ unassigned: number; mine: number; overdue: number }> {
  const [row] = await db.query<{ unassigned: bigint; mine: bigint; overdue: bigint }>(
    `select count(*) filter (where operator is null) as unassigned,
       count(*) filter (where operator = $1) as mine, count(*) filter (where due_at < $2) as overdue
     from care.conversations where state <> 'closed'`,
    [operator, at],
  )
  return {
    unassigned: Number(row?.unassigned ?? 0n),
    mine: Number(row?.mine ?? 0n),
    overdue: Number(row?.overdue ?? 0n),
  }
}
