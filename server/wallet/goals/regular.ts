import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'
import type { LetterToSend } from '@suanpan/kernel/posting'
import { businessDate } from '@suanpan/kernel/time'
import type { Books } from '../../ledger/index.ts'
import { transaction, type Letter } from '../../platform/index.ts'
import { dueGoals, type Goal, type Regular } from './goals.ts'
import { putIn } from './move.ts'
import { nextAfter } from './open.ts'

const PORTION = 200
/** Why nothing was put aside this time; the person is told. */
const SKIPPED = new Set(['insufficient_funds', 'holder_frozen'])
/** It was decided before, when the amount was another one, or the goal has just ended. */
const IS_OVER = new Set(['id_used_with_other_content', 'goal_ended'])

/**
 * Puts aside what people save by themselves, once for each goal and day, however often it runs.
 * Who has too little, or is frozen, is told, and the next time comes as planned; days that were
 * missed while nothing ran are one. Sends `goal.saved` or `goal.skipped`.
 *
 * @returns how many were looked at
 */
export async function saveRegularly(books: Books, at: Date): Promise<number> {
  const day = businessDate(at, books.ground.config.zone)
  const failures: unknown[] = []
  let looked = 0
  for (let after = ''; ;) {
    const due = await dueGoals(books.ground, { day, after, limit: PORTION })
    const ends = await Promise.allSettled(due.map((goal) => saveOnce(books, goal, { at, day })))
    for (const end of ends) if (end.status === 'rejected') failures.push(end.reason)
    looked += due.length
    const last = due.at(-1)
    if (last === undefined || due.length < PORTION) break
    after = last.id
  }
  // One that fails keeps nobody else from saving; the job says so all the same, and runs again.
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} goals failed`)
  return looked
}

async function saveOnce(
  books: Books,
  goal: Goal,
  { at, day }: { at: Date; day: string },
): Promise<void> {
  const { regular } = goal
  if (regular === null) return
  const id = derivedId('gmv', goal.id, `regular ${regular.next}`)
  const { amount } = regular
  let skipped: Letter | undefined
  try {
    const letters = [told('goal.saved', goal, { amount, at })]
    await putIn(books, { id, goal, amount, at, regular: true, letters })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (SKIPPED.has(error.code)) skipped = tellingOf(goal, { id, amount, at, reason: error.code })
    else if (!IS_OVER.has(error.code)) throw error
  }
  await moveOn(books, goal, { regular, day, letter: skipped })
}

/** Only from the day it stood at: of two that run at once, one moves it and tells. */
async function moveOn(
  { ground }: Books,
  { id }: Goal,
  { regular, day, letter }: { regular: Regular; day: string; letter: Letter | undefined },
): Promise<void> {
  let next = regular.next
  while (next <= day) next = nextAfter(next, regular)
  await transaction(ground.db, async (tx) => {
    const moved = await tx.query(
      'update wallet.goals set regular_next = $3 where id = $1 and regular_next = $2 returning 1',
      [id, regular.next, next],
    )
    if (moved.length > 0 && letter) tx.emit(letter)
  })
}

function tellingOf(
  goal: Goal,
  { id, amount, at, reason }: { id: string; amount: bigint; at: Date; reason: string },
): Letter {
  const { type, party, body } = told('goal.skipped', goal, { amount, at })
  return { id: derivedId('ltr', id, 'skipped'), type, party, at, body: { ...body, reason } }
}

function told(
  type: 'goal.saved' | 'goal.skipped',
  { id: goal, person, asset }: Goal,
  { amount, at }: { amount: bigint; at: Date },
): LetterToSend {
  return {
    type,
    party: person,
    sandbox: asset.startsWith('XTS/'),
    body: { goal, person, asset, amount: String(amount), occurredAt: at.toISOString() },
  }
}
