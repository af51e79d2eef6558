import { Refusal } from '@suanpan/contract/refusals'
import { shredFiles, type Db, type Ground, type Query, type Tx } from '../platform/index.ts'

const TABLE = 'care.messages'

/** The sealed columns of this room, for the rotation of the installation's key. */
export const careSealedColumns = [{ table: TABLE, id: 'id', key: 'key' }]

export type MessageKind = 'person' | 'operator' | 'note'

export type CareMessage = {
  id: string
  kind: MessageKind
  by: string
  /** Null once it was erased. */
  text: string | null
  at: Date
}

type ToWrite = {
  id: string
  conversation: string
  kind: MessageKind
  by: string
  text: string
  at: Date
}

/** Writes a message, sealed. The same id with the same words is written once. */
export async function writeMessage(
  tx: Pick<Tx, 'query'>,
  ground: Ground,
  message: ToWrite,
): Promise<void> {
  const { id, conversation, kind, by, text, at } = message
  const key = ground.crypter.newKey({ table: TABLE, row: id })
  await tx.query(
    `insert into care.messages (id, conversation, kind, by, at, digest, key, text_sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      conversation,
      kind,
      by,
      at,
      digestOf(ground, message),
      key,
      ground.crypter.encrypt(key, { table: TABLE, column: 'text', row: id }, text),
    ],
  )
}

/**
 * Whether this very message was written before.
 * Refuses with `id_used_with_other_content {id}` when the id carries other words.
 */
export async function isWritten(
  { query }: { query: Query },
  ground: Ground,
  message: Omit<ToWrite, 'at'>,
): Promise<boolean> {
  const [known] = await query<{ digest: Buffer }>(
    'select digest from care.messages where id = $1',
    [message.id],
  )
  if (!known) return false
  if (known.digest.equals(digestOf(ground, message))) return true
  throw new Refusal('id_used_with_other_content', { id: message.id })
}

function digestOf(
  { crypter }: Ground,
  { conversation, kind, by, text }: Omit<ToWrite, 'at' | 'id'>,
): Buffer {
  return crypter.blindIndex('care.message', [conversation, kind, by, text].join('\u0000'))
}

/** What was written in a conversation, the oldest first; notes only for operators. */
export async function messagesIn(
  { db, crypter }: Ground,
  { conversation, notes }: { conversation: string; notes: boolean },
): Promise<CareMessage[]> {
  const rows = await db.query<Omit<CareMessage, 'text'> & { key: Buffer | null; sealed: Buffer }>(
    `select id, kind, by, at, key, text_sealed as sealed from care.messages
     where conversation = $1 and ($2 or kind <> 'note') order by seq`,
    [conversation, notes],
  )
  return rows.map(({ key, sealed, ...message }) => ({
    ...message,
    text: key && crypter.decrypt(key, { table: TABLE, column: 'text', row: message.id }, sealed),
  }))
}

/** In which conversation a message was written, or undefined. */
export async function conversationOfMessage(db: Db, id: string): Promise<string | undefined> {
  const [found] = await db.query<{ conversation: string }>(
    'select conversation from care.messages where id = $1',
    [id],
  )
  return found?.conversation
}

/** How many messages the person has sent since somebody last answered. */
export async function unansweredIn(query: Query, conversation: string): Promise<number> {
  const [row] = await query<{ count: bigint }>(
    `select count(*) as count from care.messages
     where conversation = $1 and kind = 'person' and seq > coalesce((
       select max(seq) from care.messages where conversation = $1 and kind = 'operator'), 0)`,
    [conversation],
  )
  return Number(row?.count ?? 0n)
}

/** Erases what was written and sent in all conversations of a person; that there were some stays. */
export async function shredCare(query: Query, person: string): Promise<void> {
  const messages = await query<{ id: string }>(
    `update care.messages m set key = null
     from care.conversations c where c.id = m.conversation and c.person = $1 returning m.id`,
    [person],
  )
  await shredFiles(
    query,
    messages.map(({ id }) => id),
  )
}
