import { Refusal } from '@suanpan/contract/refusals'
import { listAccounts, type Books } from '../../ledger/index.ts'
import type { Ground } from '../../platform/index.ts'
import { GOAL } from '../accounts.ts'
import { openName } from './name.ts'

export type Every = 'week' | 'month'

/** How much is put aside by itself, and when next (`YYYY-MM-DD`); `day` is that of the month on which it began. */
export type Regular = { every: Every; amount: bigint; next: string; day: number }

export type Goal = {
  id: string
  person: string
  asset: string
  /** Null where the name was erased. */
  name: string | null
  target: bigint
  /** By when, `YYYY-MM-DD`. */
  due: string | null
  regular: Regular | null
  /** What those who save together have in common. */
  party: string | null
  openedAt: Date
  endedAt: Date | null
}

export type GoalMove = {
  id: string
  way: 'in' | 'out'
  amount: bigint
  regular: boolean
  occurredAt: Date
}

type Row = Omit<Goal, 'name' | 'regular'> & {
  key: Buffer | null
  sealed: Buffer
  every: Every | null
  regularAmount: bigint | null
  next: string | null
  day: number | null
}

const GOALS = `
  select g.id, g.person, g.asset, g.target, g.due, g.party, g.opened_at as "openedAt",
    e.occurred_at as "endedAt", g.key, g.name_sealed as sealed, g.regular_every as every,
    g.regular_amount as "regularAmount", g.regular_next as next, g.regular_day as day
  from wallet.goals g left join wallet.goal_ends e on e.goal = g.id`

/** The goals of a person that are not over, the oldest first. */
export async function listGoals(ground: Ground, person: string): Promise<Goal[]> {
  const rows = await ground.db.query<Row>({
    name: 'wallet.list_goals',
    text: `${GOALS} where g.person = $1 and e.goal is null order by g.opened_at, g.id`,
    values: [person],
  })
  return rows.map((row) => goalOf(ground, row))
}

/** A goal of a person, also when it is over. Refuses with `goal_not_found {goal}`. */
export async function getGoal(
  ground: Ground,
  { goal, person }: { goal: string; person: string },
): Promise<Goal> {
  const [row] = await ground.db.query<Row>({
    name: 'wallet.get_goal',
    text: `${GOALS} where g.id = $1 and g.person = $2`,
    values: [goal, person],
  })
  if (!row) throw new Refusal('goal_not_found', { goal })
  return goalOf(ground, row)
}

/** The goals of those who save together, who began first first; those that are over are not among them. */
export async function goalsOfParty(ground: Ground, party: string): Promise<Goal[]> {
  const rows = await ground.db.query<Row>({
    name: 'wallet.goals_of_party',
    text: `${GOALS} where g.party = $1 and e.goal is null order by g.opened_at, g.id`,
    values: [party],
  })
  return rows.map((row) => goalOf(ground, row))
}

/** What lies in goals, by goal; one that never got anything is absent. */
export async function savedIn(
  { ground, book }: Books,
  goals: readonly Pick<Goal, 'id' | 'person'>[],
): Promise<Map<string, bigint>> {
  const people = [...new Set(goals.map(({ person }) => person))]
  const all = await Promise.all(
    people.map((holder) =>
      listAccounts(ground.db, book, { holder, prefix: 'goal', limit: ACCOUNTS_MAX }),
    ),
  )
  return new Map(all.flat().map(({ address, balance }) => [address.slice(GOAL.length), balance]))
}

/** More goals than anybody opens in a lifetime. */
const ACCOUNTS_MAX = 1_000

/** What went in and out, newest first. */
export function movesOf(ground: Ground, goal: string, limit: number): Promise<GoalMove[]> {
  return ground.db.query<GoalMove>({
    name: 'wallet.moves_of_goal',
    text: `select id, way, amount, regular, occurred_at as "occurredAt" from wallet.goal_moves
           where goal = $1 order by occurred_at desc, id desc limit $2`,
    values: [goal, limit],
  })
}

/** The goals for which something is to be put aside by this day, `after` first. */
export async function dueGoals(
  ground: Ground,
  { day, after, limit }: { day: string; after: string; limit: number },
): Promise<Goal[]> {
  const rows = await ground.db.query<Row>({
    name: 'wallet.due_goals',
    text: `${GOALS} where g.regular_next <= $1 and g.id > $2 and e.goal is null
           order by g.id limit $3`,
    values: [day, after, limit],
  })
  return rows.map((row) => goalOf(ground, row))
}

function goalOf(ground: Ground, row: Row): Goal {
  const { key, sealed, every, regularAmount, next, day, ...rest } = row
  const isRegular = every !== null && regularAmount !== null && next !== null && day !== null
  return {
    ...rest,
    name: openName(ground, { id: row.id, key, sealed }),
    regular: isRegular ? { every, amount: regularAmount, next, day } : null,
  }
}
