import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { Leg, LetterToSend, Posting, RowToWrite } from '@suanpan/kernel/posting'
import { refusal, type Books } from '../../ledger/index.ts'
import { attachFiles, looseFiles } from '../../platform/index.ts'
import { merchantReceivable } from '../accounts.ts'
import type { Replayable } from '../pay.ts'
import { refund } from '../refund.ts'
import { getDispute, type Dispute, type DisputeState } from './disputes.ts'
import { holdOf, holdUntil, openCounter, stepCounter } from './hold.ts'
import { HELD } from './rows.ts'
import { getStep, type DisputeAct, type DisputeActor } from './steps.ts'
import { dueAfter, leavesRoom } from './terms.ts'
import { toldToBoth } from './told.ts'
import { wordsRow } from './words.ts'

/** What can be done where a dispute stands, and where it stands afterwards. */
const MOVES: { [S in DisputeState]: { [A in DisputeAct]?: readonly DisputeState[] } } = {
  opened: {
    evidence: ['opened'],
    answer: ['answered', 'refunded'],
    escalate: ['escalated'],
    withdraw: ['withdrawn'],
    settle: ['refunded'],
  },
  answered: {
    evidence: ['answered'],
    escalate: ['escalated'],
    withdraw: ['withdrawn', 'refunded'],
    lapse: ['lapsed', 'refunded'],
    settle: ['refunded'],
  },
  escalated: {
    evidence: ['escalated'],
    decide: ['decided'],
    withdraw: ['withdrawn', 'refunded'],
    settle: ['refunded'],
  },
  refunded: {},
  decided: {},
  withdrawn: {},
  lapsed: {},
}

/** Steps that a dispute can have: what a few people send each other, not a correspondence. */
const STEPS_MAX = 40

export type Move = {
  /** `dst_…` */
  id: string
  act: DisputeAct
  to: DisputeState
  actor: DisputeActor
  /** Who sent the files, when it is somebody else than the actor. */
  sender?: string
  text?: string
  files?: readonly string[]
  /** Minor units that go back to the person in the same posting. */
  refund?: bigint
  tell: { type: `dispute.${string}`; more?: Record<string, string> }
  at: Date
}

/**
 * Takes a dispute one step on, in one posting: money, hold, state and words together. Of several
 * that race for the same step one wins, and the others learn where it stands.
 *
 * Refuses with `dispute_moved_on {state}`, `dispute_refund_exceeds {left, wanted}`,
 * `dispute_steps_used {max}`, `file_not_found`, `id_used_with_other_content`, and for a refund with
 * `refund_exceeds_payment`, `insufficient_funds` (the merchant's) and `holder_frozen`.
 */
export async function moveDispute(
  books: Books,
  dispute: Dispute,
  move: Move,
): Promise<{ dispute: Dispute } & Replayable> {
  const { ground } = books
  const known = await getStep(ground.db, move.id)
  if (!known) refuseMove(dispute, move)
  const owner = move.sender ?? move.actor.id
  await attachFiles(ground, { owner, files: move.files ?? [], subject: move.id })
  const from = known ? { ...dispute, step: known.step - 1 } : dispute
  try {
    const replayed = await post(books, from, move)
    return { dispute: await getDispute(ground.db, dispute.id), replayed }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'id_used_with_other_content') throw error
    await looseFiles(ground, move.id)
    const now = await getDispute(ground.db, dispute.id)
    if (now.step !== dispute.step) throw movedOn(now)
    throw error
  }
}

function refuseMove(dispute: Dispute, { act, to, refund: wanted = 0n }: Move): void {
  const { state, amount, refunded, step, asset } = dispute
  if (MOVES[state][act]?.includes(to) !== true) throw movedOn(dispute)
  if (wanted > amount - refunded) {
    throw new Refusal('dispute_refund_exceeds', {
      asset,
      left: String(amount - refunded),
      wanted: String(wanted),
    })
  }
  if (act === 'evidence' && step >= STEPS_MAX) {
    throw new Refusal('dispute_steps_used', { max: STEPS_MAX })
  }
}

const movedOn = ({ state }: Dispute): Refusal => new Refusal('dispute_moved_on', { state })

