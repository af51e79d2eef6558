import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fingerprint } from './canonical.ts'
import { postingProblem } from './check.ts'
import { AMOUNT_MAX } from './posting.ts'
import type { AccountRef, Amount, Leg, Move, Posting, Reason, Tied, Verdict } from './posting.ts'
import { resolve } from './resolve.ts'
import type { Resolution } from './resolve.ts'
import type { AccountState, CounterState, Known, State } from './workbench.ts'

const NOON = new Date('2026-03-03T04:00:00Z')
const TOMORROW = new Date('2026-03-04T04:00:00Z')

test('the worked case: 500 wanted, 300 left of the day, 200 in the budget: 200, split 60 to 40, because of the budget', () => {
  const books = bookkeeper()
  books.post('fund', [
    move(bank, yuan('funder:house'), 1_000n),
    move(bank, yuan('funder:teahouse'), 1_000n),
    move(bank, yuan('budget'), 200n),
  ])
  const cap = { key: 'cap', ceiling: 800n, window: { kind: 'ever' } } as const
  books.post('before', [], { counters: [{ ...cap, amount: 500n }] })
  const part = (index: number): Tied => ({ of: 'g', part: { index, weights: [60n, 40n] } })
  const given = books.post(
    'give',
    [
      move(named('funder:house'), yuan('lin:house'), part(0)),
      move(named('funder:teahouse'), yuan('lin:teahouse'), part(1)),
      move(named('budget'), yuan('budget:spent'), { of: 'g' }),
    ],
    {
      quantities: { g: { desired: 500n, min: 1n } },
      counters: [{ ...cap, amount: { of: 'g' } }],
    },
  )
  assert.deepEqual(given.quantities, {
    g: {
      desired: 500n,
      granted: 200n,
      reason: {
        code: 'insufficient_funds',
        details: { account: 'budget', asset: 'CNY/2', needed: '201', available: '200' },
      },
    },
  })
  assert.equal(books.has('lin:house'), 120n)
  assert.equal(books.has('lin:teahouse'), 80n)
  assert.deepEqual(given.counters, { cap: 700n })
})

test('below its minimum a quantity is refused for what binds it there, and nothing moves', () => {
  const books = bookkeeper()
  books.post('fund', [move(bank, yuan('budget'), 99n)])
  const reason = books.refusal('give', [move(named('budget'), yuan('lin'), { of: 'g' })], {
    quantities: { g: { desired: 500n, min: 100n } },
  })
  assert.equal(reason.code, 'insufficient_funds')
  assert.deepEqual(reason.details, {
    account: 'budget',
    asset: 'CNY/2',
    needed: '100',
    available: '99',
  })
  assert.equal(books.has('budget'), 99n)
  assert.equal(books.has('lin'), undefined)
})

test('of two quantities the first takes what there is and the second what is left', () => {
  const books = bookkeeper()
  books.post('fund', [move(bank, yuan('budget'), 100n)])
  const given = books.post(
    'give',
    [
      move(named('budget'), yuan('lin'), { of: 'first' }),
      move(named('budget'), yuan('wang'), { of: 'second' }),
    ],
    { quantities: { first: { desired: 70n, min: 0n }, second: { desired: 70n, min: 20n } } },
  )
  assert.equal(given.quantities['first']?.granted, 70n)
  assert.equal(given.quantities['second']?.granted, 30n)
  const scarce = bookkeeper()
  scarce.post('fund', [move(bank, yuan('budget'), 80n)])
  const less = scarce.post(
    'give',
    [
      move(named('budget'), yuan('lin'), { of: 'first' }),
      move(named('budget'), yuan('wang'), { of: 'second' }),
    ],
    { quantities: { first: { desired: 70n, min: 0n }, second: { desired: 70n, min: 20n } } },
  )
  assert.deepEqual(
    [less.quantities['first']?.granted, less.quantities['second']?.granted],
    [60n, 20n],
  )
})

test('a part that shrinks while the whole grows hides no greater value', () => {
  // By weights 6, 6, 2 the third part of 10 is 2, of 11 only 1, of 12 again 2.
  const books = bookkeeper()
  const third: Tied = { of: 'g', part: { index: 2, weights: [6n, 6n, 2n] } }
  const given = books.post('give', [move(bank, yuan('lin', { ceiling: 1n }), third)], {
    quantities: { g: { desired: 1_000_000n, min: 0n } },
  })
  assert.equal(given.quantities['g']?.granted, 11n)
  assert.equal(given.quantities['g']?.reason?.code, 'ceiling_reached')
})

test('however a whole is cut, the shares of it sum to the whole', () => {
  for (const cuts of [[333n, 333n, 334n], [1n, 998n, 1n], [1_000n], [100n, 0n, 900n]]) {
    const books = bookkeeper()
    for (const [n, amount] of cuts.entries())
      books.post(
        `cut ${n}`.replace(' ', '_'),
        [move(bank, yuan('lin'), { share: 77n, per: 1_000n, counter: 'cut' })],
        { counters: [{ key: 'cut', amount, ceiling: 1_000n, window: { kind: 'ever' } }] },
      )
    assert.equal(books.has('lin'), 77n, cuts.join(' '))
  }
})

