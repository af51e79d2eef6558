import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Ground } from '../../platform/index.ts'
import type { BankNews, Channel } from '../channel.ts'
import type { Deliver } from '../callbacks.ts'
import { isSigned } from '../signature.ts'
import { bindCard, confirmBinding } from './cards.ts'
import { queryOrder, standing, takeOrder } from './orders.ts'
import { readStatement, statementFile } from './statement.ts'
import { workSandbox } from './work.ts'

const SANDBOX = 'sandbox'

const CallbackBody = z.object({
  order: z.string(),
  state: z.enum(['succeeded', 'failed', 'reversed']),
  code: z.string().nullable(),
  reference: z.string(),
  at: z.iso.datetime().transform((text) => new Date(text)),
})

export type SandboxBank = Channel & {
  /** Does what is due; run by the job of the bank's own, or by a test when its clock has moved. */
  work(deliver: Deliver): Promise<void>
}

/**
 * A bank that behaves like one: it answers later, fails, calls back twice or never, takes back. Its
 * cards and orders are its own; whoever looks from outside sees what the channel says.
 */
export function openSandboxBank(ground: Ground): SandboxBank {
  const secret = createHmac('sha256', ground.config.sessionSecret)
    .update('callbacks of the sandbox bank')
    .digest()
  return {
    code: SANDBOX,
    bind: (request) => bindCard(ground, request),
    confirm: (request) => confirmBinding(ground, request),
    // The sandbox keeps its cards: another binding finds the same play money.
    unbind: () => Promise.resolve(),
    debit: (order) => takeOrder(ground, 'debit', order),
    credit: (order) => takeOrder(ground, 'credit', order),
    refund: (order) => takeOrder(ground, 'credit', order),
    query: (id) => queryOrder(ground, id),
    statement: async (day, asset) => {
      const file = await statementFile(ground, day, asset)
      return file === undefined ? undefined : readStatement(file)
    },
    readCallback: (callback) =>
      isSigned(callback, { secrets: [secret], now: ground.clock.now() })
        ? newsIn(callback.body)
        : undefined,
    work: (deliver) => workSandbox(ground, { secret, deliver }),
  }
}

function newsIn(body: string): BankNews {
  const { order, state, code, reference, at } = CallbackBody.parse(JSON.parse(body))
  return { order, standing: standing(state, { code, reference, decidedAt: at, reversedAt: at }) }
}
