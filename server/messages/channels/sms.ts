import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SmsConfig } from '../../platform/index.ts'
import type { Channel } from './channel.ts'

const TIMEOUT_MS = 10_000
const RECEIPT_GOOD_FOR_MS = 5 * 60_000

/**
 * SMS through any gateway that takes JSON over HTTPS: template id, signature and parameters go out,
 * a receipt of delivery comes back to `POST /v1/messages/receipts`.
 */
export function smsChannel({ url, key, signature, templates }: SmsConfig): Channel {
  return {
    name: 'sms',
    reaches: ({ phone }) => phone !== undefined,
    send: async (message, { phone }) => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          to: phone,
          signature,
          template: templates[`${message.template}.${message.language}`] ?? message.template,
          params: message.params,
          text: message.text,
          reference: message.id,
        }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      if (!answer.ok) throw new Error(`the SMS gateway answered ${answer.status}`)
      return { reference: message.id }
    },
  }
}

export type Receipt = { reference: string; state: 'delivered' | 'undelivered'; at: string }

/** What a gateway signs of a receipt: HMAC-SHA256 with the shared key, base64url. */
export function signReceipt(key: string, { reference, state, at }: Receipt): string {
  return createHmac('sha256', key).update([reference, state, at].join('\n')).digest('base64url')
}

/** Whether a receipt was signed with our key in the last five minutes. */
export function isSigned(
  key: string,
  receipt: Receipt & { signature: string },
  now: Date,
): boolean {
  const age = Math.abs(now.getTime() - new Date(receipt.at).getTime())
  const right = Buffer.from(signReceipt(key, receipt))
  const given = Buffer.from(receipt.signature)
  return (
    age <= RECEIPT_GOOD_FOR_MS && given.length === right.length && timingSafeEqual(given, right)
  )
}
