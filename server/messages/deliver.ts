import {
  fillTemplate,
  messageTemplates,
  type MessageTemplate,
} from '@suanpan/contract/message-templates'
import { Refusal } from '@suanpan/contract/refusals'
import { transaction, type Ground } from '../platform/index.ts'
import { spendSms } from './budget.ts'
import type { Addresses, Channel, Outgoing } from './channels/channel.ts'
import { emailChannel } from './channels/email.ts'
import { pushChannel } from './channels/push.ts'
import { smsChannel } from './channels/sms.ts'
import { openContent, type OutboxRow, OUTBOX_COLUMNS } from './outbox.ts'

const ATTEMPTS_MAX = 5

/** The channels that this installation has: those that were configured. */
export function channelsOf(ground: Ground): Channel[] {
  const { sms, email, push } = ground.config.messages
  return [
    ...(sms ? [smsChannel(sms)] : []),
    ...(email ? [emailChannel(email)] : []),
    ...(push ? [pushChannel(ground, push)] : []),
  ]
}

export type Delivery = {
  channels: readonly Channel[]
  /** Where a person is reached; the room that knows people answers. */
  addressesOf(person: string): Promise<Addresses>
}

/**
 * Sends one message of the outbox the first way of its template that reaches its reader, at least
 * once. Where no way is configured it stays in the outbox for those who develop. What a gateway
 * refuses is tried again with growing pauses, five times in all.
 */
export async function deliverMessage(
  ground: Ground,
  { channels, addressesOf }: Delivery,
  id: string,
): Promise<void> {
  const [row] = await ground.db.query<OutboxRow>(
    `update messages.outbox set attempts = attempts + 1
     where id = $1 and state = 'waiting' returning ${OUTBOX_COLUMNS}`,
    [id],
  )
  const content = row && openContent(ground, row)
  if (!row || !content) return
  if (row.expiresAt !== null && row.expiresAt <= ground.clock.now()) {
    return end(ground, id, { state: 'expired' })
  }
  const { to, params } = content
  const addresses: Addresses = 'person' in to ? { ...(await addressesOf(to.person)), ...to } : to
  const template: MessageTemplate = messageTemplates[row.template]
  const channel = await firstThatReaches(channels, template, addresses)
  if (!channel) return end(ground, id, { state: 'kept' })
  const language = row.language ?? addresses.language ?? 'zh'
  const { subject, text } = template[language]
  const filled = { subject: fillTemplate(subject, params), text: fillTemplate(text, params) }
  const message: Outgoing = { id, template: row.template, language, params, ...filled }
  await hand(ground, { row, channel, message, addresses })
}

type Handing = { row: OutboxRow; channel: Channel; message: Outgoing; addresses: Addresses }

async function hand(ground: Ground, { row, channel, message, addresses }: Handing): Promise<void> {
  const { id, attempts, purpose } = row
  try {
    // A code was paid for when it was asked for.
    if (channel.name === 'sms' && purpose !== 'code') {
      await transaction(ground.db, (tx) => spendSms(tx, ground))
    }
    const { reference } = await channel.send(message, addresses)
    await end(ground, id, { state: 'sent', channel: channel.name, reference })
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    const over = error instanceof Refusal
    if (over || attempts >= ATTEMPTS_MAX) {
      return end(ground, id, { state: 'failed', channel: channel.name, problem })
    }
    await ground.db.query('update messages.outbox set problem = $2 where id = $1', [id, problem])
    throw error
  }
}

async function firstThatReaches(
  channels: readonly Channel[],
  template: MessageTemplate,
  addresses: Addresses,
): Promise<Channel | undefined> {
  for (const name of template.channels) {
    const channel = channels.find((one) => one.name === name)
    if (channel && (await channel.reaches(addresses))) return channel
  }
  return undefined
}

async function end(
  { db, clock }: Ground,
  id: string,
  outcome: {
    state: 'sent' | 'failed' | 'expired' | 'kept'
    channel?: string
    reference?: string | undefined
    problem?: string
  },
): Promise<void> {
  await db.query(
    `update messages.outbox
     set state = $2, channel = $3, reference = $4, problem = $5,
         sent_at = case when $2 = 'sent' then $6::timestamptz end
     where id = $1 and state = 'waiting'`,
    [
      id,
      outcome.state,
      outcome.channel ?? null,
      outcome.reference ?? null,
      outcome.problem ?? null,
      clock.now(),
    ],
  )
}
