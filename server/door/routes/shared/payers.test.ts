import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { sharedTown } from '../../../../tests/harness/shared.ts'
import { pay } from '../../../wallet/index.ts'

const town = await sharedTown({ after })
const { lin, wang, zhou, done, ask, refused, bookWith, look, netsIn } = town

/** An expense that several paid together, for these people. */
const together = (payers: [string, string][], people: string[], more: object = {}) => ({
  title: '包车',
  payers: payers.map(([person, amount]) => ({ person, amount })),
  amount: String(payers.reduce((sum, [, amount]) => sum + BigInt(amount), 0n)),
  shares: people.map((person) => ({ person })),
  spentOn: '2026-03-03',
  ...more,
})

async function written(book: string, body: object): Promise<string> {
  return String((await done(lin, 'POST', `/books/${book}/expenses`, body))['id'])
}

test('what several paid together counts for each as much as they paid', async () => {
  const book = await bookWith([wang, zhou])
  const everybody = [lin, wang, zhou]
  const id = await written(
    book,
    together(
      [
        [lin, '6000'],
        [wang, '4000'],
      ],
      everybody,
    ),
  )
  const whole = await look(book)
  assert.deepEqual(netsIn(whole), { [lin]: '2666', [wang]: '667', [zhou]: '-3333' })
  assert.deepEqual(whole.debts, [
    { from: zhou, to: lin, amount: '2666' },
    { from: zhou, to: wang, amount: '667' },
  ])
  const { expense } = await done(zhou, 'GET', `/book-expenses/${id}`)
  const { payer, payers } = expense as { payer: string; payers: object[] }
  assert.equal(payer, lin)
  assert.deepEqual(payers, [
    { person: lin, amount: '6000' },
    { person: wang, amount: '4000' },
  ])
})

test('what was paid is exactly the expense, by members, each named once, or nothing is written', async () => {
  const book = await bookWith([wang])
  const path = `/books/${book}/expenses`
  const fine = together(
    [
      [lin, '60'],
      [wang, '40'],
    ],
    [lin, wang],
  )
  const short = await ask(lin, 'POST', path, { ...fine, amount: '101' })
  assert.deepEqual(
    [short.json['code'], short.json['wanted'], short.json['found']],
    ['payers_differ', '101', '100'],
  )
  const stranger = together(
    [
      [lin, '60'],
      [zhou, '40'],
    ],
    [lin, wang],
  )
  await refused('member_not_found', lin, 'POST', path, stranger)
  const twice = together(
    [
      [lin, '60'],
      [lin, '40'],
    ],
    [lin, wang],
  )
  assert.equal((await ask(lin, 'POST', path, twice)).status, 400)
  assert.equal((await ask(lin, 'POST', path, { ...fine, payer: lin })).status, 400)
  const { payers: _, ...nobody } = fine
  assert.equal((await ask(lin, 'POST', path, nobody)).status, 400)
  assert.deepEqual((await done(lin, 'GET', path))['items'], [])
})

test('in whatever way 25 expenses are paid and shared, the book comes to zero', async () => {
  const book = await bookWith([wang, zhou])
  const everybody = [lin, wang, zhou]
  for (let at = 1; at <= 25; at++) {
    const paid = everybody.slice(at % 3).map((who): [string, string] => [who, String(at * 7 + 1)])
    await written(book, together(paid, everybody.slice((at * 2) % 3)))
  }
  const { people, debts } = await look(book)
  const nets = people.map(({ net }) => BigInt(net))
  assert.equal(
    nets.reduce((sum, net) => sum + net, 0n),
    0n,
  )
  const moved = debts.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
  assert.equal(
    moved,
    nets.filter((net) => net > 0n).reduce((sum, net) => sum + net, 0n),
  )
})

test('one who paid becomes several and several become one, and what it was can be brought back', async () => {
  const book = await bookWith([wang])
  const id = await written(book, {
    ...together([[lin, '1000']], [wang]),
    payers: undefined,
    payer: lin,
  })
  const path = `/book-expenses/${id}`
  const both = together(
    [
      [lin, '400'],
      [wang, '600'],
    ],
    [wang],
  )
  await done(wang, 'PUT', path, { ...both, version: 1 })
  assert.deepEqual(netsIn(await look(book)), { [lin]: '400', [wang]: '-400' })
  await done(lin, 'POST', `${path}/deletions`, { version: 2 })
  await done(lin, 'POST', `${path}/restorations`, { version: 3 })
  assert.deepEqual(netsIn(await look(book)), { [lin]: '400', [wang]: '-400' })
  await done(wang, 'PUT', path, { ...together([[lin, '1000']], [wang]), version: 4 })
  assert.deepEqual(netsIn(await look(book)), { [lin]: '1000', [wang]: '-1000' })
})