test('the first thing that does not hold is the reason: conditions, legs, closings, counters', () => {
  const broken: [Reason['code'], Partial<Posting>][] = [
    [
      'limit_reached',
      { counters: [{ key: 'c', amount: 2n, ceiling: 1n, window: { kind: 'ever' } }] },
    ],
    ['account_not_empty', { close: ['lin'] }],
    ['insufficient_funds', { legs: [move(named('lin'), yuan('wang'), 11n)] }],
    ['balance_below', { conditions: [{ account: 'lin', atLeast: 11n }] }],
  ]
  const books = bookkeeper()
  books.post('fund', [move(bank, yuan('lin'), 10n)])
  let all: Partial<Posting> = {}
  for (const [n, [code, part]] of broken.entries()) {
    all = { ...all, ...part }
    assert.equal(books.refusal(`try_${n}`, all.legs ?? [], all).code, code)
  }
  assert.equal(
    books.refusal('fund', [], { intent: fingerprint('other'), ...all }).code,
    'id_used_with_other_content',
  )
})

test('within a leg the reason is the account, the freeze, the end, the funds, the target, the ceiling', () => {
  const books = bookkeeper()
  const lot = { holder: 'per_lin', pocket: 'points' }
  books.post('fund', [
    move(bank, yuan('lin', lot), 10n),
    move(bank, yuan('full', { ceiling: 1n }), 1n),
  ])
  const pocket = { pocket: 'points', holder: 'per_lin', asset: 'CNY/2' }
  const try1 = (id: string, leg: Move) => books.refusal(id, [leg]).code
  assert.equal(try1('a', move(named('nobody'), named('nowhere'), 99n)), 'account_not_found')
  assert.equal(
    try1('b', { from: { hold: 'none' }, to: named('nowhere'), amount: 99n }),
    'hold_not_found',
  )
  books.books.frozen.set('per_lin', { in: false, out: true })
  assert.equal(try1('c', { from: pocket, to: named('nowhere'), amount: 99n }), 'holder_frozen')
  assert.equal(try1('d', move(named('lin'), named('nowhere'), 99n)), 'holder_frozen')
  books.books.frozen.clear()
  assert.equal(try1('e', { from: pocket, to: named('nowhere'), amount: 99n }), 'insufficient_funds')
  assert.equal(try1('f', { from: pocket, to: named('nowhere'), amount: 9n }), 'account_not_found')
  assert.equal(try1('g', { from: pocket, to: named('full'), amount: 9n }), 'ceiling_reached')
})

test('a refusal takes back all that it had begun: what it opened, released, closed and counted', () => {
  const books = bookkeeper()
  books.post('fund', [move(bank, yuan('lin'), 10n)])
  books.post('hold', [
    { from: named('lin'), to: { newHold: 'h', expiresAt: TOMORROW }, amount: 4n },
  ])
  books.post('take', [{ from: { hold: 'h' }, to: yuan('wang'), amount: 4n }])
  const before = new Map(books.books.accounts)
  const ever = { kind: 'ever' } as const
  const reason = books.refusal(
    'try',
    [
      { release: 'h' },
      move(named('lin'), yuan('new', { holder: 'per_new', pocket: 'points' }), 6n),
      { from: named('new'), to: { newHold: 'h2', expiresAt: TOMORROW }, amount: 1n },
    ],
    {
      close: ['lin'],
      counters: [
        { key: 'c', amount: 1n, ceiling: 1n, window: ever },
        { key: 'c', amount: 1n, ceiling: 1n, window: ever },
      ],
    },
  )
  assert.equal(reason.code, 'limit_reached')
  assert.deepEqual(books.books.accounts, before)
  assert.equal(books.books.counters.size, 0)
  assert.deepEqual([...books.books.pockets.values(), books.books.holds.get('h2')].flat(), [])
  // The empty hold is still open, and closes now.
  books.post('again', [{ release: 'h' }])
  assert.equal(books.books.accounts.get('hold:h:1')?.closed, true)
})

test('a hold goes back to a frozen or full origin, and not to one that is closed', () => {
  const books = bookkeeper()
  const lin = yuan('lin', { holder: 'per_lin', ceiling: 10n })
  const hold = (id: string, amount: bigint): Leg => ({
    from: named('lin'),
    to: { newHold: id, expiresAt: TOMORROW },
    amount,
  })
  books.post('fund', [move(bank, lin, 10n), hold('h1', 4n), hold('h2', 6n)])
  books.post('more', [move(bank, named('lin'), 10n)])
  books.books.frozen.set('per_lin', { in: true, out: true })
  books.post('back', [{ release: 'h1' }])
  assert.equal(books.has('lin'), 14n)
  books.books.frozen.clear()
  books.post('end', [move(named('lin'), bank, 14n)], { close: ['lin'] })
  assert.deepEqual(books.refusal('late', [{ release: 'h2' }]), {
    code: 'account_closed',
    details: { account: 'lin' },
  })
})

