import { z } from 'zod'
import { BILLER_CODES, BILLER_QUERIES, FIRST_ANSWERS, OUTCOMES } from '@suanpan/contract/bank'
import type { Db, Query } from '../../platform/index.ts'

const LONGEST_SECONDS = 86_400
const seconds = z.int().min(0).max(LONGEST_SECONDS)

const BillerBehaviour = z.object({
  /** `silent`: whoever asks what is due gets no answer. */
  query: z.enum(BILLER_QUERIES),
  /** `lost`: the order does not arrive and the answer is unknown. */
  answer: z.enum(FIRST_ANSWERS),
  /** `never`: accepted for ever. */
  outcome: z.enum(OUTCOMES),
  failCode: z.enum(BILLER_CODES),
  /** From the order until it is decided. */
  delaySeconds: seconds,
  /** How often the biller calls back about one thing. */
  callbacks: z.int().min(0).max(5),
  /** From the decision until the first callback. */
  callbackDelaySeconds: seconds,
  /** From success until it is taken back; null is never. */
  reverseAfterSeconds: seconds.nullable(),
})

export type BillerBehaviour = z.infer<typeof BillerBehaviour>

/** A biller on a good day. */
const GOOD_DAY: BillerBehaviour = {
  query: 'answered',
  answer: 'accepted',
  outcome: 'succeed',
  failCode: 'biller_refused',
  delaySeconds: 2,
  callbacks: 1,
  callbackDelaySeconds: 0,
  reverseAfterSeconds: null,
}

/** What the last four digits of an account say about its orders, for whoever cannot reach the controls. */
const NUMBERS: Readonly<Record<string, Partial<BillerBehaviour>>> = {
  '0002': { outcome: 'fail', failCode: 'account_closed' },
  '0003': { outcome: 'fail', failCode: 'bill_paid' },
  '0004': { outcome: 'fail', delaySeconds: 60 },
  '0005': { callbacks: 3 },
  '0006': { callbacks: 0 },
  '0007': { reverseAfterSeconds: 60 },
  '0008': { answer: 'at_once', delaySeconds: 0 },
  '0009': { outcome: 'never', callbacks: 0 },
}

/** The billers' own scope among the behaviours; the bank's has another. */
const EVERY_ORDER = 'billers'

/** How an order is treated: what was set for it, else what its account says, else what is set for all. */
export async function billerBehaviourFor(
  query: Query,
  { order, lastFour }: { order: string; lastFour: string },
): Promise<BillerBehaviour> {
  const rows = await query<{ scope: string; behaviour: unknown }>(
    `select distinct on (scope) scope, behaviour from banking.behaviours
     where scope = any($1) order by scope, id desc`,
    [[EVERY_ORDER, order]],
  )
  const set = new Map(
    rows.map((row) => [row.scope, BillerBehaviour.partial().parse(row.behaviour)]),
  )
  const known = { ...GOOD_DAY, ...set.get(EVERY_ORDER), ...NUMBERS[lastFour], ...set.get(order) }
  return BillerBehaviour.parse(known)
}

/** How the sandbox billers treat every order that nothing else speaks about. */
export async function behaviourOfBillers(db: Pick<Db, 'query'>): Promise<BillerBehaviour> {
  return billerBehaviourFor(db.query, { order: EVERY_ORDER, lastFour: '' })
}

/** Sets how the sandbox billers treat every order from now on, or one order; who and when is kept. */
export async function setBillerBehaviour(
  query: Query,
  input: { order?: string; behaviour: Partial<BillerBehaviour>; by: string; at: Date },
): Promise<void> {
  await query(
    'insert into banking.behaviours (scope, behaviour, set_by, set_at) values ($1, $2, $3, $4)',
    [input.order ?? EVERY_ORDER, JSON.stringify(input.behaviour), input.by, input.at],
  )
}
