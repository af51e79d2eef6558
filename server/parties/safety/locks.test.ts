import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import type { PayProof } from '@suanpan/contract/shapes-proof'
import { bank, move, posting, teahouse, testBooks } from '../../../tests/harness/cast.ts'
import { transaction } from '../../platform/index.ts'
import {
  freeOfPin,
  freezePerson,
  liftFreeze,
  liftLock,
  listLocks,
  permit,
  recogniseDevice,
  registerPeople,
  setLock,
  setPin,
} from '../index.ts'

const { ground, books, another } = await testBooks({ after })
const elsewhere = another()
const PIN: PayProof = { kind: 'pin', pin: '246813' }
let numbers = 0

async function somebody() {
  const row = { registeredAt: ground.clock.now(), name: '林小月' }
  const [person = ''] = await transaction(ground.db, (tx) => registerPeople(tx, ground, [row]))
  await setPin(ground, { person, pin: '246813' })
  const { device } = await recogniseDevice(ground, { secret: undefined, label: 'test' })
  await ground.db.query(
    `insert into parties.real_names (person, class, provider, verified_at) values ($1, 'III', 'test', $2)`,
    [person, ground.clock.now()],
  )
  const money = {
    account: `person:${person}:cny`,
    open: { asset: 'CNY/2', chart: 'person.money', holder: person },
  }
  await books.post(posting(`top_${person}`, [move(bank, money, 1_000_00n)]))
  return { person, device: device.id, money }
}

type Somebody = Awaited<ReturnType<typeof somebody>>

/** Pays as the door does: a permit, then the posting with what came back. */
async function pay(who: Somebody, amount = 10_00n, through = books): Promise<string> {
  const nonce = `tea-${++numbers}`
  const id = `pay_${who.person}_${nonce}`
  try {
    const { counters } = await permit(through, {
      id,
      person: who.person,
      device: who.device,
      kind: 'payment',
      amount,
      asset: 'CNY/2',
      payee: 'mer_teahouse',
      nonce,
      at: ground.clock.now(),
      proof: PIN,
    })
    const legs = [move(who.money, teahouse, amount)]
    await through.post(posting(id, legs, { counters }))
    return 'posted'
  } catch (error) {
    return String((error as { code?: string }).code)
  }
}

test('a wallet that its owner locked lets nothing go in any process, lets money in, and opens with the PIN', async () => {
  const lin = await somebody()
  assert.equal(await pay(lin), 'posted')
  await setLock(books, { ...lin, kind: 'wallet' })
  assert.equal(await pay(lin), 'locked_by_yourself')
  const posted = (id: string, legs: Parameters<typeof posting>[1]) =>
    elsewhere.tryPost(posting(`${id}_${lin.person}`, legs))
  const inFlight = await posted('pay_in_flight', [move(lin.money, teahouse, 1n)])
  assert.equal(inFlight.state === 'refused' && inFlight.reason.code, 'holder_frozen')
  assert.equal((await posted('top_in', [move(bank, lin.money, 1n)])).state, 'posted')
  await assert.rejects(liftLock(books, { ...lin, kind: 'wallet' }), { code: 'pin_required' })
  const wrong: PayProof = { kind: 'pin', pin: '246814' }
  await assert.rejects(liftLock(books, { ...lin, kind: 'wallet', proof: wrong }), {
    code: 'pin_wrong',
  })
  assert.equal(await pay(lin), 'locked_by_yourself')
  await liftLock(books, { ...lin, kind: 'wallet', proof: PIN })
  assert.equal(await pay(lin), 'posted')
})

test('nothing posts after a lock was acknowledged, with payments of two processes in flight', async () => {
  const lin = await somebody()
  let stopped = false
  const after: string[] = []
  const till = async (through: typeof books, name: string): Promise<number> => {
    let paid = 0
    for (let i = 0; i < 400 && !(stopped && after.length > 0); i++) {
      const startedAfter = stopped
      const id = `pay_${lin.person}_${name}_${i}`
      const verdict = await through.tryPost(posting(id, [move(lin.money, teahouse, 1n)]))
      if (verdict.state === 'posted') paid++
      if (startedAfter) after.push(verdict.state)
    }
    return paid
  }
  const tills = [till(books, 'a'), till(elsewhere, 'b'), till(books, 'c'), till(elsewhere, 'd')]
  await new Promise((resolve) => setTimeout(resolve, 50))
  await setLock(books, { ...lin, kind: 'wallet' })
  // What is booked when the lock answers is all that ever will be.
  const at = await balanceOf(lin)
  stopped = true
  const paid = (await Promise.all(tills)).reduce((sum, each) => sum + each, 0)
  assert.ok(paid > 0, 'something was in flight')
  assert.ok(after.length > 0 && after.every((state) => state === 'refused'))
  assert.equal(await balanceOf(lin), at)
})

