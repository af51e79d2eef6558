import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newId } from '@suanpan/kernel/ids'
import { sharedTown, ZHOU_PHONE } from '../../../../tests/harness/shared.ts'

const CNY = 'CNY/2'
const town = await sharedTown({ after })
const { ground, lin, wang, zhou, ask, done, refused, bookWith, look, netsIn, wish } = town
await town.topUp(wang, 100_000n)
const pays = (book: string, amount: string, more: { arrival?: string } = {}) =>
  town.transfers(wang, { to: lin, amount, book, ...more })

test('who paid for whom becomes who owes whom, and the odd fen go to who joined earlier', async () => {
  const book = await bookWith([wang, zhou])
  await done(lin, 'POST', `/books/${book}/expenses`, wish(lin, '10000', [zhou, wang, lin]))
  const { debts, ...whole } = await look(book)
  assert.deepEqual(netsIn({ debts, ...whole }), { [lin]: '6666', [wang]: '-3333', [zhou]: '-3333' })
  assert.equal(debts.length, 2)
  await done(zhou, 'POST', `/books/${book}/expenses`, {
    ...wish(zhou, '3333', []),
    split: 'exact',
    shares: [{ person: wang, weight: '3333' }],
  })
  assert.deepEqual((await look(book)).debts, [{ from: wang, to: lin, amount: '6666' }])
})

test('exact shares are the whole expense and percents are a hundred, or nothing is written', async () => {
  const book = await bookWith([wang])
  const path = `/books/${book}/expenses`
  const shares = [
    { person: lin, weight: '3333' },
    { person: wang, weight: '6666' },
  ]
  await refused('percent_differs', lin, 'POST', path, {
    ...wish(lin, '1000', []),
    split: 'percent',
    shares,
  })
  await refused('shares_differ', lin, 'POST', path, {
    ...wish(lin, '1000', []),
    split: 'exact',
    shares,
  })
  const stranger = { ...wish(lin, '1000', [lin, zhou]) }
  await refused('member_not_found', lin, 'POST', path, stranger)
  assert.deepEqual((await done(lin, 'GET', path))['items'], [])
})

test('settling up is an ordinary transfer that counts when it arrives and not when it is revoked', async () => {
  const book = await bookWith([wang])
  await done(lin, 'POST', `/books/${book}/expenses`, wish(lin, '8000', [lin, wang]))
  const sent = await pays(book, '4000', { arrival: 'after_2h' })
  const coming = await look(book)
  assert.deepEqual(netsIn(coming), { [lin]: '4000', [wang]: '-4000' })
  assert.deepEqual([coming.debts, coming.settlements[0]?.state], [[], 'in_transit'])
  await refused('member_not_even', wang, 'DELETE', `/books/${book}/members/${wang}`)
  await done(wang, 'POST', `/transfers/${String(sent['id'])}/revocations`)
  ground.clock.tick(1_000)
  assert.deepEqual((await look(book)).debts, [{ from: wang, to: lin, amount: '4000' }])
  await pays(book, '4000')
  const even = await look(book)
  assert.deepEqual(netsIn(even), { [lin]: '0', [wang]: '0' })
  assert.equal(even.settlements[0]?.state, 'arrived')
  await done(wang, 'DELETE', `/books/${book}/members/${wang}`)
  await refused('book_not_found', wang, 'GET', `/books/${book}`)
})

test('a transfer settles only a book that payer and payee are in, and one that is open', async () => {
  const book = await bookWith([])
  const body = {
    to: { person: lin },
    amount: { amount: '100', asset: CNY },
    book,
    proof: { kind: 'pin', pin: await town.pinOf(wang) },
  }
  await refused('book_not_found', wang, 'POST', '/transfers', body)
  const shared = await bookWith([wang])
  await refused('member_not_found', wang, 'POST', '/transfers', {
    ...body,
    to: { person: zhou },
    book: shared,
  })
  await done(lin, 'PATCH', `/books/${shared}`, { archived: true })
  await refused('book_archived', wang, 'POST', '/transfers', { ...body, book: shared })
})

test('a viewer reads everything and writes nothing; only the owner manages', async () => {
  const book = await bookWith([wang], 'viewer')
  const path = `/books/${book}`
  const { id, version } = await done(lin, 'POST', `${path}/expenses`, wish(lin, '900', [lin]))
  await done(wang, 'GET', `/book-expenses/${String(id)}`)
  const expense = `/book-expenses/${String(id)}`
  await refused('book_role', wang, 'POST', `${path}/expenses`, wish(wang, '900', [wang]))
  await refused('book_role', wang, 'PUT', expense, { ...wish(lin, '1', [lin]), version })
  await refused('book_role', wang, 'POST', `${expense}/deletions`, { version })
  await refused('book_role', wang, 'PATCH', path, { name: '别的' })
  await refused('book_role', wang, 'POST', `${path}/invites`, {})
  await refused('book_role', wang, 'GET', `${path}/invites`)
  await refused('book_role', wang, 'DELETE', `${path}/members/${lin}`)
  await refused('book_role', wang, 'PATCH', `${path}/members/${wang}`, { role: 'owner' })
})

