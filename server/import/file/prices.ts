import { hash } from 'node:crypto'
import { parseAmount } from '@suanpan/kernel/money'
import { readLines } from './csv.ts'
import { ImportProblem } from './problems.ts'

/** What an item costs, in minor units; undefined when the list does not have it. */
export type PriceList = { isInvented: boolean; priceOf(item: string): bigint | undefined }

/** The name is part of the seed: another version is another list. */
const SEED = 'suanpan price list 1'
const CHEAPEST_UNITS = 4
const STEPS = 53

/**
 * Invents a price for any item: between 4.00 and 30.00 in steps of 0.50, always the same for the
 * same name. Made for files that say what was bought and not for how much.
 */
export function inventedPrices(scale: number): PriceList {
  const unit = 10n ** BigInt(scale)
  const known = new Map<string, bigint>()
  const invent = (item: string): bigint => {
    const step = hash('sha256', `${SEED}\u0000${item}`, 'buffer').readUInt32BE(0) % STEPS
    const price = BigInt(CHEAPEST_UNITS) * unit + (BigInt(step) * unit) / 2n
    known.set(item, price)
    return price
  }
  return { isInvented: true, priceOf: (item) => known.get(item) ?? invent(item) }
}

/** Reads `item,price` lines; a first line whose price is no amount is taken for the header. */
export async function readPrices(path: string, scale: number): Promise<PriceList> {
  const prices = new Map<string, bigint>()
  for await (const { lines } of readLines(path, ',')) {
    for (const { line, fields } of lines) {
      const [item = '', text = ''] = (fields ?? []).map((field) => field.trim())
      const price = parseAmount(text, scale)
      if (line === 1 && item !== '' && price === undefined) continue
      if (item === '' || price === undefined || price < 0n) throw badPrice(path, line)
      prices.set(item, price)
    }
  }
  return { isInvented: false, priceOf: (item) => prices.get(item) }
}

function badPrice(path: string, line: number): ImportProblem {
  return new ImportProblem(
    `价目表 ${path} 第 ${line} 行应为“商品,价格”`,
    `the price list ${path} should read "item,price" on line ${line}`,
  )
}
