import { Refusal } from '@suanpan/contract/refusals'
import { recordAct, type Origin } from '../oversight/index.ts'
import { operatorNames } from '../parties/index.ts'
import { transaction, type Ground, type Tx } from '../platform/index.ts'
import { getConversation, getConversationOf, type Conversation } from './conversations.ts'
import { isWritten, writeMessage, type MessageKind } from './messages.ts'
import { letterOf } from './told.ts'

/** An operator at work on a conversation. */
export type AtWork = { conversation: string; operator: string; origin: Origin; at: Date }

/**
 * Takes on what nobody has; taking on one's own changes nothing. Of two who take it one has it.
 * Refuses with `conversation_not_found`, `care_is_closed` and `care_taken {operator}`.
 */
export function takeConversation(ground: Ground, work: AtWork): Promise<void> {
  return working(ground, work, async (tx, found) => {
    refuseTaken(found, work.operator)
    if (found.operator === work.operator) return
    await assign(tx, found, { to: work.operator, at: work.at })
    await record(tx, ground, { work, action: 'care.take' })
  })
}

/**
 * Answers; what nobody has taken is then theirs. Sends `care.answered`.
 * Refuses like taking it, and with `id_used_with_other_content`.
 */
export function answerConversation(
  ground: Ground,
  { id, text, ...work }: AtWork & { id: string; text: string },
): Promise<{ replayed: boolean }> {
  const message = noted('operator', id, { ...work, text })
  return writing(ground, { work, message }, async (tx, found) => {
    refuseTaken(found, work.operator)
    await tx.query(
      `update care.conversations set state = 'answered', due_at = null, operator = $2, moved_at = $3
       where id = $1`,
      [found.id, work.operator, work.at],
    )
    await record(tx, ground, { work, action: 'care.answer', after: { message: id } })
    tx.emit(letterOf('care.answered', found, { at: work.at, cause: id }))
  })
}

/**
 * Hands a conversation over with a note that operators alone read.
 * Refuses with `conversation_not_found`, `care_is_closed` and `operator_not_found {operator}`.
 */
export async function handOver(
  ground: Ground,
  { id, to, note, ...work }: AtWork & { id: string; to: string; note: string },
): Promise<{ replayed: boolean }> {
  if (!(await operatorNames(ground, [to])).has(to)) {
    throw new Refusal('operator_not_found', { operator: to })
  }
  const message = noted('note', id, { ...work, text: note })
  return writing(ground, { work, message }, async (tx, found) => {
    await assign(tx, found, { to, at: work.at })
    await record(tx, ground, { work, action: 'care.hand_over', after: { to } })
  })
}

/** Closes it; closed once, it stays as it is. Sends `care.closed`. Refuses like taking it. */
export function closeByOperator(ground: Ground, work: AtWork): Promise<void> {
  return transaction(ground.db, async (tx) => {
    const found = await getConversation(tx, work.conversation, { lock: true })
    if (found.state === 'closed') return
    refuseTaken(found, work.operator)
    await close(tx, found, work.at)
    await record(tx, ground, { work, action: 'care.close' })
    tx.emit(letterOf('care.closed', found, closing(found, work.at, 'operator')))
  })
}

/** The person needs nothing more; closed once, it stays as it is. Refuses with `conversation_not_found`. */
export function closeByPerson(
  ground: Ground,
  { conversation: id, person, at }: { conversation: string; person: string; at: Date },
): Promise<void> {
  return transaction(ground.db, async (tx) => {
    const found = await getConversationOf(tx, { id, person, lock: true })
    if (found.state === 'closed') return
    await close(tx, found, at)
    tx.emit(letterOf('care.closed', found, closing(found, at, 'person')))
  })
}

/**
 * Says how good the answer was; said again, the last word counts.
 * Refuses with `conversation_not_found` and `care_nothing_to_rate`.
 */
export async function rateConversation(
  { db }: Ground,
  { conversation: id, person, rating }: { conversation: string; person: string; rating: number },
): Promise<void> {
  const found = await getConversationOf(db, { id, person })
  const rated = await db.query(
    `update care.conversations set rating = $2 where id = $1 and exists (
       select 1 from care.messages where conversation = $1 and kind = 'operator') returning 1`,
    [found.id, rating],
  )
  if (rated.length === 0) throw new Refusal('care_nothing_to_rate')
}

type Written = { id: string; conversation: string; kind: MessageKind; by: string; text: string }

const noted = (
  kind: MessageKind,
  id: string,
  { conversation, operator, text }: { conversation: string; operator: string; text: string },
): Written => ({ id, conversation, kind, by: operator, text })

function writing(
  ground: Ground,
  { work, message }: { work: AtWork; message: Written },
  then: (tx: Tx, found: Conversation) => Promise<void>,
): Promise<{ replayed: boolean }> {
  return transaction(ground.db, async (tx) => {
    const found = await getConversation(tx, work.conversation, { lock: true })
    if (await isWritten(tx, ground, message)) return { replayed: true }
    if (found.state === 'closed') throw new Refusal('care_is_closed')
    await writeMessage(tx, ground, { ...message, at: work.at })
    await then(tx, found)
    return { replayed: false }
  })
}

function working(
  ground: Ground,
  work: AtWork,
  then: (tx: Tx, found: Conversation) => Promise<void>,
): Promise<void> {
  return transaction(ground.db, async (tx) => {
    const found = await getConversation(tx, work.conversation, { lock: true })
    if (found.state === 'closed') throw new Refusal('care_is_closed')
    await then(tx, found)
  })
}

function refuseTaken({ operator }: Conversation, mine: string): void {
  if (operator !== null && operator !== mine) throw new Refusal('care_taken', { operator })
}

async function assign(
  tx: Tx,
  { id }: Conversation,
  { to, at }: { to: string; at: Date },
): Promise<void> {
  await tx.query('update care.conversations set operator = $2, moved_at = $3 where id = $1', [
    id,
    to,
    at,
  ])
}

async function close(tx: Tx, { id }: Conversation, at: Date): Promise<void> {
  await tx.query(
    `update care.conversations set state = 'closed', closed_at = $2, moved_at = $2, due_at = null
     where id = $1`,
    [id, at],
  )
}

/** It may be closed more than once in its life; each time is news of its own. */
const closing = ({ id }: Conversation, at: Date, by: 'operator' | 'person') => ({
  at,
  cause: `${id}:${at.getTime()}`,
  more: { by },
})

async function record(
  tx: Tx,
  ground: Ground,
  { work, action, after }: { work: AtWork; action: string; after?: Record<string, string> },
): Promise<void> {
  await recordAct(tx, ground, {
    actor: { kind: 'operator', id: work.operator },
    action,
    subject: work.conversation,
    ...(after && { after }),
    origin: work.origin,
  })
}
