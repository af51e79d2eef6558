import { z } from 'zod'
import { BANK_CODES, BOOKINGS, FIRST_ANSWERS, OUTCOMES } from '@suanpan/contract/bank'
import type { Db, Query } from '../../platform/index.ts'

const LONGEST_SECONDS = 86_400
const seconds = z.int().min(0).max(LONGEST_SECONDS)

const Behaviour = z.object({
  /** `lost`: the order does not arrive and the answer is unknown. */
  answer: z.enum(FIRST_ANSWERS),
  /** `never`: accepted for ever. */
  outcome: z.enum(OUTCOMES),
  failCode: z.enum(BANK_CODES),
  /** From the order until it is decided. */
  delaySeconds: seconds,
  /** How often the bank calls back about one thing. */
  callbacks: z.int().min(0).max(5),
  /** From the decision until the first callback. */
  callbackDelaySeconds: seconds,
  /** From success until it is taken back; null is never. */
  reverseAfterSeconds: seconds.nullable(),
  /** Where the movement stands in the statement, and whether with the right amount. */
  booking: z.enum(BOOKINGS),
})

export type Behaviour = z.infer<typeof Behaviour>

/** A bank on a good day. */
const GOOD_DAY: Behaviour = {
  answer: 'accepted',
  outcome: 'succeed',
  failCode: 'bank_refused',
  delaySeconds: 2,
  callbacks: 1,
  callbackDelaySeconds: 0,
  reverseAfterSeconds: null,
  booking: 'same_day',
}

/** What the last four digits of a card say about its orders, for whoever cannot reach the controls. */
const NUMBERS: Readonly<Record<string, Partial<Behaviour>>> = {
  '0002': { outcome: 'fail', failCode: 'insufficient_funds' },
  '0003': { outcome: 'fail', failCode: 'card_blocked' },
  '0004': { outcome: 'fail', failCode: 'card_limit', delaySeconds: 60 },
  '0005': { callbacks: 3 },
  '0006': { callbacks: 0 },
  '0007': { reverseAfterSeconds: 60 },
  '0008': { answer: 'at_once', delaySeconds: 0 },
  '0009': { outcome: 'never', callbacks: 0 },
}

const EVERY_ORDER = 'all'

/** How an order is treated: what was set for it, else what its card says, else what is set for all. */
export async function behaviourFor(
  query: Query,
  { order, lastFour }: { order: string; lastFour: string },
): Promise<Behaviour> {
  const rows = await query<{ scope: string; behaviour: unknown }>(
    `select distinct on (scope) scope, behaviour from banking.behaviours
     where scope = any($1) order by scope, id desc`,
    [[EVERY_ORDER, order]],
  )
  const set = new Map(rows.map((row) => [row.scope, Behaviour.partial().parse(row.behaviour)]))
  const known = { ...GOOD_DAY, ...set.get(EVERY_ORDER), ...NUMBERS[lastFour], ...set.get(order) }
  return Behaviour.parse(known)
}

/** How every order is treated that nothing else speaks about. */
export async function behaviourOfAll(db: Db): Promise<Behaviour> {
  return behaviourFor(db.query, { order: EVERY_ORDER, lastFour: '' })
}

/** Sets how every order is treated from now on, or one order; who and when is kept. */
export async function setBehaviour(
  query: Query,
  input: { order?: string; behaviour: Partial<Behaviour>; by: string; at: Date },
): Promise<void> {
  await query(
    'insert into banking.behaviours (scope, behaviour, set_by, set_at) values ($1, $2, $3, $4)',
    [input.order ?? EVERY_ORDER, JSON.stringify(input.behaviour), input.by, input.at],
  )
}
