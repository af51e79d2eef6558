import type { ChannelName, Purpose, TemplateName } from '@suanpan/contract/message-templates'
import { fillTemplate, messageTemplates } from '@suanpan/contract/message-templates'
import { Refusal } from '@suanpan/contract/refusals'
import type { Ground } from '../platform/index.ts'
import { isSigned, type Receipt } from './channels/sms.ts'
import { OUTBOX_TABLE, type Content } from './send.ts'

const CODE_KEPT_HOURS = 24
const CONTENT_KEPT_DAYS = 30

export type MessageState =
  'waiting' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'expired' | 'kept'

export type OutboxRow = {
  id: string
  createdAt: Date
  person: string | null
  template: TemplateName
  purpose: Purpose
  language: 'zh' | 'en' | null
  key: Buffer | null
  sealed: Buffer | null
  state: MessageState
  channel: ChannelName | null
  attempts: number
  problem: string | null
  expiresAt: Date | null
  sentAt: Date | null
  deliveredAt: Date | null
}

export const OUTBOX_COLUMNS = `id, created_at as "createdAt", person, template, purpose, language, key,
  content_sealed as sealed, state, channel, attempts, problem, expires_at as "expiresAt",
  sent_at as "sentAt", delivered_at as "deliveredAt"`

/** A message as operators see it; `content` only where somebody may see what was in it. */
export type Message = Omit<OutboxRow, 'key' | 'sealed'> & {
  content?: { to: string; subject: string; text: string }
}

/**
 * The outbox, newest first.
 *
 * @param filter.reveal also what was in the messages and to whom they went
 */
export async function listMessages(
  ground: Ground,
  filter: {
    person?: string
    state?: MessageState
    channel?: ChannelName
    reveal: boolean
    before?: { createdAt: Date; id: string }
    limit: number
  },
): Promise<Message[]> {
  const { before } = filter
  const rows = await ground.db.query<OutboxRow>(
    `select ${OUTBOX_COLUMNS} from messages.outbox
     where ($1::text is null or person = $1) and ($2::text is null or state = $2)
       and ($3::timestamptz is null or (created_at, id) < ($3, $4::text))
       and ($6::text is null or channel = $6)
     order by created_at desc, id desc limit $5`,
    [
      filter.person ?? null,
      filter.state ?? null,
      before?.createdAt ?? null,
      before?.id ?? '',
      filter.limit,
      filter.channel ?? null,
    ],
  )
  return rows.map(({ key, sealed, ...message }) => {
    const content = filter.reveal ? openContent(ground, { id: message.id, key, sealed }) : undefined
    if (!content) return message
    const { subject, text } = messageTemplates[message.template][message.language ?? 'zh']
    const { to, params } = content
    return {
      ...message,
      content: {
        to: Object.values(to).join(),
        subject: fillTemplate(subject, params),
        text: fillTemplate(text, params),
      },
    }
  })
}

/** What a message says and to whom; undefined once it need not be known any more. */
export function openContent(
  { crypter }: Ground,
  { id, key, sealed }: Pick<OutboxRow, 'id' | 'key' | 'sealed'>,
): Content | undefined {
  if (key === null || sealed === null) return undefined
  const place = { table: OUTBOX_TABLE, column: 'content', row: id }
  // What `sendMessage` sealed.
  return JSON.parse(crypter.decrypt(key, place, sealed)) as Content
}

/**
 * Notes what a gateway says became of an SMS.
 *
 * Refuses with `signature_invalid` and `message_not_found {message}`.
 */
export async function noteReceipt(
  ground: Ground,
  receipt: Receipt & { signature: string },
): Promise<void> {
  const key = ground.config.messages.sms?.key
  if (key === undefined || !isSigned(key, receipt, ground.clock.now())) {
    throw new Refusal('signature_invalid')
  }
  const noted = await ground.db.query(
    `update messages.outbox
     set state = $2, delivered_at = case when $2 = 'delivered' then $3::timestamptz end
     where reference = $1 and state in ('sent', 'delivered', 'undelivered') returning 1`,
    [receipt.reference, receipt.state, receipt.at],
  )
  if (noted.length === 0) throw new Refusal('message_not_found', { message: receipt.reference })
}

/** Shreds what was in old messages: codes after a day, the rest after thirty; recurring work. */
export async function forgetContents({ db, clock }: Ground): Promise<void> {
  const ago = (hours: number): Date => new Date(clock.now().getTime() - hours * 3_600_000)
  await db.query(
    `update messages.outbox set key = null, content_sealed = null
     where key is not null and state <> 'waiting'
       and created_at < case purpose when 'code' then $1::timestamptz else $2 end`,
    [ago(CODE_KEPT_HOURS), ago(CONTENT_KEPT_DAYS * 24)],
  )
}
