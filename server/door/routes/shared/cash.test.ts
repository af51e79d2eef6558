import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sharedTown } from '../../../../tests/harness/shared.ts'

const town = await sharedTown({ after })
const { lin, wang, zhou, done, ask, refused, bookWith, look, netsIn, wish } = town

/** A book in which 王 wang owes 林 lin ¥40. */
async function owing(): Promise<string> {
  const book = await bookWith([wang])
  await done(lin, 'POST', `/books/${book}/expenses`, wish(lin, '8000', [lin, wang]))
  return book
}

const paid = (amount = '4000') => ({ from: wang, to: lin, amount })
const record = async (book: string, who = wang, amount = '4000') =>
  String((await done(who, 'POST', `/books/${book}/cash`, paid(amount)))['id'])
const statesIn = async (book: string) => (await look(book)).cash.map(({ state }) => state)

test('cash counts once the other side has confirmed it, and no money moves', async () => {
  const book = await owing()
  const heads = () => town.ground.db.query('select seq from ledger.head')
  const before = await heads()
  const cash = await record(book)
  const waiting = await look(book)
  assert.deepEqual(netsIn(waiting), { [lin]: '4000', [wang]: '-4000' })
  assert.deepEqual(waiting.debts, [{ from: wang, to: lin, amount: '4000' }])
  await done(lin, 'POST', `/book-cash/${cash}/confirmations`)
  const even = await look(book)
  assert.deepEqual([netsIn(even), even.debts], [{ [lin]: '0', [wang]: '0' }, []])
  assert.deepEqual(await heads(), before)
})

test('whoever got the cash may write it down, and then whoever paid it confirms', async () => {
  const book = await owing()
  const cash = await record(book, lin, '1500')
  await refused('cash_answered_by_other', lin, 'POST', `/book-cash/${cash}/confirmations`)
  await done(wang, 'POST', `/book-cash/${cash}/confirmations`)
  assert.deepEqual((await look(book)).debts, [{ from: wang, to: lin, amount: '2500' }])
})

test('cash that was denied or taken back counts for nothing, and ends once', async () => {
  const book = await owing()
  const denied = await record(book)
  await done(lin, 'POST', `/book-cash/${denied}/denials`)
  await refused('cash_ended', lin, 'POST', `/book-cash/${denied}/confirmations`)
  await refused('cash_ended', wang, 'POST', `/book-cash/${denied}/withdrawals`)
  town.ground.clock.tick(1_000)
  const withdrawn = await record(book)
  await refused('cash_answered_by_other', lin, 'POST', `/book-cash/${withdrawn}/withdrawals`)
  await done(wang, 'POST', `/book-cash/${withdrawn}/withdrawals`)
  await refused('cash_ended', lin, 'POST', `/book-cash/${withdrawn}/confirmations`)
  assert.deepEqual(await statesIn(book), ['withdrawn', 'denied'])
  assert.deepEqual((await look(book)).debts, [{ from: wang, to: lin, amount: '4000' }])
})

test('of both sides who write down the same cash at once one does', async () => {
  const book = await owing()
  const answers = await Promise.all(
    [wang, lin, wang, lin].map((who) => ask(who, 'POST', `/books/${book}/cash`, paid())),
  )
  assert.deepEqual(answers.map(({ json }) => json['code']).filter(Boolean), [
    'cash_awaits',
    'cash_awaits',
    'cash_awaits',
  ])
  assert.deepEqual(await statesIn(book), ['waiting'])
})

test('confirmed ten times at once it counts once, and against taking it back one of the two holds', async () => {
  const book = await owing()
  const once = await record(book, wang, '1000')
  const all = await Promise.all(
    Array.from({ length: 10 }, () => ask(lin, 'POST', `/book-cash/${once}/confirmations`)),
  )
  assert.ok(all.every(({ status }) => status === 201))
  assert.equal(netsIn(await look(book))[lin], '3000')
  const raced = await record(book, wang, '1000')
  const [confirmed, withdrawn] = await Promise.all([
    ask(lin, 'POST', `/book-cash/${raced}/confirmations`),
    ask(wang, 'POST', `/book-cash/${raced}/withdrawals`),
  ])
  const statuses = [confirmed.status, withdrawn.status]
  assert.deepEqual(statuses.toSorted(), [201, 409])
  assert.equal(netsIn(await look(book))[lin], confirmed.status === 201 ? '2000' : '3000')
})

