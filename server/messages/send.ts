import { messageTemplates, type TemplateName } from '@suanpan/contract/message-templates'
import { newId } from '@suanpan/kernel/ids'
import type { Ground, Tx } from '../platform/index.ts'

export const OUTBOX_TABLE = 'messages.outbox'

export type Recipient = { person: string } | { phone: string } | { email: string }

/** What lies sealed in the outbox. */
export type Content = { to: Recipient; params: { [name: string]: string } }

/**
 * Writes a message into the outbox and has it delivered once the transaction has committed. To a
 * person it goes the best way that reaches them, in their language.
 *
 * @param message.expiresAt after this it is not sent any more: nobody needs an old code
 * @returns the id of the message
 */
export async function sendMessage(
  tx: Tx,
  ground: Ground,
  message: {
    to: Recipient
    template: TemplateName
    params?: { [name: string]: string }
    language?: 'zh' | 'en'
    expiresAt?: Date
  },
): Promise<string> {
  const { to, template, params = {} } = message
  const at = ground.clock.now()
  const id = newId('msg', at)
  const key = ground.crypter.newKey({ table: OUTBOX_TABLE, row: id })
  const content: Content = { to, params }
  const place = { table: OUTBOX_TABLE, column: 'content', row: id }
  await tx.query({
    name: 'messages.send',
    text: `insert into messages.outbox
             (id, created_at, person, template, purpose, language, key, content_sealed, state,
              expires_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9)`,
    values: [
      id,
      at,
      'person' in to ? to.person : null,
      template,
      messageTemplates[template].purpose,
      message.language ?? null,
      key,
      ground.crypter.encrypt(key, place, JSON.stringify(content)),
      message.expiresAt ?? null,
    ],
  })
  await tx.enqueue('messages:deliver', { message: id }, { key: id })
  return id
}
