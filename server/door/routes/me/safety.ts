import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { FREEZE_CATEGORIES } from '@suanpan/contract/safety-words'
import {
  freeOfPin,
  liftLock,
  listFreezes,
  listLocks,
  setLock,
  type Lock,
  type LockWish,
} from '../../../parties/index.ts'
import { handle } from '../../handle.ts'

/** What protects a person's money, by the person. */
export const safetyHandlers = [
  handle(routes.myLocks.list, async ({ principal, house }) => {
    const [locks, free] = await Promise.all([
      listLocks(house.ground, principal.id),
      freeOfPin(house.books, principal.id),
    ])
    return {
      items: locks.map(lockView),
      freeOfPin: {
        amount: String(free.amount),
        max: String(free.max),
        times: Number(free.times),
        timesUsed: Number(free.timesUsed),
      },
    }
  }),

  handle(routes.myLocks.set, async ({ params, body, principal, house }) => {
    const { person, device } = principal.session
    const { amount, ...more } = body
    const wish: LockWish = {
      ...more,
      ...(amount !== undefined && { amount: BigInt(amount) }),
      person,
      device,
      kind: params.kind,
    }
    refuseIncomplete(wish)
    return lockView(await setLock(house.books, wish))
  }),

  handle(routes.myLocks.lift, async ({ params, body, principal, house }) => {
    const { person, device } = principal.session
    await liftLock(house.books, { ...body, person, device, kind: params.kind })
    return undefined
  }),

  handle(routes.myFreezes.list, async ({ principal, house }) => {
    const freezes = await listFreezes(house.ground, principal.id)
    return {
      items: freezes.map(({ id, category, in: frozenIn, out, at, liftedAt }) => ({
        id,
        category,
        ...FREEZE_CATEGORIES[category],
        in: frozenIn,
        out,
        at: at.toISOString(),
        liftedAt: liftedAt?.toISOString() ?? null,
      })),
    }
  }),
]

/** Each kind of lock has its own figures, and no others. */
function refuseIncomplete({ kind, amount, fromHour, untilHour }: LockWish): void {
  const wantsAmount = kind === 'large_amount' || kind === 'free_of_pin'
  if ((amount !== undefined) !== wantsAmount) {
    throw invalid('body.amount', wantsAmount ? 'is missing' : 'has no meaning for this lock')
  }
  if (kind === 'large_amount' && amount === 0n) throw invalid('body.amount', 'must be above zero')
  const wantsHours = kind === 'night'
  for (const [name, hour] of Object.entries({ fromHour, untilHour })) {
    if ((hour !== undefined) !== wantsHours) {
      throw invalid(`body.${name}`, wantsHours ? 'is missing' : 'has no meaning for this lock')
    }
  }
  if (wantsHours && fromHour === untilHour) throw invalid('body.untilHour', 'must differ')
}

function invalid(where: string, problem: string): Refusal {
  return new Refusal('invalid_request', { where, problem })
}

function lockView(lock: Lock) {
  return {
    ...lock,
    amount: lock.amount === null ? null : String(lock.amount),
    setAt: lock.setAt.toISOString(),
  }
}
