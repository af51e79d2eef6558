import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bank, money, move, named, posting, teahouse, testBooks } from '../../tests/harness/cast.ts'
import { getAccount, getPosting, reversePosting } from './index.ts'
import type { Books, Reversal } from './index.ts'

const fees = { account: 'income:fee:cny', open: { asset: 'CNY/2', chart: 'income.fee' } }

async function payTeahouse(books: Books): Promise<void> {
  await books.post(posting('top_1', [move(bank, money('lin'), 1_000n)]))
  await books.post(
    posting('pay_1', [move(named('person:lin:cny'), teahouse, 1_000n), move(teahouse, fees, 6n)]),
  )
}

const reversal = (id: string, more: Partial<Reversal> = {}): Reversal => ({
  id,
  posting: 'pay_1',
  reason: 'charged twice',
  occurredAt: new Date('2026-03-03T05:00:00Z'),
  ...more,
})

test('a reversal is the mirror image of its posting, last movement first', async (t) => {
  const { books, ground } = await testBooks(t)
  await payTeahouse(books)
  const reversed = await reversePosting(books, reversal('rev_1'))
  assert.deepEqual(
    reversed.entries.map(({ address, amount, balance }) => [address, amount, balance]),
    [
      ['income:fee:cny', -6n, 0n],
      ['merchant:teahouse:cny', 6n, 1_000n],
      ['merchant:teahouse:cny', -1_000n, 0n],
      ['person:lin:cny', 1_000n, 1_000n],
    ],
  )
  const record = await getPosting(ground.db, 1, 'rev_1')
  assert.deepEqual([record?.kind, record?.reference], ['reversal', 'pay_1'])
})

test('a posting is reversed once: the same reversal is a replay, another one is refused, and so is its own', async (t) => {
  const { books, another } = await testBooks(t)
  await payTeahouse(books)
  const both = await Promise.allSettled([
    reversePosting(books, reversal('rev_1')),
    reversePosting(another(), reversal('rev_2')),
  ])
  const [done, refused] = both.toSorted((a) => (a.status === 'fulfilled' ? -1 : 1))
  assert.ok(done?.status === 'fulfilled' && refused?.status === 'rejected')
  assert.equal(refused.reason.code, 'already_reversed')
  const again = await reversePosting(books, reversal(done.value.id))
  assert.deepEqual(again, { ...done.value, replayed: true })
  await assert.rejects(reversePosting(books, reversal('rev_3', { posting: done.value.id })), {
    code: 'already_reversed',
  })
  await assert.rejects(reversePosting(books, reversal('rev_4', { posting: 'pay_2' })), {
    code: 'posting_not_found',
    details: { posting: 'pay_2' },
  })
})

test('a reversal that was refused for lack of money is tried again under a new id', async (t) => {
  const { books, ground } = await testBooks(t)
  await payTeahouse(books)
  await books.post(posting('out_1', [move(teahouse, bank, 994n)]))
  await assert.rejects(reversePosting(books, reversal('rev_1')), { code: 'insufficient_funds' })
  await books.post(posting('in_1', [move(bank, teahouse, 994n)]))
  await assert.rejects(reversePosting(books, reversal('rev_1')), { code: 'insufficient_funds' })
  await reversePosting(books, reversal('rev_2'))
  assert.equal((await getAccount(ground.db, 1, 'person:lin:cny')).balance, 1_000n)
})