async function balanceOf({ person }: Somebody): Promise<bigint> {
  const [row] = await ground.db.query<{ balance: bigint }>(
    `select b.balance from ledger.balances b join ledger.accounts a on a.book = b.book and a.id = b.account
     where a.address = $1`,
    [`person:${person}:cny`],
  )
  return row?.balance ?? -1n
}

test('a freeze and the own lock hold each for itself: lifting one does not lift the other', async () => {
  const lin = await somebody()
  const freeze = await freezePerson(books, {
    person: lin.person,
    category: 'transaction_review',
    in: true,
    out: true,
    by: 'opr_1',
    reason: '测试',
  })
  await setLock(books, { ...lin, kind: 'wallet' })
  assert.equal(await pay(lin), 'wallet_frozen')
  const lift = { person: lin.person, freeze: freeze.id, by: 'opr_2', reason: '核实' }
  const lifted = await liftFreeze(books, lift)
  assert.equal(lifted.liftedBy, 'opr_2')
  assert.equal(await pay(lin), 'locked_by_yourself')
  assert.deepEqual(await liftFreeze(books, { ...lift, by: 'opr_3' }), lifted)
  await liftLock(books, { ...lin, kind: 'wallet', proof: PIN })
  assert.equal(await pay(lin), 'posted')
  const letters = await ground.db.query<{ body: { in: boolean; out: boolean; by: string } }>(
    `select body from platform.letters where type = 'freeze.changed' and party = $1 order by seq`,
    [lin.person],
  )
  assert.deepEqual(
    letters.map(({ body }) => [body.in, body.out, body.by]),
    [
      [true, true, 'operator'],
      [true, true, 'person'],
      [false, true, 'operator'],
      [false, false, 'person'],
    ],
  )
  await assert.rejects(liftFreeze(books, { ...lift, person: 'per_wang' }), {
    code: 'freeze_not_found',
  })
})

test('a freeze of what comes in lets the person pay', async () => {
  const lin = await somebody()
  const how = { in: true, out: false, by: 'opr_1', reason: '测试' }
  await freezePerson(books, { person: lin.person, category: 'dispute', ...how })
  assert.equal(await pay(lin), 'posted')
  const verdict = await books.tryPost(posting(`in_${lin.person}`, [move(bank, lin.money, 1n)]))
  assert.equal(verdict.state === 'refused' && verdict.reason.code, 'holder_frozen')
})

test('at night, above an amount and to somebody new a lock holds, and no longer when lifted', async () => {
  const lin = await somebody()
  await setLock(books, { ...lin, kind: 'large_amount', amount: 50_00n })
  assert.equal(await pay(lin, 49_99n), 'posted')
  assert.equal(await pay(lin, 50_00n), 'locked_by_yourself')
  await liftLock(books, { ...lin, kind: 'large_amount', proof: PIN })
  assert.equal(await pay(lin, 50_00n), 'posted')
  // It is noon in Shanghai; from 22 until 13 goes over midnight and holds now.
  await setLock(books, { ...lin, kind: 'night', fromHour: 22, untilHour: 13 })
  assert.equal(await pay(lin), 'locked_by_yourself')
  ground.clock.tick(3_600_000)
  assert.equal(await pay(lin), 'posted')
})

test('tighter is free, looser takes the PIN, and a repetition changes nothing', async () => {
  const lin = await somebody()
  const large = (amount: bigint, proof?: PayProof) =>
    setLock(books, { ...lin, kind: 'large_amount', amount, proof })
  const first = await large(100_00n)
  assert.deepEqual(await large(100_00n), first)
  await large(50_00n)
  await assert.rejects(large(60_00n), { code: 'pin_required' })
  await large(60_00n, PIN)
  assert.deepEqual(
    (await listLocks(ground, lin.person)).map(({ kind, amount }) => [kind, amount]),
    [['large_amount', 60_00n]],
  )
  const free = (amount: bigint, proof?: PayProof) =>
    setLock(books, { ...lin, kind: 'free_of_pin', amount, proof })
  assert.equal((await freeOfPin(books, lin.person)).amount, 200_00n)
  await free(0n)
  assert.equal((await freeOfPin(books, lin.person)).amount, 0n)
  await assert.rejects(free(1n), { code: 'pin_required' })
  await assert.rejects(free(1_000_01n, PIN), { code: 'amount_too_high' })
  await free(300_00n, PIN)
  assert.equal((await freeOfPin(books, lin.person)).amount, 300_00n)
})

test('of ten who set the same lock at once one lock comes, and the others are told', async () => {
  const lin = await somebody()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, (_, i) =>
      setLock(books, { ...lin, kind: 'large_amount', amount: BigInt(100 + i) }),
    ),
  )
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
  assert.ok(refused.every((code) => code === 'lock_changed' || code === 'pin_required'))
  assert.equal((await listLocks(ground, lin.person)).length, 1)
})