test('an expense keeps what it was, can be deleted and brought back, and never over what somebody else did', async () => {
  const book = await bookWith([wang])
  const { id } = await done(lin, 'POST', `/books/${book}/expenses`, wish(lin, '1000', [lin, wang]))
  const path = `/book-expenses/${String(id)}`
  await done(wang, 'PUT', path, { ...wish(lin, '2000', [lin, wang]), version: 1 })
  await refused('expense_moved_on', lin, 'PUT', path, {
    ...wish(lin, '3000', [lin]),
    version: 1,
  })
  await done(lin, 'POST', `${path}/deletions`, { version: 2 })
  assert.deepEqual((await look(book)).debts, [])
  await done(wang, 'POST', `${path}/restorations`, { version: 3 })
  assert.deepEqual((await look(book)).debts, [{ from: wang, to: lin, amount: '1000' }])
  const { history, expense } = await done(lin, 'GET', path)
  assert.deepEqual(
    (history as { act: string; by: string }[]).map(({ act, by }) => [act, by]),
    [
      ['add', lin],
      ['change', wang],
      ['delete', lin],
      ['restore', wang],
    ],
  )
  assert.equal((expense as { title: string }).title, '晚饭')
})

test('of twenty who change one version at once one does, and the sums stay whole', async () => {
  const book = await bookWith([wang])
  const { id } = await done(lin, 'POST', `/books/${book}/expenses`, wish(lin, '100', [lin, wang]))
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      ask(at % 2 === 0 ? lin : wang, 'PUT', `/book-expenses/${String(id)}`, {
        ...wish(lin, String(1000 + at), [lin, wang]),
        version: 1,
      }),
    ),
  )
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  const nets = Object.values(netsIn(await look(book)))
  assert.equal(
    nets.reduce((sum, net) => sum + BigInt(net), 0n),
    0n,
  )
})

test('the same request again is the same expense, and another under its key is refused', async () => {
  const book = await bookWith([wang])
  const post = (amount: string, people = [lin, wang], more = {}) =>
    ask(lin, 'POST', `/books/${book}/expenses`, wish(lin, amount, people, more), 'one-expense')
  const [one, two] = [await post('1000'), await post('1000')]
  assert.equal(one.json['id'], two.json['id'])
  const others = [
    await post('2000'),
    await post('1000', [wang]),
    await post('1000', [lin, wang], { spentOn: '2026-03-04' }),
  ]
  for (const { json } of others) assert.equal(json['code'], 'id_used_with_other_content')
  assert.equal((await look(book)).debts[0]?.amount, '500')
})

test('a book or an invitation asked for again is the same one, and another under its key is refused', async () => {
  const under = (key: string, path: string, body: unknown) => ask(lin, 'POST', path, body, key)
  const book = () => under('one-book', '/books', { name: '古镇' })
  const [one, two] = [await book(), await book()]
  assert.equal(one.json['id'], two.json['id'])
  const other = await under('one-book', '/books', { name: '新城' })
  assert.equal(other.json['code'], 'id_used_with_other_content')
  const invites = `/books/${String(one.json['id'])}/invites`
  const first = await under('one-invite', invites, { role: 'member' })
  assert.deepEqual((await under('one-invite', invites, { role: 'member' })).json, first.json)
  const viewer = await under('one-invite', invites, { role: 'viewer' })
  assert.equal(viewer.json['code'], 'id_used_with_other_content')
  const elsewhere = `/books/${await bookWith([])}/invites`
  const elsewhereAnswer = await under('one-invite', elsewhere, { role: 'member' })
  assert.equal(elsewhereAnswer.json['code'], 'id_used_with_other_content')
})

test('an invitation asked for again after it has ended is still that one, and opens nothing', async () => {
  const invites = `/books/${await bookWith([])}/invites`
  const byPhone = (phone: string) => ask(lin, 'POST', invites, { phone }, 'ended-invite')
  const one = await byPhone(ZHOU_PHONE)
  await done(lin, 'DELETE', `${invites}/${String(one.json['id'])}`)
  assert.deepEqual((await byPhone(ZHOU_PHONE)).json, one.json)
  assert.deepEqual((await done(lin, 'GET', invites))['items'], [])
  // Another phone with the same end is another request.
  const other = await byPhone(ZHOU_PHONE.replace('139', '138'))
  assert.equal(other.json['code'], 'id_used_with_other_content')
})

