import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId } from '@suanpan/kernel/ids'
import { businessDate } from '@suanpan/kernel/time'
import { testGround, type TestGround } from '../../../tests/harness/ground.ts'
import { holderStatement, openBooks, type Books } from '../../ledger/index.ts'
import { pay, refund, topUp, walletRows } from '../index.ts'
import { getBill, listBills } from './bills.ts'
import { chooseCategory } from './category.ts'
import { billsNoted, notesOf, writeNote } from './notes.ts'
import { monthSums, sharesOf, yearSums } from './sums.ts'

const lin = 'per_00000000000000000000000001'
const wang = 'per_00000000000000000000000002'
const asset = 'CNY/2'
const zone = 'Asia/Shanghai'
const shops = [
  { id: 'mer_00000000000000000000000001', feeBasisPoints: 60, category: 'teahouse' },
  { id: 'mer_00000000000000000000000002', feeBasisPoints: 0, category: 'taxi' },
  { id: 'mer_00000000000000000000000003', feeBasisPoints: 38, category: 'supermarket' },
]

async function wallet(t: {
  after(work: () => Promise<void>): void
}): Promise<{ ground: TestGround; books: Books }> {
  const ground = await testGround(t)
  const books = openBooks(ground, { rows: walletRows })
  ground.onEnd(() => books.close())
  return { ground, books }
}

const fill = (books: Books, occurredAt: Date, amount = 1_000_000n, person = lin) =>
  topUp(books, { id: newId('top', occurredAt), person, asset, amount, occurredAt })

function buy(
  books: Books,
  occurredAt: Date,
  amount: bigint,
  { merchant = shops[0]!, person = lin } = {},
) {
  const id = newId('pay', occurredAt)
  return pay(books, { id, person, merchant, asset, amount, occurredAt })
}

const giveBack = (books: Books, payment: string, occurredAt: Date, amount: bigint) =>
  refund(books, { id: newId('ref', occurredAt), payment, amount, occurredAt })

test('the bills of every month come to what the books say of that month, whatever happened', async (t) => {
  const { ground, books } = await wallet(t)
  const move = fc.record({
    what: fc.constantFrom('topup', 'pay', 'pay', 'pay', 'refund'),
    shop: fc.nat(2),
    amount: fc.bigInt({ min: 1n, max: 99_999n }),
    hours: fc.nat(40 * 24),
  })
  let people = 100
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 25 }), async (moves) => {
      const person = `per_000000000000000000000000${(people++).toString().padStart(2, '0')}`.slice(
        0,
        30,
      )
      const start = new Date('2026-01-20T00:00:00Z')
      await fill(books, start, 10_000_000n, person)
      const payments: { id: string; left: bigint }[] = []
      for (const { what, shop, amount, hours } of moves) {
        const at = new Date(start.getTime() + hours * 3_600_000)
        const last = payments.at(-1)
        if (what === 'topup') await fill(books, at, amount, person)
        else if (what === 'pay')
          payments.push({
            id: (await buy(books, at, amount, { merchant: shops[shop]!, person })).id,
            left: amount,
          })
        else if (last && last.left > 0n) {
          const back = amount < last.left ? amount : last.left
          await giveBack(books, last.id, at, back)
          last.left -= back
        }
      }
      const lines = await holderStatement(ground.db, 1, { holder: person, asset }, { limit: 200 })
      for (const month of ['2026-01', '2026-02', '2026-03']) {
        const sums = await monthSums(ground.db, { person, asset, month, zone })
        const booked = lines
          .filter(({ occurredAt }) => businessDate(occurredAt, zone).startsWith(month))
          .reduce((sum, { amount }) => sum + amount, 0n)
        assert.equal(sums.income - sums.spending + sums.movedIn - sums.movedOut, booked)
        const spent = sums.categories.reduce((sum, each) => sum + each.spent, 0n)
        assert.equal(spent, sums.spending)
        const shares = sums.categories.reduce((sum, { permille }) => sum + permille, 0)
        assert.equal(shares, sums.categories.some((each) => each.spent > 0n) ? 1000 : 0)
      }
    }),
    { numRuns: 12, seed: 20260303 },
  )
})

test('shares of three equal thirds come to exactly one hundred percent', () => {
  assert.deepEqual(sharesOf([1n, 1n, 1n]), [334, 333, 333])
  assert.deepEqual(sharesOf([5n, -3n, 0n]), [1000, 0, 0])
  assert.deepEqual(sharesOf([-3n]), [0])
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1 }), (amounts) => {
      const whole = sharesOf(amounts).reduce((a, b) => a + b, 0)
      assert.equal(whole, amounts.some((amount) => amount > 0n) ? 1000 : 0)
    }),
  )
})

test('a month ends at midnight of the installation, not of Greenwich', async (t) => {
  const { ground, books } = await wallet(t)
  await fill(books, new Date('2026-01-01T00:00:00Z'))
  await buy(books, new Date('2026-02-28T15:59:59Z'), 100n)
  await buy(books, new Date('2026-02-28T16:00:00Z'), 30n)
  const of = (month: string) => monthSums(ground.db, { person: lin, asset, month, zone })
  assert.equal((await of('2026-02')).spending, 100n)
  assert.equal((await of('2026-03')).spending, 30n)
  const year = await yearSums(ground.db, { person: lin, asset, year: 2026, zone })
  assert.equal(year.spending, 130n)
  assert.deepEqual(
    year.months.filter(({ spending }) => spending > 0n).map(({ month }) => month),
    ['2026-02', '2026-03'],
  )
})