test('no more is settled in cash than is open between the two, and nobody writes for others', async () => {
  const book = await bookWith([wang, zhou])
  const path = `/books/${book}/cash`
  await done(lin, 'POST', `/books/${book}/expenses`, wish(lin, '3000', [wang]))
  const beyond = await ask(wang, 'POST', path, paid('3001'))
  assert.deepEqual([beyond.json['code'], beyond.json['owed']], ['cash_beyond_debt', '3000'])
  await refused('cash_beyond_debt', wang, 'POST', path, { from: wang, to: zhou, amount: '1' })
  await refused('cash_beyond_debt', wang, 'POST', path, { from: lin, to: wang, amount: '1' })
  await refused('cash_of_two', zhou, 'POST', path, paid('1'))
  await refused('cash_of_two', wang, 'POST', path, { from: wang, to: wang, amount: '1' })
  const cash = await record(book, wang, '3000')
  await refused('cash_answered_by_other', zhou, 'POST', `/book-cash/${cash}/confirmations`)
})

test('a transfer on its way and cash that waits are not settled once more', async () => {
  const book = await owing()
  await town.topUp(wang, 100_000n)
  await town.transfers(wang, { to: lin, amount: '4000', book, arrival: 'after_2h' })
  await refused('cash_beyond_debt', wang, 'POST', `/books/${book}/cash`, paid('1'))
})

test('nobody leaves while their cash waits, and an archived book takes no answer', async () => {
  const book = await bookWith([wang, zhou])
  await done(lin, 'POST', `/books/${book}/expenses`, wish(lin, '1000', [wang]))
  const cash = await record(book, wang, '1000')
  await done(wang, 'POST', `/books/${book}/expenses`, wish(wang, '1000', [lin]))
  const leaving = await ask(wang, 'DELETE', `/books/${book}/members/${wang}`)
  assert.deepEqual([leaving.json['code'], leaving.json['transfers']], ['member_awaits', 1])
  await done(zhou, 'DELETE', `/books/${book}/members/${zhou}`)
  await refused('cash_not_found', zhou, 'POST', `/book-cash/${cash}/confirmations`)
  await done(lin, 'PATCH', `/books/${book}`, { archived: true })
  await refused('book_archived', lin, 'POST', `/book-cash/${cash}/confirmations`)
  await refused('book_archived', wang, 'POST', `/books/${book}/cash`, paid('1'))
})

test('a viewer writes no cash down and answers what concerns them', async () => {
  const book = await bookWith([wang], 'viewer')
  await done(lin, 'POST', `/books/${book}/expenses`, wish(lin, '1000', [wang]))
  await refused('book_role', wang, 'POST', `/books/${book}/cash`, paid('1000'))
  const cash = await record(book, lin, '1000')
  await done(wang, 'POST', `/book-cash/${cash}/confirmations`)
  assert.deepEqual((await look(book)).debts, [])
})

test('the same request again is the same cash, and another under its key is refused', async () => {
  const book = await owing()
  const post = (amount: string) => ask(wang, 'POST', `/books/${book}/cash`, paid(amount), 'one')
  const [one, two] = [await post('1000'), await post('1000')]
  assert.equal(one.json['id'], two.json['id'])
  assert.equal(two.headers['idempotency-replayed'], 'true')
  assert.equal((await post('1001')).json['code'], 'id_used_with_other_content')
})

test('the other side is told of cash that was written down, confirmed, denied and taken back', async () => {
  const letters = await town.ground.db.query<{ type: string; party: string }>(
    `select distinct type, party from platform.letters where type like 'book_cash.%'`,
  )
  const told = new Set(letters.map(({ type, party }) => `${type} ${party}`))
  for (const [type, party] of [
    ['recorded', lin],
    ['recorded', wang],
    ['confirmed', wang],
    ['denied', wang],
    ['withdrawn', lin],
  ]) {
    assert.ok(told.has(`book_cash.${type} ${party}`), `${type} ${party}`)
  }
})

test('the export has a line for cash that both sides know of, and none for other cash', async () => {
  const book = await owing()
  await done(lin, 'POST', `/book-cash/${await record(book, wang, '1000')}/confirmations`)
  await record(book, wang, '500')
  const { text } = await ask(lin, 'GET', `/books/${book}/export.csv`)
  const lines = text.split('\r\n').filter((line) => line.includes('现金还款'))
  assert.equal(lines.length, 1)
  assert.match(lines[0] ?? '', /10\.00,CNY,10\.00,0\.00,0\.00,10\.00/)
})
