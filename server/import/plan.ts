import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Ground } from '../platform/index.ts'
import type { DateOrder } from './file/dates.ts'
import { recognise, type Layout } from './file/layouts.ts'
import { inventedPrices, readPrices, type PriceList } from './file/prices.ts'
import { isAsset, parseAsset } from '@suanpan/kernel/money'
import { ImportProblem } from './file/problems.ts'
import type { ReadOptions } from './file/purchases.ts'
import { runIdOf } from './runs.ts'
import { openSourceFile, type SourceFile } from './file/source-file.ts'

export type ImportOptions = {
  path: string
  /** `person=…,at=…,amount=…,merchant=…,category=…`: names of the header or numbers from 1. */
  map?: string
  /** `USD/2`; otherwise the layout's own. */
  asset?: string
  dates?: DateOrder
  /** A file of `item,price` lines for layouts without amounts. */
  prices?: string
  /** Files of one source share people and merchants; otherwise a file stands for itself. */
  source?: string
  feeBasisPoints?: number
  /** Where the lines go that were not taken; otherwise beside the file. */
  rejects?: string
}

/** What is to be imported and how it is read, before anything is written. */
export type Plan = {
  runId: string
  file: SourceFile
  layout: Layout
  read: ReadOptions
  source: string
  feeBasisPoints: number
  rejectsPath: string
}

const SOURCE = /^[a-z0-9][a-z0-9._:-]{0,63}$/

/** Opens the file and decides how to read it. Throws an ImportProblem that says what to do. */
export async function planImport(ground: Ground, options: ImportOptions): Promise<Plan> {
  if (options.asset !== undefined && !isAsset(options.asset)) throw badAsset(options.asset)
  if (options.source !== undefined && !SOURCE.test(options.source)) throw badSource(options.source)
  const file = await openSourceFile(options.path)
  const layout = recognise(file.sample, options)
  const prices = layout.kind === 'baskets' ? await pricesFor(layout, options) : undefined
  const fileHash = file.sha256.toString('hex')
  const { zone } = ground.config
  const source =
    options.source ?? (layout.kind === 'cdnow' ? 'cdnow' : `file:${fileHash.slice(0, 12)}`)
  const feeBasisPoints = options.feeBasisPoints ?? 0
  return {
    runId: runIdOf(file.sha256, {
      layout: JSON.stringify(layout),
      dates: options.dates ?? '',
      prices: options.prices === undefined ? '' : await contentHash(options.prices),
      fee: String(feeBasisPoints),
      source,
      zone,
    }),
    file,
    layout,
    source,
    feeBasisPoints,
    rejectsPath: options.rejects ?? `${options.path}.rejects.csv`,
    read: {
      layout,
      zone,
      now: ground.clock.now(),
      ...(options.dates === undefined ? {} : { dates: options.dates }),
      ...(prices === undefined ? {} : { prices }),
    },
  }
}

function pricesFor(layout: Layout, { prices }: ImportOptions): Promise<PriceList> | PriceList {
  const { scale } = parseAsset(layout.asset)
  return prices === undefined ? inventedPrices(scale) : readPrices(prices, scale)
}

async function contentHash(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

function badAsset(asset: string): ImportProblem {
  return new ImportProblem(
    `--asset 应写作 CNY/2 这样的形式，不是 ${asset}`,
    `--asset must look like CNY/2, not ${asset}`,
  )
}

function badSource(source: string): ImportProblem {
  return new ImportProblem(
    `--source 只能用小写字母、数字和 . _ : -，不是 ${source}`,
    `--source takes lower-case letters, digits and . _ : -, not ${source}`,
  )
}