test('pages of bills follow each other without a gap or a repetition, also at one instant', async (t) => {
  const { ground, books } = await wallet(t)
  const at = ground.clock.now()
  await fill(books, at)
  const bought = await Promise.all(
    Array.from({ length: 7 }, (_, n) => buy(books, at, BigInt(n + 1))),
  )
  await giveBack(books, bought[0]!.id, at, 1n)
  const seen: string[] = []
  let before: { occurredAt: Date; id: string } | undefined
  for (;;) {
    const page = await listBills(ground.db, { person: lin, ...(before && { before }), limit: 2 })
    seen.push(...page.map(({ id }) => id))
    before = page.at(-1)
    if (page.length < 2) break
  }
  assert.equal(seen.length, 9)
  assert.equal(new Set(seen).size, 9)
})

test('a bill goes into another category, alone or with all of its merchant, and back again', async (t) => {
  const { ground, books } = await wallet(t)
  const at = ground.clock.now()
  await fill(books, at)
  const first = await buy(books, at, 500n)
  const second = await buy(books, at, 700n)
  await giveBack(books, first.id, at, 100n)
  const choose = (bill: string, category: string | null, always: boolean) =>
    chooseCategory(ground, { person: lin, bill, category, always, at })
  const sums = async () =>
    Object.fromEntries(
      (await monthSums(ground.db, { person: lin, asset, month: '2026-03', zone })).categories.map(
        ({ category, spent }) => [category, spent],
      ),
    )
  // The refund goes where its payment goes.
  assert.equal((await choose(first.id, 'gifts', false)).category, 'gifts')
  assert.deepEqual(await sums(), { gifts: 400n, teahouse: 700n })
  await choose(second.id, 'restaurant', true)
  assert.deepEqual(await sums(), { gifts: 400n, restaurant: 700n })
  await choose(first.id, null, false)
  assert.deepEqual(await sums(), { restaurant: 1_100n })
  await choose(second.id, null, true)
  assert.deepEqual(await sums(), { teahouse: 1_100n })
  const bill = await getBill(ground.db, { person: lin, bill: first.id })
  assert.equal(bill?.givenCategory, 'teahouse')
  const [top] = await listBills(ground.db, { person: lin, kind: 'topup', limit: 1 })
  await assert.rejects(choose(top!.id, 'gifts', true), { code: 'category_needs_merchant' })
})

test("somebody else's bill is not there to be read, put elsewhere or written on", async (t) => {
  const { ground, books } = await wallet(t)
  const at = ground.clock.now()
  await fill(books, at)
  const { id: bill } = await buy(books, at, 500n)
  assert.equal(await getBill(ground.db, { person: wang, bill }), undefined)
  const refused = { code: 'bill_not_found', details: { bill } }
  await assert.rejects(
    chooseCategory(ground, { person: wang, bill, category: 'gifts', always: false, at }),
    refused,
  )
  await assert.rejects(writeNote(ground, { person: wang, bill, note: 'mine', at }), refused)
  assert.deepEqual(await listBills(ground.db, { person: wang, limit: 10 }), [])
})

test('a note is found by a part of it and lies sealed in the table', async (t) => {
  const { ground, books } = await wallet(t)
  const at = ground.clock.now()
  await fill(books, at)
  const { id: bill } = await buy(books, at, 500n)
  await writeNote(ground, { person: lin, bill, note: '和小王喝茶 Tea', at })
  assert.deepEqual(await billsNoted(ground, { person: lin, text: 'tea' }), [bill])
  assert.deepEqual(await billsNoted(ground, { person: wang, text: 'tea' }), [])
  assert.equal((await notesOf(ground, { person: lin, bills: [bill] })).get(bill), '和小王喝茶 Tea')
  const [row] = await ground.db.query<{ note_sealed: Buffer }>('select * from wallet.bill_notes')
  assert.ok(!row!.note_sealed.toString('utf8').includes('小王'))
  await writeNote(ground, { person: lin, bill, note: ' ', at })
  assert.deepEqual(await ground.db.query('select * from wallet.bill_notes'), [])
})

test('filters narrow the list by kind, direction, category, span, amount and order number', async (t) => {
  const { ground, books } = await wallet(t)
  const at = ground.clock.now()
  await fill(books, at)
  const tea = await buy(books, at, 500n)
  const later = new Date(at.getTime() + 3_600_000)
  const taxi = await pay(books, {
    id: newId('pay', later),
    person: lin,
    merchant: shops[1]!,
    asset,
    amount: 2_100n,
    occurredAt: later,
    reference: 'order-100%_A7',
  })
  const ids = async (filter: object) =>
    (await listBills(ground.db, { person: lin, limit: 10, ...filter })).map(({ id }) => id)
  const search = (text: string, amount?: bigint) => ({
    search: { text, counterparts: [], bills: [], ...(amount === undefined ? {} : { amount }) },
  })
  assert.deepEqual(await ids({ kind: 'payment' }), [taxi.id, tea.id])
  assert.equal((await ids({ direction: 'in' })).length, 1)
  assert.deepEqual(await ids({ category: 'taxi' }), [taxi.id])
  assert.deepEqual(await ids({ from: later }), [taxi.id])
  assert.deepEqual(await ids({ until: later, kind: 'payment' }), [tea.id])
  assert.deepEqual(await ids({ counterpart: shops[0]!.id }), [tea.id])
  assert.deepEqual(await ids(search('21.00', 2_100n)), [taxi.id])
  assert.deepEqual(await ids(search('ORDER-100%_')), [taxi.id])
  assert.deepEqual(await ids(search('order-100x')), [])
  assert.deepEqual(await ids(search(tea.id)), [tea.id])
  assert.deepEqual(await ids({ asset: 'XTS/2' }), [])
})
