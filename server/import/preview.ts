import { businessDate } from '@suanpan/kernel/time'
import { standingHead } from '../ledger/index.ts'
import type { Ground } from '../platform/index.ts'
import { planImport, type ImportOptions, type Plan } from './plan.ts'
import { sayProblem, type Rejected } from './file/problems.ts'
import { readPurchases } from './file/purchases.ts'
import { findRun } from './runs.ts'

/** What an import would do. Amounts are digits in minor units of `asset`. */
export type Preview = {
  file: string
  layout: string
  asset: string
  state: 'new' | 'would continue' | 'imported before'
  purchases: number
  people: number
  merchants: number
  money: string
  linesRejected: number
  /** The first few, as a taste. */
  rejected: { line: number; zh: string; en: string }[]
  unrecordedItems: number
  emptyBaskets: number
  arePricesInvented: boolean
  isDatedAsHistory: boolean
  first: string | null
  last: string | null
}

const BOOK = 1
const SHOWN_REJECTS = 10

/** Reads the whole file and says what an import would do; nothing is written anywhere. */
export async function previewImport(ground: Ground, options: ImportOptions): Promise<Preview> {
  const plan = await planImport(ground, options)
  const run = await findRun(ground.db, plan.runId)
  const { seq } = await standingHead(ground.db, BOOK)
  const seen = await readAll(plan)
  return {
    file: plan.file.name,
    layout: plan.layout.title,
    asset: plan.layout.asset,
    state: run === undefined ? 'new' : run.state === 'done' ? 'imported before' : 'would continue',
    purchases: seen.purchases,
    people: seen.people.size,
    merchants: seen.merchants.size,
    money: String(seen.money),
    linesRejected: seen.linesRejected,
    rejected: seen.rejected.map(({ line, problem }) => ({
      line,
      zh: sayProblem(problem, 'zh'),
      en: sayProblem(problem, 'en'),
    })),
    unrecordedItems: seen.unrecordedItems,
    emptyBaskets: seen.emptyBaskets,
    arePricesInvented: plan.read.prices?.isInvented === true,
    isDatedAsHistory: run?.datedAsHistory ?? seq === 0n,
    first: seen.purchases === 0 ? null : businessDate(new Date(seen.first), plan.read.zone),
    last: seen.purchases === 0 ? null : businessDate(new Date(seen.last), plan.read.zone),
  }
}

async function readAll(plan: Plan) {
  const seen = {
    purchases: 0,
    money: 0n,
    people: new Set<string>(),
    merchants: new Set<string>(),
    linesRejected: 0,
    rejected: [] as Rejected[],
    unrecordedItems: 0,
    emptyBaskets: 0,
    first: Infinity,
    last: -Infinity,
  }
  for await (const read of readPurchases(plan.file.path, plan.read)) {
    for (const { person, merchant, amount, at } of read.purchases) {
      seen.people.add(person)
      seen.merchants.add(merchant)
      seen.money += amount
      seen.first = Math.min(seen.first, at.getTime())
      seen.last = Math.max(seen.last, at.getTime())
    }
    seen.purchases += read.purchases.length
    seen.linesRejected += read.rejected.length
    seen.rejected.push(...read.rejected.slice(0, SHOWN_REJECTS - seen.rejected.length))
    seen.unrecordedItems += read.unrecordedItems
    seen.emptyBaskets += read.emptyBaskets
  }
  return seen
}
