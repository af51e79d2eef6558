import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { captureHold, getHold, openHold, releaseHold } from '../../ledger/index.ts'
import { merchantReceivable, personMoney } from '../../wallet/index.ts'
import { handle } from '../handle.ts'
import type { House } from '../house.ts'
import { expectPerson } from './payments.ts'

const HOLD_MAX_DAYS = 31
const DAY_MS = 86_400_000

/** Setting money aside for later: a hotel's deposit, a taxi's fare. */
export const holdHandlers = [
  handle(routes.holds.create, async ({ body, house, idFor, replayed }) => {
    await expectPerson(house, body.person)
    const hold = idFor('hld')
    const posted = await openHold(house.books, {
      hold,
      from: personMoney(body.person, body.amount.asset),
      amount: BigInt(body.amount.amount),
      expiresAt: expiryOf(house, body.expiresAt),
      occurredAt: house.ground.clock.now(),
      intent: body,
    })
    if (posted.replayed) replayed()
    return holdView(house, hold)
  }),

  handle(routes.holds.get, ({ params, house }) => holdView(house, params.id)),

  handle(routes.holds.capture, async ({ params, body, house, idFor, replayed }) => {
    const merchant = await house.directory.merchant(body.merchant)
    if (!merchant) throw new Refusal('merchant_not_found', { merchant: body.merchant })
    if (!merchant.active) throw new Refusal('merchant_inactive', { merchant: merchant.id })
    const posted = await captureHold(house.books, {
      id: idFor('cap'),
      hold: params.id,
      to: merchantReceivable(merchant.id, body.amount.asset),
      amount: BigInt(body.amount.amount),
      occurredAt: house.ground.clock.now(),
    })
    if (posted.replayed) replayed()
    return holdView(house, params.id)
  }),

  handle(routes.holds.release, async ({ params, house, idFor, replayed }) => {
    const posted = await releaseHold(house.books, {
      id: idFor('rel'),
      hold: params.id,
      occurredAt: house.ground.clock.now(),
    })
    if (posted.replayed) replayed()
    return holdView(house, params.id)
  }),
]

function expiryOf({ ground }: House, given: string): Date {
  const expiresAt = new Date(given)
  const now = ground.clock.now().getTime()
  if (expiresAt.getTime() <= now || expiresAt.getTime() > now + HOLD_MAX_DAYS * DAY_MS) {
    const problem = `must lie within the next ${HOLD_MAX_DAYS} days`
    throw new Refusal('invalid_request', { where: 'body.expiresAt', problem })
  }
  return expiresAt
}

async function holdView({ ground, books }: House, id: string) {
  const [part] = await getHold(ground.db, books.book, id)
  if (!part) throw new Refusal('hold_not_found', { hold: id })
  const expired = part.expiresAt <= ground.clock.now()
  return {
    id,
    state: part.closed ? ('closed' as const) : expired ? ('expired' as const) : ('held' as const),
    person: part.holder ?? '',
    asset: part.asset,
    amount: String(part.held),
    remaining: String(part.remaining),
    expiresAt: part.expiresAt.toISOString(),
  }
}