test('amounts reach the ends of int8 and do not pass them', () => {
  const books = bookkeeper()
  books.post('all', [move(bank, yuan('lin'), AMOUNT_MAX)])
  assert.equal(books.has('bank'), -AMOUNT_MAX)
  assert.equal(books.refusal('more', [move(bank, yuan('wang'), 1n)]).code, 'amount_out_of_range')
  const otherBank = yuan('bank:other', { chart: 'bank.clearing', floor: null })
  assert.deepEqual(books.refusal('over', [move(otherBank, yuan('lin'), 1n)]), {
    code: 'amount_out_of_range',
    details: { amount: '1', maximum: String(AMOUNT_MAX) },
  })
  books.post('back', [move(yuan('lin'), bank, AMOUNT_MAX)])
  assert.equal(books.has('lin'), 0n)
  const given = books.post('given', [move(bank, yuan('lin'), { of: 'g', ratio: [3n, 1n] })], {
    quantities: { g: { desired: AMOUNT_MAX, min: 0n } },
  })
  assert.equal(given.quantities['g']?.granted, AMOUNT_MAX / 3n)
})

test('a counter without a limit ends where int8 ends', () => {
  const books = bookkeeper()
  const counters = (amount: bigint): Partial<Posting> => ({
    counters: [{ key: 'c', amount, ceiling: null, window: { kind: 'ever' } }],
  })
  books.post('all', [], counters(AMOUNT_MAX))
  assert.equal(books.refusal('more', [], counters(1n)).code, 'amount_out_of_range')
})

test('a dry run says what a posting would come to without a place in the books', () => {
  const posting: Posting = {
    id: 'try',
    kind: 'test',
    intent: fingerprint('try'),
    occurredAt: NOON,
    legs: [move(bank, yuan('lin'), 5n)],
  }
  const arrivals = [posting, { ...posting, id: 'two' }].map((posting) => ({
    posting,
    bookedAt: NOON,
    businessDate: '2026-03-03',
  }))
  const { outcomes } = resolve(bookkeeper().books, arrivals, 0n)
  assert.deepEqual(
    outcomes.map(({ verdict }) => verdict.state === 'posted' && verdict.seq),
    [0n, 0n],
  )
})

const named = (account: string): AccountRef => ({ account })
const yuan = (account: string, more: Partial<AccountRef['open']> = {}): AccountRef => ({
  account,
  open: { asset: 'CNY/2', chart: 'person.money', ...more },
})
const bank = yuan('bank', { chart: 'bank.clearing', floor: null })
const move = (from: AccountRef, to: AccountRef, amount: Amount): Move => ({ from, to, amount })

/** Posts one after another into books of its own, and says which verdict it expects. */
function bookkeeper() {
  const books = {
    accounts: new Map<string, AccountState>(),
    pockets: new Map<string, readonly string[]>(),
    holds: new Map<string, readonly string[]>(),
    counters: new Map<string, CounterState>(),
    frozen: new Map<string, { in: boolean; out: boolean }>(),
    known: new Map<string, Known>(),
    assets: new Set(['CNY/2']),
    charts: new Set(['bank.clearing', 'person.money']),
  } satisfies State
  const say = (id: string, legs: Leg[], more: Partial<Posting>): Verdict => {
    const intent = fingerprint({ id })
    const posting: Posting = { id, kind: 'test', intent, occurredAt: NOON, legs, ...more }
    assert.equal(postingProblem(posting), undefined)
    const arrived = { posting, bookedAt: NOON, businessDate: '2026-03-03' }
    const resolution = resolve(books, [arrived], BigInt(books.known.size + 1))
    keep(books, resolution)
    return resolution.outcomes[0]!.verdict
  }
  return {
    books,
    post(id: string, legs: Leg[], more: Partial<Posting> = {}) {
      const verdict = say(id, legs, more)
      if (verdict.state === 'refused') throw new Error(JSON.stringify(verdict.reason))
      return verdict
    },
    refusal(id: string, legs: Leg[], more: Partial<Posting> = {}) {
      const verdict = say(id, legs, more)
      if (verdict.state === 'posted') throw new Error(`${id} posted`)
      return verdict.reason
    },
    has: (account: string) => books.accounts.get(account)?.balance,
  }
}

function keep(
  books: {
    accounts: Map<string, AccountState>
    pockets: Map<string, readonly string[]>
    holds: Map<string, readonly string[]>
    counters: Map<string, CounterState>
    known: Map<string, Known>
  },
  resolution: Resolution,
): void {
  for (const [address, account] of resolution.accounts) books.accounts.set(address, account)
  for (const [key, counter] of resolution.counters) books.counters.set(key, counter)
  for (const [key, list] of resolution.pockets) books.pockets.set(key, list)
  for (const [key, list] of resolution.holds) books.holds.set(key, list)
  for (const { verdict, arrived, fresh } of resolution.outcomes)
    if (fresh) books.known.set(verdict.id, { fingerprint: arrived.posting.intent, verdict })
}
