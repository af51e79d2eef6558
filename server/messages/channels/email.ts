import { createTransport } from 'nodemailer'
import type { Channel } from './channel.ts'

const TIMEOUT_MS = 10_000

/** Plain text through a mail server of one's own. */
export function emailChannel({ url, from }: { url: string; from: string }): Channel {
  const mailer = createTransport({ url, connectionTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS })
  return {
    name: 'email',
    reaches: ({ email }) => email !== undefined,
    send: async (message, { email }) => {
      await mailer.sendMail({
        from,
        to: email,
        subject: message.subject,
        text: message.text,
        headers: { 'X-Suanpan-Message': message.id },
      })
      return {}
    },
  }
}
