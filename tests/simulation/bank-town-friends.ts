import {
  endGoal,
  getGoal,
  openGoal,
  openRedPacket,
  putIn,
  sendRedPacket,
  takeOut,
} from '../../server/wallet/index.ts'
import { CNY } from '../harness/funding.ts'
import { idOf, some, tell, type Act, type BankTown, type Given } from './bank-town-money.ts'

/** Equal or random; more shares than are ever opened is part of life too. */
export function sendsRedPacket(given: Given): Act['run'] {
  const { town, person } = given
  const { dice, it } = town
  const shares = dice.int(1, 6)
  const request = {
    id: idOf('rpk', given),
    person: person.id,
    asset: CNY,
    amount: some(dice, 1, 9_00) * BigInt(shares),
    shares,
    kind: dice.pick(['equal', 'random'] as const),
    occurredAt: it.ground.clock.now(),
  }
  return async () => {
    await sendRedPacket(it.books, request)
    town.packets.push(request)
  }
}

/** Several reach for the shares of one packet in the same moment. */
export function openRedPackets({ town }: Given): Act['run'] {
  const { dice, it, people } = town
  const packet = town.packets.at(-dice.int(1, 4))
  const openers = Array.from({ length: dice.int(2, 7) }, () => dice.pick(people).id)
  const at = it.ground.clock.now()
  return async () => {
    if (!packet) return
    const open = (person: string) => () =>
      openRedPacket(it.books, { packet: packet.id, person, at })
    await Promise.all(
      openers.map((person) => tell(town, { name: 'takesShare', run: open(person) })),
    )
  }
}

export function opensGoal(given: Given): Act['run'] {
  const { town, person } = given
  const { dice, it } = town
  const regular = { every: 'week' as const, amount: some(dice, 1_00, 50_00) }
  const wish = {
    id: idOf('gol', given),
    person: person.id,
    asset: CNY,
    party: null,
    name: '旅行',
    target: some(dice, 100_00, 900_00),
    due: null,
    regular: dice.chance(0.6) ? regular : null,
  }
  return async () => {
    await openGoal(it.ground, wish)
    town.goals.push(wish)
  }
}

export function putsAside(given: Given): Act['run'] {
  const amount = some(given.town.dice, 1_00, 80_00)
  return moves(given, (goal, at) =>
    putIn(given.town.it.books, { id: idOf('gmv', given), goal, amount, at }),
  )
}

export function takesOut(given: Given): Act['run'] {
  const amount = some(given.town.dice, 1_00, 60_00)
  return moves(given, (goal, at) =>
    takeOut(given.town.it.books, { id: idOf('gmv', given), goal, amount, at }),
  )
}

export function endsGoal(given: Given): Act['run'] {
  return moves(given, ({ id, person }, at) =>
    endGoal(given.town.it.books, { goal: id, person, at }),
  )
}

type Goal = Awaited<ReturnType<typeof getGoal>>

/** Something is done with one of the younger goals, also when it is over by then. */
function moves({ town }: Given, act: (goal: Goal, at: Date) => Promise<unknown>): Act['run'] {
  const { ground } = town.it
  const chosen: BankTown['goals'][number] | undefined = town.goals.at(-town.dice.int(1, 10))
  const at = ground.clock.now()
  return async () => {
    if (chosen) await act(await getGoal(ground, { goal: chosen.id, person: chosen.person }), at)
  }
}