async function post(books: Books, dispute: Dispute, move: Move): Promise<boolean> {
  const { id, act, at, refund: amount = 0n } = move
  const parts = await partsOf(books, dispute, move)
  const { before, after, rows, ...along } = parts
  const intent = intentOf(books, dispute, move)
  if (amount === 0n) {
    const verdict = await books.tryPost({
      id,
      kind: `dispute.${act}`,
      intent: fingerprint(intent),
      occurredAt: at,
      reference: dispute.id,
      legs: [...before, ...after],
      rows,
      ...along,
    })
    if (verdict.state === 'refused') throw refusal(verdict.reason)
    return verdict.replayed
  }
  const made = await refund(books, {
    id: refundIdOf(move),
    payment: dispute.payment,
    amount,
    occurredAt: at,
    reason: 'dispute',
    intent,
    rows,
    along: { ...along, before, after },
  })
  return made.replayed
}

const refundIdOf = ({ id }: Move): string => derivedId('ref', id, 'dispute')

type Parts = Required<Pick<Posting, 'counters' | 'letters' | 'quantities'>> & {
  before: Leg[]
  after: Leg[]
  rows: RowToWrite[]
}

/** What moves together: the hold is let go first, so that a refund draws from it too. */
async function partsOf(books: Books, dispute: Dispute, move: Move): Promise<Parts> {
  const { to, at, refund: amount = 0n } = move
  const isOver = dueAfter(books.ground, to, at) === null
  const hold = await holdOf(books, dispute)
  const keeps = !isOver && amount === 0n
  const rest = isOver || keeps ? 0n : dispute.amount - dispute.refunded - amount
  const step = dispute.step + 1
  const newHold = derivedId('hld', dispute.id, `hold ${step}`)
  const counters = [stepCounter(dispute.id, step)]
  if (isOver && leavesRoom({ state: to })) counters.push(openCounter(dispute.payment, -1n))
  return {
    before: hold !== undefined && !keeps ? [{ release: hold }] : [],
    after:
      rest === 0n
        ? []
        : [
            {
              from: merchantReceivable(dispute.merchant, dispute.asset),
              to: { newHold, expiresAt: holdUntil(at) },
              amount: { of: HELD },
              despiteFreeze: true,
            },
          ],
    quantities: rest === 0n ? {} : { [HELD]: { desired: rest, min: 0n } },
    counters,
    rows: rowsOf(books, dispute, { move, keeps, newHold }),
    letters: lettersOf(books, dispute, move),
  }
}

function rowsOf(
  { ground }: Books,
  dispute: Dispute,
  { move, keeps, newHold }: { move: Move; keeps: boolean; newHold: string },
): RowToWrite[] {
  const { id, act, to, actor, at, text, refund: amount = 0n } = move
  const row = {
    dispute: dispute.id,
    step: dispute.step + 1,
    id,
    act,
    state: to,
    actor_kind: actor.kind,
    actor: actor.id,
    refunded: amount,
    refund: amount === 0n ? null : refundIdOf(move),
    occurred_at: at,
    // Evidence sent in does not set the clock back.
    due_at: dueOf(ground, dispute, move),
    keeps_hold: keeps,
    hold: newHold,
  }
  return [
    { table: 'wallet.dispute_steps', row },
    ...(text === undefined ? [] : [wordsRow(ground, id, text)]),
  ]
}

const dueOf = (ground: Books['ground'], { dueAt }: Dispute, { act, to, at }: Move): Date | null =>
  act === 'evidence' ? dueAt : dueAfter(ground, to, at)

function lettersOf({ ground }: Books, dispute: Dispute, move: Move): LetterToSend[] {
  const { to, tell, at, refund: amount = 0n } = move
  const moved = {
    ...dispute,
    state: to,
    refunded: dispute.refunded + amount,
    dueAt: dueOf(ground, dispute, move),
  }
  return toldToBoth({ ...tell, dispute: moved, at })
}

/** What is written is personal: it enters the books as a keyed hash only. */
function intentOf({ ground }: Books, { id: dispute }: Dispute, move: Move): unknown {
  const { act, actor, refund: amount = 0n, text, files = [] } = move
  const words =
    text === undefined
      ? null
      : ground.crypter.blindIndex('dispute.text', text).toString('base64url')
  return { dispute, act, by: `${actor.kind}:${actor.id}`, amount: String(amount), words, files }
}
