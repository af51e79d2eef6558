import { routes } from '@suanpan/contract/routes'
import {
  getAccount,
  listMonitors,
  unwatchBalance,
  watchBalance,
  type BalanceMonitor,
} from '../../ledger/index.ts'
import { changed, needApproval } from '../approvals.ts'
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

  handle(routes.accounts.setLimits, async ({ params, body, principal, house, origin }) => {
    const { address: account } = params
    const { ground, books } = house
    const { floor, ceiling } = await getAccount(ground.db, books.book, account)
    const wanted = { floor: body.floor, ceiling: body.ceiling }
    return needApproval(house, {
      kind: 'limits.change',
      subject: account,
      payload: { account, ...wanted },
      summary: { zh: '修改账户余额上下限', en: 'Change the limits of an account' },
      ...changed({ floor: digits(floor), ceiling: digits(ceiling) }, wanted),
      reason: body.reason,
      principal,
      origin,
    })
  }),
]

const digits = (bound: bigint | null): string | null => (bound === null ? null : String(bound))

const monitorView = ({ id, account, line, direction, party }: BalanceMonitor) => ({
  id,
  address: account,
  line: String(line),
  direction,
  party,
})
