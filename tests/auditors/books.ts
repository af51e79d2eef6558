import { createHash, randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import type { Posted } from '@suanpan/kernel/posting'
import { openBooks } from '../../server/ledger/index.ts'
import type { Books } from '../../server/ledger/index.ts'
import { openDb } from '../../server/platform/index.ts'
import type { Db, TestClock } from '../../server/platform/index.ts'
import { testGround } from '../harness/ground.ts'

/** Books of a test's own on 1 March 2026, with the few movements that auditors are shown. */
export type TestBooks = {
  books: Books
  db: Db
  clock: TestClock
  topUp(person: string, amount: bigint): Promise<Posted>
  /** To the teahouse, which gives 0.6 % of it back as a fee. */
  pay(person: string, amount: bigint): Promise<Posted>
  withdraw(person: string, amount: bigint): Promise<Posted>
  earn(person: string, points: bigint): Promise<Posted>
  /** Takes an id and moves nothing. */
  claim(): Promise<Posted>
  /** Changes what nobody may change: as superuser, with the triggers off. */
  tamper(sql: string): Promise<void>
}

/** Ten in the morning in Shanghai. */
const FIRST_MORNING = '2026-03-01T02:00:00Z'
const CNY = 'CNY/2'
const FEE_BASIS_POINTS = 60n

export async function openTestBooks(scope: Pick<TestContext, 'after'>): Promise<TestBooks> {
  const ground = await testGround(scope)
  const { clock, db } = ground
  clock.set(FIRST_MORNING)
  const books = openBooks(ground)
  scope.after(() => books.close())
  return {
    books,
    db,
    clock,
    ...movements(books, clock),
    tamper: (sql) => tamper(ground.adminUrl, sql),
  }
}

function movements(books: Books, clock: TestClock) {
  const move = (
    kind: string,
    ...legs: [from: Side, to: Side, amount: bigint][]
  ): Promise<Posted> => {
    const id = `${kind}_${randomUUID().replaceAll('-', '')}`
    return books.post({
      id,
      kind,
      intent: createHash('sha256').update(id).digest().subarray(0, 16),
      occurredAt: clock.now(),
      reference: 'ord_1',
      legs: legs.map(([from, to, amount]) => ({ from, to, amount })),
    })
  }
  const fee = (amount: bigint): bigint => (amount * FEE_BASIS_POINTS) / 10_000n
  return {
    topUp: (who: string, amount: bigint) => move('top', [bank, person(who), amount]),
    withdraw: (who: string, amount: bigint) => move('out', [person(who), bank, amount]),
    claim: () => move('claim'),
    earn: (who: string, points: bigint) => move('earn', [issued, lot(who), points]),
    pay: (who: string, amount: bigint) =>
      move('pay', [person(who), teahouse, amount], [teahouse, feeIncome, fee(amount)]),
  }
}

type Side = {
  account: string
  open: {
    asset: string
    chart: string
    holder?: string
    floor?: bigint | null
    pocket?: string
    expiresAt?: Date
  }
}

const bank: Side = {
  account: 'bank:clearing:cny',
  open: { asset: CNY, chart: 'bank.clearing', floor: null },
}
const teahouse: Side = {
  account: 'merchant:teahouse:cny',
  open: { asset: CNY, chart: 'merchant.receivable', holder: 'teahouse' },
}
const feeIncome: Side = { account: 'income:fee:cny', open: { asset: CNY, chart: 'income.fee' } }
const issued: Side = {
  account: 'points:star:issued',
  open: { asset: 'PTS/0', chart: 'points.issued', floor: null },
}
const person = (who: string): Side => ({
  account: `person:${who}:cny`,
  open: { asset: CNY, chart: 'person.money', holder: who },
})
const lot = (who: string): Side => ({
  account: `points:star:lot:${who}:20270331:house`,
  open: {
    asset: 'PTS/0',
    chart: 'points.lot',
    holder: who,
    pocket: 'star',
    expiresAt: new Date('2027-03-31T16:00:00Z'),
  },
})

/** Changes what nobody may change: as superuser, with the triggers off. */
export async function tamper(url: string, sql: string): Promise<void> {
  const superuser = openDb({ url, max: 1 })
  try {
    await superuser.query(`set session_replication_role = replica; ${sql}`)
  } finally {
    await superuser.close()
  }
}
