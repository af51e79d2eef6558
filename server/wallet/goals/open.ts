import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import { addDays, businessDate } from '@suanpan/kernel/time'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import { getGoal, goalsOfParty, type Every, type Goal } from './goals.ts'
import { sealName } from './name.ts'

/** As many as fit on a screen that is still looked at. */
const GOALS_MAX = 20
const PARTY_MAX = 20

export type GoalWish = {
  name: string
  /** Minor units, > 0. */
  target: bigint
  due: string | null
  /** So much is put aside by itself, for the first time a week or a month from today. */
  regular: { every: Every; amount: bigint } | null
}

export type NewGoal = GoalWish & {
  /** `gol_…` */
  id: string
  person: string
  asset: string
  /** With whom one saves together; null alone. */
  party: string | null
}

/**
 * Opens a goal, once for each id. Whoever saves together has a goal of their own in the same party,
 * one each: nobody's money lies in another's.
 *
 * Refuses with `goals_used {max}`, `goal_party_full {max}`, `goal_joined_already {goal}`,
 * `goal_due_past {due}` and `id_used_with_other_content`.
 */
export async function openGoal(ground: Ground, wish: NewGoal): Promise<Goal> {
  const { id, person, asset, party, target } = wish
  const at = ground.clock.now()
  const intent = intentOf(ground, wish)
  const { key, sealed } = sealName(ground, id, wish.name)
  const regular = firstOf(ground, wish)
  await transaction(ground.db, async (tx) => {
    await serialise(tx, person)
    if (party !== null) await serialise(tx, party)
    if (await isKnown(tx, id, intent)) return
    refusePast(ground, wish.due)
    await refuseFull(tx, { person, party })
    await tx.query(
      `insert into wallet.goals (id, person, asset, target, due, party, opened_at, intent, key, name_sealed,
         regular_every, regular_amount, regular_next, regular_day)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [id, person, asset, target, wish.due, party, at, intent, key, sealed, ...regular],
    )
  })
  return getGoal(ground, { goal: id, person })
}

/**
 * Changes what a goal is called, how much it takes, by when, and what is put aside by itself.
 * Refuses with `goal_not_found {goal}`, `goal_ended` and `goal_due_past {due}`.
 */
export async function changeGoal(
  ground: Ground,
  { goal: id, person, ...wish }: GoalWish & { goal: string; person: string },
): Promise<Goal> {
  const goal = await getGoal(ground, { goal: id, person })
  if (goal.endedAt !== null) throw new Refusal('goal_ended')
  if (wish.due !== goal.due) refusePast(ground, wish.due)
  const { key, sealed } = sealName(ground, id, wish.name)
  const [every, amount, next, day] = firstOf(ground, wish)
  // Another amount leaves the day as it was; another rhythm begins anew.
  const stays = goal.regular !== null && every === goal.regular.every ? goal.regular : { next, day }
  await ground.db.query(
    `update wallet.goals set target = $2, due = $3, key = $4, name_sealed = $5,
       regular_every = $6, regular_amount = $7, regular_next = $8, regular_day = $9 where id = $1`,
    [id, wish.target, wish.due, key, sealed, every, amount, stays.next, stays.day],
  )
  return getGoal(ground, { goal: id, person })
}

/**
 * Lets others save beside a goal: from now on it has a party, named by its own id. Asking again
 * changes nothing. Refuses with `goal_not_found {goal}` and `goal_ended`.
 */
export async function shareGoal(
  ground: Ground,
  { goal: id, person }: { goal: string; person: string },
): Promise<string> {
  const { party, endedAt } = await getGoal(ground, { goal: id, person })
  if (endedAt !== null) throw new Refusal('goal_ended')
  if (party !== null) return party
  await ground.db.query('update wallet.goals set party = $2 where id = $1 and party is null', [
    id,
    id,
  ])
  return id
}

/** The goal with which a party began, as somebody may see it who holds its link; undefined when it is over. */
export async function invitingGoal(ground: Ground, party: string): Promise<Goal | undefined> {
  return (await goalsOfParty(ground, party))[0]
}

function refusePast({ clock, config }: Ground, due: string | null): void {
  if (due !== null && due <= businessDate(clock.now(), config.zone)) {
    throw new Refusal('goal_due_past', { due })
  }
}

async function serialise(tx: Tx, what: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`goals ${what}`])
}

async function isKnown(tx: Tx, id: string, intent: Buffer): Promise<boolean> {
  const [known] = await tx.query<{ intent: Buffer }>(
    'select intent from wallet.goals where id = $1',
    [id],
  )
  if (known && !known.intent.equals(intent)) throw new Refusal('id_used_with_other_content', { id })
  return known !== undefined
}

/** The name is personal, so what is kept of the request is a keyed hash. */
function intentOf({ crypter }: Ground, { name, target, due, regular, party }: NewGoal): Buffer {
  const every = regular && { every: regular.every, amount: String(regular.amount) }
  const content = fingerprint({ name, target: String(target), due, regular: every, party })
  return crypter.blindIndex('goal.intent', content.toString('base64url'))
}

async function refuseFull(
  tx: Tx,
  { person, party }: { person: string; party: string | null },
): Promise<void> {
  const open = await tx.query<{ id: string; person: string; party: string | null }>(
    `select g.id, g.person, g.party from wallet.goals g
     where (g.person = $1 or g.party = $2) and not exists (
       select from wallet.goal_ends e where e.goal = g.id)`,
    [person, party],
  )
  if (open.filter((goal) => goal.person === person).length >= GOALS_MAX) {
    throw new Refusal('goals_used', { max: GOALS_MAX })
  }
  if (party === null) return
  const members = open.filter((goal) => goal.party === party)
  const mine = members.find((goal) => goal.person === person)
  if (mine) throw new Refusal('goal_joined_already', { goal: mine.id })
  if (members.length >= PARTY_MAX) throw new Refusal('goal_party_full', { max: PARTY_MAX })
}

type First = [Every, bigint, string, number] | [null, null, null, null]

function firstOf({ clock, config }: Ground, { regular }: Pick<GoalWish, 'regular'>): First {
  if (regular === null) return [null, null, null, null]
  const today = businessDate(clock.now(), config.zone)
  const day = Number(today.slice(8))
  const { every, amount } = regular
  return [every, amount, nextAfter(today, { every, day }), day]
}

/** A week later, or that day of the next month: the last one where that month is shorter. */
export function nextAfter(date: string, { every, day }: { every: Every; day: number }): string {
  if (every === 'week') return addDays(date, 7)
  const first = addDays(`${date.slice(0, 8)}28`, 4).slice(0, 8)
  const last = Number(addDays(`${addDays(`${first}28`, 4).slice(0, 8)}01`, -1).slice(8))
  return `${first}${String(Math.min(day, last)).padStart(2, '0')}`
}
