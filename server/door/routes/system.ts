import { PassThrough, type Readable } from 'node:stream'
import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { startOfDay } from '@suanpan/kernel/time'
import { exportBooks, type ExportFormat } from '../../audit/index.ts'
import {
  closeDay,
  closedDay,
  listBusinessDays,
  publicKeyOf,
  trialBalance,
  type ClosedDay,
  type TrialBalance,
} from '../../ledger/index.ts'
import { liveness, parkedLetters, readiness, retryParked } from '../../platform/index.ts'
import { auditView } from '../audits.ts'
import { bigintOf, cursorOf, pageOf, readCursor } from '../cursor.ts'
import { handle } from '../handle.ts'
import type { House } from '../house.ts'

const READY_AGAIN_SECONDS = 2
const FILE_ENDINGS: Record<ExportFormat, string> = {
  hledger: 'journal',
  ledger: 'ledger',
  beancount: 'beancount',
  csv: 'csv',
}

/** Running the house: health, days, letters, audits, exports, imports, keys. */
export const systemHandlers = [
  handle(routes.system.health, async () => ({ ok: liveness().alive })),

  handle(routes.system.ready, async ({ house }) => {
    const { ready, reasons } = await readiness(house.ground.db)
    if (ready) return { ready: true as const }
    throw new Refusal('service_unavailable', { retryAfterSeconds: READY_AGAIN_SECONDS, reasons })
  }),

  handle(routes.system.metrics, ({ house }) => house.ground.metrics.registry.metrics()),

  handle(routes.days.trialBalance, async ({ params, house }) => {
    const { ground, books } = house
    const balance = await trialBalance(ground.db, params.day, { book: books.book })
    return trialView(balance, ground.config.zone)
  }),

  handle(routes.days.list, async ({ query, house }) => {
    const { db } = house.ground
    const { book } = house.books
    const [before] = query.cursor === undefined ? [] : readCursor(query.cursor, 1)
    const page = { limit: query.limit + 1, ...(before !== undefined && { before }) }
    const days = await Promise.all(
      (await listBusinessDays(db, book, page)).map(async (each) => ({
        ...each,
        closed: await closedDay(db, book, each.day),
      })),
    )
    return pageOf(days, query.limit, {
      view: ({ day, postings, closed }) =>
        closed ? closedView(closed) : openView(day, Number(postings)),
      cursor: ({ day }) => cursorOf(day),
    })
  }),

  handle(routes.days.close, async ({ params, principal, house }) => {
    const closed = await closeDay(house.books, { date: params.day, by: principal.id })
    const last = closed.at(-1)
    return last ? closedView(last) : { ...openView(params.day, 0), state: 'closed' as const }
  }),

  handle(routes.letters.parked, async ({ query, house }) => {
    const [after] = query.cursor === undefined ? [] : readCursor(query.cursor, 1)
    const letters = await parkedLetters(house.ground.db, {
      limit: query.limit + 1,
      ...(query.subscriber !== undefined && { subscriber: query.subscriber }),
      ...(after !== undefined && { after: bigintOf(after) }),
    })
    return pageOf(letters, query.limit, {
      view: ({ subscriber, party, letter, attempts, error, parkedAt }) => ({
        subscriber,
        party,
        id: letter.id,
        seq: String(letter.seq),
        type: letter.type,
        at: letter.at.toISOString(),
        attempts,
        error,
        parkedAt: parkedAt.toISOString(),
        body: letter.body,
      }),
      cursor: ({ id }) => cursorOf(id),
    })
  }),

  handle(routes.letters.retry, async ({ params, house }) => {
    const { letters } = await retryParked(house.ground, params)
    if (letters === 0) throw new Refusal('letter_not_parked', { subscriber: params.subscriber })
    return { retried: letters }
  }),

  handle(routes.audits.list, async ({ house }) => ({ items: house.audits.list().map(auditView) })),

  handle(routes.audits.create, async ({ house }) => auditView(house.audits.start())),

  handle(routes.exports.download, async ({ params, house, download }) => {
    download(`suanpan.${FILE_ENDINGS[params.format]}`)
    return exportStream(house, params.format)
  }),

  handle(routes.imports.list, async ({ house }) => ({
    items: (await house.importRuns()).map((run) => ({
      ...run,
      startedAt: run.startedAt.toISOString(),
    })),
  })),

  handle(routes.seal.keys, async ({ house }) => {
    const publicKey = publicKeyOf(house.ground.config.sealKey)
    return { items: [{ id: publicKey.slice(0, 8), algorithm: 'ed25519' as const, publicKey }] }
  }),
]

/** The books as a stream: a reader who is slow slows the export down, one who leaves ends it. */
function exportStream({ books, ground }: House, format: ExportFormat): Readable {
  const stream = new PassThrough()
  const write = (text: string): Promise<void> | void => {
    if (stream.destroyed) throw new ReaderLeft()
    if (stream.write(text)) return
    return new Promise((resolve, reject) => {
      const onDrain = (): void => {
        stream.off('close', onClose)
        resolve()
      }
      const onClose = (): void => {
        stream.off('drain', onDrain)
        reject(new ReaderLeft())
      }
      stream.once('drain', onDrain)
      stream.once('close', onClose)
    })
  }
  exportBooks(books, { format, write }).then(
    () => stream.end(),
    (error: unknown) => {
      if (!(error instanceof ReaderLeft))
        ground.log.error({ err: error, format }, 'an export broke off')
      stream.destroy(error instanceof Error ? error : new Error(String(error)))
    },
  )
  return stream
}

class ReaderLeft extends Error {}

function closedView(day: ClosedDay) {
  return {
    day: day.businessDate,
    state: 'closed' as const,
    closedAt: day.closedAt.toISOString(),
    postings: Number(day.postingCount),
    root: day.root.toString('base64url'),
    signature: day.signature.toString('base64url'),
  }
}

function openView(day: string, postings: number) {
  return { day, state: 'open' as const, closedAt: null, postings, root: null, signature: null }
}

/** The books' balance is received − given; on paper a debit is positive, so the sign is turned. */
function trialView({ date, closed, rows, assets, clearing }: TrialBalance, zone: string) {
  return {
    day: date,
    closed,
    lines: rows.map(({ chart, class: kind, title, asset, opening, debits, credits, closing }) => ({
      chart,
      class: kind,
      title,
      asset,
      opening: String(-opening),
      debits: String(debits),
      credits: String(credits),
      closing: String(-closing),
    })),
    totals: assets.map(({ asset, debits, credits, balanced }) => ({
      asset,
      debits: String(debits),
      credits: String(credits),
      balanced,
    })),
    clearing: clearing.map(({ account, asset, balance, oldest, ageDays }) => ({
      address: account,
      asset,
      balance: String(-balance),
      oldestAt: startOfDay(oldest.businessDate, zone).toISOString(),
      ageDays,
    })),
  }
}