test('one of those who paid links their payment; another who changes the expense leaves the link and never sees it', async () => {
  const book = await bookWith([wang])
  await town.topUp(lin, 10_000n)
  const occurredAt = town.ground.clock.now()
  const bill = newId('pay', occurredAt)
  const merchant = { id: town.teahouse, feeBasisPoints: 60, category: 'teahouse' }
  const order = { id: bill, person: lin, merchant, asset: 'CNY/2', amount: 600n, occurredAt }
  await pay(town.house.books, order)
  const both = together(
    [
      [wang, '400'],
      [lin, '600'],
    ],
    [lin, wang],
  )
  await refused('bill_not_found', wang, 'POST', `/books/${book}/expenses`, { ...both, bill })
  const id = await written(book, { ...both, bill })
  const path = `/book-expenses/${id}`
  const billOf = async (who: string) =>
    ((await done(who, 'GET', path))['expense'] as { bill: string | null }).bill
  assert.deepEqual([await billOf(lin), await billOf(wang)], [bill, null])
  await done(wang, 'PUT', path, { ...both, title: '包车和茶', version: 1 })
  assert.deepEqual([await billOf(lin), await billOf(wang)], [bill, null])
  await done(lin, 'PUT', path, { ...both, version: 2 })
  assert.equal(await billOf(lin), null)
  await done(lin, 'PUT', path, { ...both, bill, version: 3 })
  await done(wang, 'PUT', path, { ...together([[wang, '1000']], [lin]), version: 4 })
  assert.equal(await billOf(lin), null)
})

test('the same request again is the same expense in whatever order they are named, and other payers are refused', async () => {
  const book = await bookWith([wang])
  const post = (payers: [string, string][]) =>
    ask(lin, 'POST', `/books/${book}/expenses`, together(payers, [lin]), 'who-paid')
  const one = await post([
    [lin, '60'],
    [wang, '40'],
  ])
  const two = await post([
    [wang, '40'],
    [lin, '60'],
  ])
  assert.equal(one.json['id'], two.json['id'])
  const other = await post([
    [lin, '61'],
    [wang, '39'],
  ])
  assert.equal(other.json['code'], 'id_used_with_other_content')
})

test('in the export what each one paid less what they bear is what they are owed', async () => {
  const book = await bookWith([wang])
  await written(
    book,
    together(
      [
        [lin, '6001'],
        [wang, '4000'],
      ],
      [lin, wang],
    ),
  )
  const { text } = await ask(lin, 'GET', `/books/${book}/export.csv`)
  const [header = '', line] = text.split('\r\n')
  assert.match(header, /^\uFEFF日期,事项,付款人,金额,币种,/)
  assert.equal(line, '2026-03-03,包车,*、*,100.01,CNY,50.01,50.00,60.01,40.00')
})

test('whoever left at zero stays at zero: what concerns them is neither changed, deleted nor restored', async () => {
  const book = await bookWith([wang])
  const id = await written(book, together([[lin, '500']], [wang]))
  const gone = await written(book, together([[lin, '900']], [wang]))
  await done(lin, 'POST', `/book-expenses/${gone}/deletions`, { version: 1 })
  const cash = await done(wang, 'POST', `/books/${book}/cash`, {
    from: wang,
    to: lin,
    amount: '500',
  })
  await done(lin, 'POST', `/book-cash/${String(cash['id'])}/confirmations`)
  await done(wang, 'DELETE', `/books/${book}/members/${wang}`)
  const alone = { ...together([[lin, '500']], [lin]), version: 1 }
  await refused('expense_of_former', lin, 'PUT', `/book-expenses/${id}`, alone)
  await refused('expense_of_former', lin, 'POST', `/book-expenses/${id}/deletions`, { version: 1 })
  const restore = `/book-expenses/${gone}/restorations`
  await refused('expense_of_former', lin, 'POST', restore, { version: 2 })
  assert.deepEqual(netsIn(await look(book)), { [lin]: '0', [wang]: '0' })
})
