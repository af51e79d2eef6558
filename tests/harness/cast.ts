import { fingerprint } from '@suanpan/kernel/canonical'
import type { AccountRef, Amount, Leg, Move, Opening, Posting } from '@suanpan/kernel/posting'
import { openBooks } from '../../server/ledger/index.ts'
import type { Books, RowWriter } from '../../server/ledger/index.ts'
import { TEST_START, testGround } from './ground.ts'
import type { TestGround } from './ground.ts'

/** Books of a test's own, and a second poster on the same books that stands for another process. */
export type TestBooks = { ground: TestGround; books: Books; another(rows?: RowWriter[]): Books }

export async function testBooks(
  t: { after(work: () => Promise<void>): void },
  rows: RowWriter[] = [],
): Promise<TestBooks> {
  const ground = await testGround(t)
  const another = (rows: RowWriter[] = []): Books => {
    const books = openBooks(ground, { rows })
    ground.onEnd(() => books.close())
    return books
  }
  return { ground, books: another(rows), another }
}

/** An account by its address alone. */
export const named = (account: string): AccountRef => ({ account })

export const bank: AccountRef = {
  account: 'bank:clearing:cny',
  open: { asset: 'CNY/2', chart: 'bank.clearing', floor: null },
}

/** The money of 林 lin, 王 wang, … whose holder is `per_lin`, `per_wang`, … */
export const money = (person: string, more: Partial<Opening> = {}): AccountRef => ({
  account: `person:${person}:cny`,
  open: { asset: 'CNY/2', chart: 'person.money', holder: `per_${person}`, ...more },
})

/** What is owed to the 茶馆 teahouse. */
export const teahouse: AccountRef = {
  account: 'merchant:teahouse:cny',
  open: { asset: 'CNY/2', chart: 'merchant.receivable', holder: 'mer_teahouse' },
}

export const move = (from: Move['from'], to: Move['to'], amount: Amount): Move => ({
  from,
  to,
  amount,
})

/** A posting whose intent is its id and legs, so that other legs under the same id are other content. */
export function posting(id: string, legs: Leg[] = [], more: Partial<Posting> = {}): Posting {
  return {
    id,
    kind: 'test',
    intent: fingerprint({ id, legs }),
    occurredAt: new Date(TEST_START),
    legs,
    ...more,
  }
}
