import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { transaction, type Ground } from '../../platform/index.ts'
import { deliverDue } from '../callbacks.ts'
import { isSigned, type SignedCallback } from '../signature.ts'
import { queryAccount, type Face } from './accounts.ts'
import type { Biller, BillerNews } from './biller.ts'
import {
  billerStanding,
  decide,
  findBillerOrder,
  ORDER,
  reverse,
  takeBillerOrder,
  WORK_JOB,
  type BillerOrderRow,
} from './orders.ts'

/** The companies of the sandbox. None of them exists. */
const FACES: readonly Face[] = [
  {
    code: 'sandbox_water',
    kind: 'water',
    name: '云溪自来水',
    prepaid: false,
    digits: { least: 8, most: 12 },
  },
  {
    code: 'sandbox_power',
    kind: 'power',
    name: '山海供电',
    prepaid: false,
    digits: { least: 10, most: 13 },
  },
  {
    code: 'sandbox_phone',
    kind: 'phone',
    name: '长亭通信',
    prepaid: true,
    digits: { least: 11, most: 11 },
  },
]

const CallbackBody = z.object({
  biller: z.string(),
  order: z.string(),
  state: z.enum(['accepted', 'paid', 'refused', 'reversed']),
  code: z.string().nullable(),
  reference: z.string(),
  at: z.iso.datetime().transform((text) => new Date(text)),
})

export type DeliverToUs = (biller: string, callback: SignedCallback) => Promise<{ status: number }>

export type SandboxBillers = {
  all: readonly Biller[]
  /** Does what is due; run by the job of the billers' own, or by a test when its clock has moved. */
  work(deliver: DeliverToUs): Promise<void>
}

/**
 * Billers that behave like real ones: they answer later, refuse, call back twice or never, take
 * back. Their accounts and orders are their own; whoever looks from outside sees what `Biller` says.
 */
export function openSandboxBillers(ground: Ground): SandboxBillers {
  const secret = createHmac('sha256', ground.config.sessionSecret)
    .update('callbacks of the sandbox billers')
    .digest()
  const outbox = { table: 'banking.biller_callbacks', job: WORK_JOB, secret } as const
  return {
    all: FACES.map((face) => openBiller(ground, face, secret)),
    work: async (deliver) => {
      while (await doNext(ground, 'decides_at', decide));
      while (await doNext(ground, 'reverses_at', reverse));
      await deliverDue(ground, outbox, (callback) =>
        deliver(CallbackBody.parse(JSON.parse(callback.body)).biller, callback),
      )
    },
  }
}

function openBiller(ground: Ground, face: Face, secret: Buffer): Biller {
  return {
    ...face,
    query: (account) => queryAccount(ground, face, account),
    pay: (order) => takeBillerOrder(ground, face, order),
    find: (order) => findBillerOrder(ground, order),
    readCallback: (callback) =>
      isSigned(callback, { secrets: [secret], now: ground.clock.now() })
        ? newsIn(callback.body, face)
        : undefined,
  }
}

/** A callback of another biller is nothing that this one says. */
function newsIn(body: string, { code: of }: Face): BillerNews | undefined {
  const { biller, order, state, code, reference, at } = CallbackBody.parse(JSON.parse(body))
  if (biller !== of) return undefined
  return {
    order,
    standing: billerStanding(state, { code, reference, decidedAt: at, reversedAt: at }),
  }
}

function doNext(
  ground: Ground,
  column: 'decides_at' | 'reverses_at',
  act: (...of: Parameters<typeof decide>) => Promise<unknown>,
): Promise<boolean> {
  return transaction(ground.db, async (tx) => {
    const now = ground.clock.now()
    const [row] = await tx.query<BillerOrderRow>(
      `${ORDER} where ${column} <= $1 order by ${column}, id limit 1 for update skip locked`,
      [now],
    )
    if (row) await act(tx, row, now)
    return row !== undefined
  })
}
