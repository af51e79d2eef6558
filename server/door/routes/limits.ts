import { routes } from '@suanpan/contract/routes'
import {
  getAccount,
  listMonitors,
  setLimits,
  unwatchBalance,
  watchBalance,
  type BalanceMonitor,
} from '../../ledger/index.ts'
import { handle } from '../handle.ts'

/** How far accounts may go, and who is told when one crosses a line. */
export const limitHandlers = [
  handle(routes.monitors.list, async ({ house }) => ({
    items: (await listMonitors(house.ground.db, house.books.book)).map(monitorView),
  })),

  handle(routes.monitors.create, async ({ body, house }) => {
    const { address: account, line, direction, party } = body
    return monitorView(
      await watchBalance(house.books, { account, line: BigInt(line), direction, party }),
    )
  }),

  handle(routes.monitors.remove, async ({ params, house }) => {
    await unwatchBalance(house.books, params.id)
    return undefined
  }),

  handle(routes.accounts.setLimits, async ({ params, body, house }) => {
    const { address: account } = params
    await setLimits(house.books, {
      account,
      floor: bound(body.floor),
      ceiling: bound(body.ceiling),
    })
    const { asset } = await getAccount(house.ground.db, house.books.book, account)
    return { address: account, asset, floor: body.floor, ceiling: body.ceiling }
  }),
]

const bound = (digits: string | null): bigint | null => (digits === null ? null : BigInt(digits))

const monitorView = ({ id, account, line, direction, party }: BalanceMonitor) => ({
  id,
  address: account,
  line: String(line),
  direction,
  party,
})