test('an invitation by phone is there for that phone alone, once, and not after seven days', async () => {
  const book = await bookWith([])
  await done(lin, 'POST', `/books/${book}/invites`, { phone: ZHOU_PHONE })
  const { items } = await done(zhou, 'GET', '/book-invitations')
  const [{ token = '', book: name = '' } = {}] = items as { token?: string; book?: string }[]
  assert.equal(name, '古镇两日')
  assert.deepEqual((await done(wang, 'GET', '/book-invitations'))['items'], [])
  await refused('invite_not_found', wang, 'POST', `/book-invitations/${token}/acceptances`)
  await done(zhou, 'POST', `/book-invitations/${token}/acceptances`)
  await refused('invite_not_found', zhou, 'GET', `/book-invitations/${token}`)
  const link = await done(lin, 'POST', `/books/${book}/invites`, {})
  ground.clock.tick(8 * 86_400_000)
  // A session does not last that long either.
  await town.signIn()
  await refused('invite_not_found', wang, 'GET', `/book-invitations/${String(link['token'])}`)
})

test('a new link ends the one before, one that was taken back is none, and a forged one never was', async () => {
  const book = await bookWith([])
  const one = await done(lin, 'POST', `/books/${book}/invites`, {})
  const two = await done(lin, 'POST', `/books/${book}/invites`, {})
  await refused('invite_not_found', wang, 'GET', `/book-invitations/${String(one['token'])}`)
  const forged = String(two['token']).replace(/-.*/, `-${'A'.repeat(22)}`)
  await refused('invite_not_found', wang, 'GET', `/book-invitations/${forged}`)
  await done(lin, 'DELETE', `/books/${book}/invites/${String(two['id'])}`)
  await refused('invite_not_found', wang, 'GET', `/book-invitations/${String(two['token'])}`)
})

test('an owner hands the book over before leaving, and a book never has two', async () => {
  const book = await bookWith([wang, zhou])
  await refused('book_owner_stays', lin, 'DELETE', `/books/${book}/members/${lin}`)
  await Promise.all(
    [wang, zhou].map((person) =>
      ask(lin, 'PATCH', `/books/${book}/members/${person}`, { role: 'owner' }),
    ),
  )
  const { people } = await look(book)
  assert.equal(people.filter(({ role }) => role === 'owner').length, 1)
  await done(lin, 'DELETE', `/books/${book}/members/${lin}`)
})

test('an archived book is read and not written, and can be taken out again', async () => {
  const book = await bookWith([wang])
  await done(lin, 'PATCH', `/books/${book}`, { archived: true })
  const path = `/books/${book}/expenses`
  await refused('book_archived', wang, 'POST', path, wish(wang, '1', [wang]))
  await done(lin, 'PATCH', `/books/${book}`, { archived: false })
  await done(wang, 'POST', path, wish(wang, '1', [wang]))
})

test('an expense is linked to a payment of the payer by the payer alone', async () => {
  const book = await bookWith([wang])
  const path = `/books/${book}/expenses`
  const bill = newId('pay', ground.clock.now())
  await refused('bill_of_payer', wang, 'POST', path, wish(lin, '1', [lin], { bill }))
  await refused('bill_not_found', lin, 'POST', path, wish(lin, '1', [lin], { bill }))
})

test('the export has a line an expense, with what each one bears', async () => {
  const book = await bookWith([wang])
  const title = '=1+1'
  await done(lin, 'POST', `/books/${book}/expenses`, wish(lin, '1001', [lin, wang], { title }))
  const { text } = await ask(lin, 'GET', `/books/${book}/export.csv`)
  const [, line] = text.split('\r\n')
  assert.equal(line, '2026-03-03,"\'=1+1",*,10.01,CNY,5.01,5.00,10.01,0.00')
})

test('those who bear a share are told of it, and who was asked in by phone of that', async () => {
  const letters = await ground.db.query<{ type: string; party: string }>(
    `select distinct type, party from platform.letters where type like 'expense.%' or type like 'book.%'`,
  )
  const told = letters.map(({ type, party }) => `${type} ${party}`)
  assert.ok(told.includes(`expense.added ${wang}`))
  assert.ok(told.includes(`book.invited ${zhou}`))
  assert.ok(told.includes(`book.joined ${lin}`))
})
