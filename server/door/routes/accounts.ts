import { routes } from '@suanpan/contract/routes'
import {
  counterpartsOf,
  getAccount,
  listAccounts,
  listAssets,
  listChart,
  listCounters,
  rollUp,
  statement,
  type Account,
  type AsOf,
} from '../../ledger/index.ts'
import { bigintOf, cursorOf, pageOf, readCursor } from '../cursor.ts'
import { handle } from '../handle.ts'
import { lineView } from './people.ts'

/** The books as they stand: accounts, their entries, roll-ups, chart, assets, counters. */
export const accountHandlers = [
  handle(routes.accounts.list, async ({ query, house }) => {
    const [after] = query.cursor === undefined ? [] : readCursor(query.cursor, 1)
    const prefix = withoutColon(query.prefix)
    const accounts = await listAccounts(house.ground.db, house.books.book, {
      limit: query.limit + 1,
      ...(prefix !== '' && { prefix }),
      ...(query.asset !== undefined && { asset: query.asset }),
      ...(query.closed !== undefined && { closed: query.closed === 'true' }),
      ...(after !== undefined && { after }),
    })
    return pageOf(accounts, query.limit, {
      view: accountView,
      cursor: ({ address }) => cursorOf(address),
    })
  }),

  handle(routes.accounts.get, async ({ params, query, house }) => {
    const asOf = asOfOf(query)
    return accountView(await getAccount(house.ground.db, house.books.book, params.address, asOf))
  }),

  handle(routes.accounts.entries, async ({ params, query, house }) => {
    const { db } = house.ground
    const { book } = house.books
    const [version] = query.cursor === undefined ? [] : readCursor(query.cursor, 1)
    const asOf = asOfOf(query)
    const before =
      version !== undefined
        ? bigintOf(version)
        : asOf && (await getAccount(db, book, params.address, asOf)).version + 1n
    const page = { limit: query.limit + 1, ...(before !== undefined && { before }) }
    const lines = await statement(db, book, params.address, page)
    const { address } = params
    const seqs = lines.map(({ seq }) => seq)
    const counterparts = await counterpartsOf(db, book, { address, seqs })
    return pageOf(lines, query.limit, {
      view: (line) =>
        lineView({ ...line, account: address, counterparts: counterparts.get(line.seq) ?? [] }),
      cursor: (line) => cursorOf(line.version),
    })
  }),

  handle(routes.accounts.rollups, async ({ query, house }) => {
    const prefix = withoutColon(query.prefix)
    const [segment, asset = ''] = query.cursor === undefined ? [] : readCursor(query.cursor, 2)
    const rows = await rollUp(house.ground.db, house.books.book, prefix, {
      limit: query.limit + 1,
      ...(segment !== undefined && { after: { segment, asset } }),
    })
    return pageOf(rows, query.limit, {
      view: (row) => ({
        prefix: prefix === '' ? row.segment : `${prefix}:${row.segment}`,
        asset: row.asset,
        balance: String(row.balance),
        accounts: Number(row.accounts),
        leaf: row.leaf,
      }),
      cursor: (row) => cursorOf(row.segment, row.asset),
    })
  }),

  handle(routes.chart.list, async ({ house }) => ({
    items: (await listChart(house.ground.db)).map((chart) => ({
      code: chart.code,
      class: chart.class,
      title: { zh: chart.titleZh, en: chart.titleEn },
    })),
  })),

  handle(routes.assets.list, async ({ house }) => ({
    items: (await listAssets(house.ground.db)).map(({ code, scale, kind, titleZh, titleEn }) => ({
      asset: `${code}/${scale}`,
      kind,
      title: { zh: titleZh, en: titleEn },
    })),
  })),

  handle(routes.limits.list, async ({ query, house }) => {
    const [after] = query.cursor === undefined ? [] : readCursor(query.cursor, 1)
    const counters = await listCounters(house.ground.db, house.books.book, {
      prefix: query.prefix ?? '',
      limit: query.limit + 1,
      ...(after !== undefined && { after }),
    })
    return pageOf(counters, query.limit, {
      view: ({ key, used, windowStart }) => ({
        key,
        used: String(used),
        windowStartsAt: windowStart.toISOString(),
      }),
      cursor: ({ key }) => cursorOf(key),
    })
  }),
]

function asOfOf(query: { asOf?: string | undefined; version?: string | undefined }): AsOf {
  if (query.version !== undefined) return { version: BigInt(query.version) }
  return query.asOf === undefined ? undefined : { at: new Date(query.asOf) }
}

function withoutColon(prefix: string): string {
  return prefix.endsWith(':') ? prefix.slice(0, -1) : prefix
}

function accountView(account: Account) {
  return {
    address: account.address,
    asset: account.asset,
    chart: account.chart,
    holder: account.holder,
    balance: String(account.balance),
    version: String(account.version),
    floor: account.floor === null ? null : String(account.floor),
    ceiling: account.ceiling === null ? null : String(account.ceiling),
    expiresAt: account.expiresAt?.toISOString() ?? null,
    closed: account.closed,
  }
}
