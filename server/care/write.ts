import type { CareTopic } from '@suanpan/contract/texts/care'
import { Refusal } from '@suanpan/contract/refusals'
import { attachFiles, looseFiles, transaction, type Ground, type Tx } from '../platform/index.ts'
import { getBill } from '../wallet/index.ts'
import { getConversationOf, type Conversation } from './conversations.ts'
import { isWritten, unansweredIn, writeMessage } from './messages.ts'
import { letterOf } from './told.ts'
import { dueFor } from './topics.ts'

/** Conversations that one person may have open at a time. */
const OPEN_MAX = 5
/** Messages in a row that nobody has answered yet. */
const UNANSWERED_MAX = 20
/** How long a closed conversation can be taken up again. */
const REOPEN_DAYS = 30
const DAY_MS = 86_400_000

type Writing = { person: string; text: string; files: readonly string[]; at: Date }

/**
 * Begins a conversation with its first message; the answer has its promised time at once. Sends
 * `care.asked`.
 *
 * @param opening.message `cms_…`, which follows from the id of the conversation
 * Refuses with `care_too_many_open {max}`, `bill_not_found {bill}`, `file_not_found {file}` and
 * `id_used_with_other_content`.
 */
export async function openConversation(
  ground: Ground,
  opening: Writing & { id: string; message: string; topic: CareTopic; bill?: string },
): Promise<{ replayed: boolean }> {
  const { id, person, bill, topic, at } = opening
  const message = messageOf(opening.message, id, opening)
  if (await isWritten(ground.db, ground, message)) return { replayed: true }
  if (bill !== undefined && !(await getBill(ground.db, { person, bill }))) {
    throw new Refusal('bill_not_found', { bill })
  }
  return withFiles(ground, { ...opening, message: message.id }, async (tx) => {
    // Two openings of one person take turns, so that the count below holds.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 2))', [`care ${person}`])
    if (await isWritten(tx, ground, message)) return { replayed: true }
    const [open] = await tx.query<{ count: bigint }>(
      `select count(*) as count from care.conversations where person = $1 and state <> 'closed'`,
      [person],
    )
    if ((open?.count ?? 0n) >= OPEN_MAX) throw new Refusal('care_too_many_open', { max: OPEN_MAX })
    await tx.query(
      `insert into care.conversations (id, person, topic, bill, state, opened_at, moved_at, due_at)
       values ($1, $2, $3, $4, 'waiting', $5, $5, $6)`,
      [id, person, topic, bill ?? null, at, await dueFor(tx.query, ground, { topic, at })],
    )
    await writeMessage(tx, ground, { ...message, at })
    tx.emit(letterOf('care.asked', { id, person, topic }, { at, cause: message.id }))
    return { replayed: false }
  })
}

/**
 * Writes more; what was closed not long ago is open again. Sends `care.asked`.
 *
 * Refuses with `conversation_not_found`, `care_closed_long {days}`, `care_wait_for_answer {max}`,
 * `file_not_found` and `id_used_with_other_content`.
 */
export async function sayMore(
  ground: Ground,
  saying: Writing & { id: string; conversation: string },
): Promise<{ replayed: boolean }> {
  const { id, conversation, person, at } = saying
  await getConversationOf(ground.db, { id: conversation, person })
  const message = messageOf(id, conversation, saying)
  if (await isWritten(ground.db, ground, message)) return { replayed: true }
  return withFiles(ground, { ...saying, message: id }, async (tx) => {
    const found = await getConversationOf(tx, { id: conversation, person, lock: true })
    if (await isWritten(tx, ground, message)) return { replayed: true }
    refuseLongClosed(found, at)
    if ((await unansweredIn(tx.query, conversation)) >= UNANSWERED_MAX) {
      throw new Refusal('care_wait_for_answer', { max: UNANSWERED_MAX })
    }
    // Who writes again while they wait does not push their own answer back.
    const dueAt = found.dueAt ?? (await dueFor(tx.query, ground, { topic: found.topic, at }))
    await tx.query(
      `update care.conversations set state = 'waiting', moved_at = $2, due_at = $3, closed_at = null
       where id = $1`,
      [conversation, at, dueAt],
    )
    await writeMessage(tx, ground, { ...message, at })
    tx.emit(letterOf('care.asked', found, { at, cause: id }))
    return { replayed: false }
  })
}

const messageOf = (id: string, conversation: string, { person, text }: Writing) => ({
  id,
  conversation,
  kind: 'person' as const,
  by: person,
  text,
})

function refuseLongClosed({ closedAt }: Conversation, at: Date): void {
  if (closedAt === null) return
  if (at.getTime() - closedAt.getTime() <= REOPEN_DAYS * DAY_MS) return
  throw new Refusal('care_closed_long', { days: REOPEN_DAYS })
}

/** The files belong to the message before it is written, and to nothing again when it is not. */
async function withFiles<T>(
  ground: Ground,
  { person, files, message }: { person: string; files: readonly string[]; message: string },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  await attachFiles(ground, { owner: person, files, subject: message })
  try {
    return await transaction(ground.db, work)
  } catch (error) {
    if (error instanceof Refusal) await looseFiles(ground, message)
    throw error
  }
}
