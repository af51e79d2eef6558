import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import {
  changeGoal,
  endGoal,
  getGoal,
  goalsOfParty,
  invitingGoal,
  listGoals,
  movesOfGoal,
  openGoal,
  putIn,
  readSignedCode,
  savedIn,
  shareGoal,
  takeOut,
  writeSignedCode,
  type Goal,
  type GoalWish,
} from '../../../wallet/index.ts'
import { handle } from '../../handle.ts'
import type { House } from '../../house.ts'
import { namesOf } from '../bills/names.ts'
import { WALLET_ASSET } from '../paying/asset.ts'

const MOVES_SHOWN = 100
/** Where the wallet opens an invitation. */
const JOIN_PATH = '/wallet/goals/join/'

/** What people save for. */
export const goalHandlers = [
  handle(routes.goals.list, async ({ principal, house }) => {
    const goals = await listGoals(house.ground, principal.id)
    return { items: await Promise.all(goals.map((goal) => goalView(house, goal))) }
  }),

  handle(routes.goals.create, async ({ body, principal, house, idFor }) => {
    const named = { id: idFor('gol'), person: principal.id, asset: WALLET_ASSET, party: null }
    return goalView(house, await openGoal(house.ground, { ...named, ...wishOf(body) }))
  }),

  handle(routes.goals.get, async ({ params, principal, house }) => {
    const goal = await getGoal(house.ground, { goal: params.id, person: principal.id })
    const moves = await movesOfGoal(house.ground, goal.id, MOVES_SHOWN)
    return {
      ...(await goalView(house, goal)),
      moves: moves.map(({ amount, occurredAt, ...move }) => ({
        ...move,
        amount: String(amount),
        occurredAt: occurredAt.toISOString(),
      })),
    }
  }),

  handle(routes.goals.change, async ({ params, body, principal, house }) => {
    const which = { goal: params.id, person: principal.id }
    await getGoal(house.ground, which)
    return goalView(house, await changeGoal(house.ground, { ...which, ...wishOf(body) }))
  }),

  handle(routes.goals.putIn, async ({ params, body, principal, house, idFor, replayed }) => {
    const goal = await getGoal(house.ground, { goal: params.id, person: principal.id })
    const amount = amountOf(body.amount)
    const put = { id: idFor('gmv'), goal, amount, at: house.ground.clock.now() }
    if ((await putIn(house.books, put)).replayed) replayed()
    return goalView(house, goal)
  }),

  handle(routes.goals.takeOut, async ({ params, body, principal, house, idFor, replayed }) => {
    const goal = await getGoal(house.ground, { goal: params.id, person: principal.id })
    const amount = amountOf(body.amount)
    const put = { id: idFor('gmv'), goal, amount, at: house.ground.clock.now() }
    if ((await takeOut(house.books, put)).replayed) replayed()
    return goalView(house, goal)
  }),

  handle(routes.goals.end, async ({ params, principal, house }) => {
    const which = { goal: params.id, person: principal.id }
    await endGoal(house.books, { ...which, at: house.ground.clock.now() })
    return goalView(house, await getGoal(house.ground, which))
  }),

  handle(routes.goals.share, async ({ params, principal, house }) => {
    const which = { goal: params.id, person: principal.id }
    await shareGoal(house.ground, which)
    return goalView(house, await getGoal(house.ground, which))
  }),

  handle(routes.goals.lookUp, async ({ body, principal, house }) => {
    const { first, goals } = await invited(house, body.code)
    const names = await namesOf(house, [first.person])
    return {
      name: first.name,
      host: names.get(first.person) ?? null,
      asset: first.asset,
      target: String(first.target),
      due: first.due,
      members: goals.length,
      mine: goals.find(({ person }) => person === principal.id)?.id ?? null,
    }
  }),

  handle(routes.goals.join, async ({ body, principal, house, idFor }) => {
    const { code, ...wish } = body
    const { party } = await invited(house, code)
    const named = { id: idFor('gol'), person: principal.id, asset: WALLET_ASSET, party }
    return goalView(house, await openGoal(house.ground, { ...named, ...wishOf(wish) }))
  }),
]

type Wished = {
  name: string
  target: { amount: string; asset: string }
  due?: string | null | undefined
  regular?:
    { every: 'week' | 'month'; amount: { amount: string; asset: string } } | null | undefined
}

function wishOf({ name, target, due = null, regular = null }: Wished): GoalWish {
  return {
    name: name.trim(),
    target: amountOf(target),
    due,
    regular: regular && { every: regular.every, amount: amountOf(regular.amount) },
  }
}

function amountOf({ amount, asset }: { amount: string; asset: string }): bigint {
  if (asset !== WALLET_ASSET) {
    throw new Refusal('asset_mismatch', { account: 'goal', found: WALLET_ASSET, wanted: asset })
  }
  return BigInt(amount)
}

/** Refuses with `code_unknown` for a link that we did not make, and when nobody saves there any more. */
async function invited(house: House, code: string) {
  const read = readSignedCode(house.ground, code)
  const party = read?.kind === 'goal' ? read.id : undefined
  const first = party === undefined ? undefined : await invitingGoal(house.ground, party)
  if (party === undefined || !first) throw new Refusal('code_unknown')
  return { party, first, goals: await goalsOfParty(house.ground, party) }
}

async function goalView(house: House, goal: Goal) {
  const { party } = goal
  const members = party === null ? [] : await goalsOfParty(house.ground, party)
  const [saved, names] = await Promise.all([
    savedIn(house.books, [goal, ...members]),
    namesOf(
      house,
      members.map(({ person }) => person),
    ),
  ])
  const savedFor = (id: string): string => String(saved.get(id) ?? 0n)
  return {
    id: goal.id,
    name: goal.name,
    asset: goal.asset,
    target: String(goal.target),
    saved: savedFor(goal.id),
    due: goal.due,
    regular: goal.regular && {
      every: goal.regular.every,
      amount: String(goal.regular.amount),
      next: goal.regular.next,
    },
    openedAt: goal.openedAt.toISOString(),
    endedAt: goal.endedAt?.toISOString() ?? null,
    together: members.map(({ id, person, target }) => ({
      name: person === goal.person ? null : (names.get(person) ?? null),
      mine: id === goal.id,
      saved: savedFor(id),
      target: String(target),
    })),
    path:
      party === null
        ? null
        : `${JOIN_PATH}${writeSignedCode(house.ground, { kind: 'goal', id: party })}`,
  }
}
