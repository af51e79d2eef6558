import type { IncomingHttpHeaders } from 'node:http'
import { newId } from '@suanpan/kernel/ids'
import type { CounterMove } from '@suanpan/kernel/posting'
import {
  openSandboxBank,
  setBehaviour,
  type Behaviour,
  type SandboxBank,
} from '../../server/banking/index.ts'
import { getAccount, type Books } from '../../server/ledger/index.ts'
import { registerPeople } from '../../server/parties/index.ts'
import { transaction } from '../../server/platform/index.ts'
import {
  askBinding,
  chaseBank,
  confirmBinding,
  coverFromCard,
  hearBank,
  pay,
  plainPaymentOrder,
  plainPayments,
  refund,
  requestTopUp,
  topUp,
  walletRows,
  withdraw,
  type Card,
  type Funding,
} from '../../server/wallet/index.ts'
import { testBooks } from './cast.ts'
import type { TestGround } from './ground.ts'

export const CNY = 'CNY/2'

export type TestFunding = {
  ground: TestGround
  books: Books
  bank: SandboxBank
  funding: Funding
  person(name?: string): Promise<string>
  /** Binds a card whose number ends in these four digits. */
  card(person: string, lastFour?: string, kind?: 'debit' | 'credit'): Promise<Card>
  behave(behaviour: Partial<Behaviour>): Promise<void>
  /** Time passes: the bank works, its callbacks arrive, and we ask about what is open. */
  pass(seconds: number, listening?: boolean): Promise<void>
  balance(account: string): Promise<bigint>
  /** What somebody has in the wallet. */
  has(person: string): Promise<bigint>
  owes(person: string): Promise<bigint>
}

/** A wallet that is connected to a sandbox bank, without the door between them. */
export async function testFunding(t: {
  after(work: () => Promise<void>): void
}): Promise<TestFunding> {
  const { ground, books } = await testBooks(t, [...walletRows])
  const bank = openSandboxBank(ground)
  const funding: Funding = { books, bank, covered: plainPayments }
  const balance = (account: string): Promise<bigint> =>
    getAccount(ground.db, 1, account).then(
      (found) => found.balance,
      () => 0n,
    )
  let people = 0
  return {
    ground,
    books,
    bank,
    funding,
    balance,
    has: (person) => balance(`person:${person}:cny`),
    owes: async (person) => -(await balance(`debt:${person}:cny`)),
    person: async (name = '林') => {
      const registeredAt = ground.clock.now()
      const [id = ''] = await transaction(ground.db, (tx) =>
        registerPeople(tx, ground, [{ registeredAt, name }]),
      )
      return id
    },
    card: async (person, lastFour = '8888', kind = 'debit') => {
      const number = `${kind === 'debit' ? '622200' : '625500'}${String(++people).padStart(6, '0')}${lastFour}`
      const id = newId('bnd', ground.clock.now())
      const holder = { name: '林', phone: '13800000000', verifiedName: undefined }
      const { sandboxCode = '' } = await askBinding(funding, { id, person, number, ...holder })
      return confirmBinding(funding, { id, person, code: sandboxCode })
    },
    behave: (behaviour) =>
      setBehaviour(ground.db.query, { behaviour, by: 'test', at: ground.clock.now() }),
    pass: async (seconds, listening = true) => {
      ground.clock.tick(seconds * 1000)
      await bank.work(({ body, headers }) => deliver(funding, bank, listening, { body, headers }))
      if (listening) await chaseBank(funding)
    },
  }
}

async function deliver(
  funding: Funding,
  bank: SandboxBank,
  listening: boolean,
  callback: { body: string; headers: IncomingHttpHeaders },
): Promise<{ status: number }> {
  if (!listening) throw new Error('nobody listens')
  const news = bank.readCallback(callback)
  if (!news) return { status: 401 }
  await hearBank(funding, news)
  return { status: 204 }
}

export const topUpOf = (
  { funding, ground }: TestFunding,
  person: string,
  card: string,
  amount = 100_00n,
) =>
  requestTopUp(funding, { id: newId('top', ground.clock.now()), person, card, asset: CNY, amount })

export const withdrawalOf = (
  { funding, ground }: TestFunding,
  {
    person,
    card,
    amount,
    fee = 0n,
    counters = [],
  }: {
    person: string
    card: string
    amount: bigint
    fee?: bigint
    counters?: CounterMove[]
  },
) => {
  const id = newId('wdr', ground.clock.now())
  return withdraw(funding, { id, person, card, asset: CNY, amount, fee, counters })
}

export const moneyIn = ({ books, ground }: TestFunding, person: string, amount: bigint) => {
  const occurredAt = ground.clock.now()
  return topUp(books, { id: newId('top', occurredAt), person, asset: CNY, amount, occurredAt })
}

/** A payment at the teahouse, of money that somebody has. */
export const drinkTea = ({ books, ground }: TestFunding, person: string, amount: bigint) => {
  const occurredAt = ground.clock.now()
  const merchant = { id: newId('mer', occurredAt), feeBasisPoints: 0, category: 'tea_house' }
  const id = newId('pay', occurredAt)
  return pay(books, { id, person, merchant, asset: CNY, amount, occurredAt })
}

/** A payment of 0.60 % fee that a card pays, or a part of it; made when the bank has said yes. */
export async function payByCard(
  { funding, ground }: TestFunding,
  {
    person,
    card,
    amount,
    cover = amount,
  }: { person: string; card: string; amount: bigint; cover?: bigint },
): Promise<{ id: string; merchant: string }> {
  const occurredAt = ground.clock.now()
  const merchant = { id: newId('mer', occurredAt), feeBasisPoints: 60, category: 'tea_house' }
  const id = newId('pay', occurredAt)
  const order = plainPaymentOrder({ id, person, merchant, asset: CNY, amount, occurredAt })
  await coverFromCard(funding, { payment: id, person, card, asset: CNY, amount: cover, order })
  return { id, merchant: merchant.id }
}

export const refundOf = ({ books, ground }: TestFunding, payment: string, amount: bigint) => {
  const occurredAt = ground.clock.now()
  return refund(books, { id: newId('ref', occurredAt), payment, amount, occurredAt })
}
