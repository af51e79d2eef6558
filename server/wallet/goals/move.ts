import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { CounterMove, Leg, LetterToSend, Posting } from '@suanpan/kernel/posting'
import { refusal, type Books } from '../../ledger/index.ts'
import { goalMoney, personMoney } from '../accounts.ts'
import type { Replayable } from '../pay.ts'
import { savedIn, getGoal, type Goal } from './goals.ts'

/** Nobody saves so often; with it an end counts, so that nothing is put into a goal that is over. */
const PUTS_MAX = 1_000_000n
const CLOSE_TRIES_MAX = 5

export type Put = {
  /** `gmv_…`; the posting has the same id. */
  id: string
  goal: Goal
  /** Minor units, > 0. */
  amount: bigint
  at: Date
  /** True for what is put aside by itself. */
  regular?: boolean
  letters?: LetterToSend[]
}

/**
 * Puts money aside: from the person's balance into their own goal. It stays theirs, so no PIN is
 * asked and no limit counts. Takes out likewise with `takeOut`.
 *
 * Refuses with `goal_ended`, `insufficient_funds {needed, available}`, `holder_frozen` and
 * `id_used_with_other_content`.
 */
export async function putIn(books: Books, put: Put): Promise<Replayable> {
  const { goal, amount } = put
  return post(books, put, {
    way: 'in',
    legs: [{ from: personMoney(goal.person, goal.asset), to: goalMoney(goal), amount }],
    counters: [putsCounter(goal, 1n, PUTS_MAX - 1n)],
  })
}

/** Takes money back out of a goal, into the balance; refuses like `putIn`. */
export async function takeOut(books: Books, put: Put): Promise<Replayable> {
  const { goal, amount } = put
  return post(books, put, {
    way: 'out',
    legs: [
      {
        from: { account: goalMoney(goal).account },
        to: personMoney(goal.person, goal.asset),
        amount,
      },
    ],
    counters: [],
  })
}

async function post(
  books: Books,
  { id, goal, amount, at, regular = false, letters = [] }: Put,
  { way, legs, counters }: { way: 'in' | 'out'; legs: Leg[]; counters: CounterMove[] },
): Promise<Replayable> {
  const verdict = await books.tryPost({
    id,
    kind: `goal.${way}`,
    intent: fingerprint({ goal: goal.id, way, amount: String(amount) }),
    occurredAt: at,
    reference: goal.id,
    legs,
    counters,
    rows: [moveRow(goal, { id, way, regular, at })],
    letters,
  })
  if (verdict.state === 'posted') return { replayed: verdict.replayed }
  const { code } = verdict.reason
  if (code === 'limit_reached' || code === 'account_closed') throw new Refusal('goal_ended')
  if (code === 'account_not_found') {
    throw new Refusal('insufficient_funds', nothingThere(goal, amount))
  }
  throw refusal(verdict.reason)
}

const nothingThere = (goal: Goal, needed: bigint) => ({
  account: goalMoney(goal).account,
  asset: goal.asset,
  needed: String(needed),
  available: '0',
})

/**
 * Ends a goal: what lies in it goes back into the balance and its account closes, in one posting.
 * Ending it again changes nothing.
 *
 * Refuses with `goal_not_found {goal}` and `holder_frozen`.
 */
export async function endGoal(
  books: Books,
  { goal: id, person, at }: { goal: string; person: string; at: Date },
): Promise<void> {
  for (let tries = 0; tries < CLOSE_TRIES_MAX; tries++) {
    const goal = await getGoal(books.ground, { goal: id, person })
    if (goal.endedAt !== null) return
    const saved = (await savedIn(books, [goal])).get(id)
    const verdict = await books.tryPost(endingOf(goal, { saved, tries, at }))
    if (verdict.state === 'posted') return
    // Something was put in or taken out meanwhile, or somebody else ended it: look again.
    if (!PASSING.has(verdict.reason.code)) throw refusal(verdict.reason)
  }
  throw new Error(`goal ${id} does not end`)
}

const PASSING = new Set([
  'limit_reached',
  'account_closed',
  'account_not_empty',
  'insufficient_funds',
])

/** @param saved undefined while nothing was ever put in: then there is no account to close */
function endingOf(
  goal: Goal,
  { saved, tries, at }: { saved: bigint | undefined; tries: number; at: Date },
): Posting {
  const { id, person, asset } = goal
  const { account } = goalMoney(goal)
  const posting = derivedId('gmv', id, `end ${tries} ${saved ?? 'never'}`)
  const back: Leg[] =
    saved === undefined || saved === 0n
      ? []
      : [{ from: { account }, to: personMoney(person, asset), amount: 'rest' }]
  return {
    id: posting,
    kind: 'goal.end',
    intent: fingerprint({ goal: id, end: tries, saved: String(saved ?? 'never') }),
    occurredAt: at,
    reference: id,
    legs: back,
    ...(saved !== undefined && { close: [account] }),
    // Where there is no account yet, nothing may have been put in either.
    counters: [putsCounter(goal, PUTS_MAX, saved === undefined ? PUTS_MAX : 2n * PUTS_MAX - 1n)],
    rows: [
      ...(back.length > 0 ? [moveRow(goal, { id: posting, way: 'out', regular: false, at })] : []),
      { table: 'wallet.goal_ends', row: { goal: id, person, occurred_at: at } },
    ],
  }
}

const putsCounter = ({ id }: Goal, amount: bigint, ceiling: bigint): CounterMove => ({
  key: `goal_puts:${id}`,
  amount,
  ceiling,
  window: { kind: 'ever' },
})

function moveRow(
  { id: goal, person, asset }: Goal,
  { id, way, regular, at }: { id: string; way: 'in' | 'out'; regular: boolean; at: Date },
) {
  return {
    table: 'wallet.goal_moves',
    row: { id, goal, person, asset, way, regular, occurred_at: at },
  }
}
