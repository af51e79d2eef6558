import { newId } from '@suanpan/kernel/ids'
import {
  openSandboxBillers,
  setBillerBehaviour,
  type BillerBehaviour,
  type SandboxBillers,
} from '../../server/banking/index.ts'
import {
  addBillerAccount,
  chaseBillers,
  getLifeBill,
  hearBiller,
  openBills,
  payBill,
  type BillerAccount,
  type BillOrder,
  type Life,
  type LifeBill,
} from '../../server/wallet/index.ts'
import { testFunding, type TestFunding } from './funding.ts'

export const WATER = 'sandbox_water'
export const POWER = 'sandbox_power'
export const PHONE = 'sandbox_phone'

export type TestLife = TestFunding & {
  billers: SandboxBillers
  life: Life
  /** Adds an account whose number ends in these four digits. */
  account(person: string, lastFour?: string, biller?: string): Promise<BillerAccount>
  /** The bill that an account has due, as it stands now. */
  bill(account: BillerAccount): Promise<LifeBill>
  order(bill: LifeBill, account: BillerAccount): Promise<BillOrder & { replayed: boolean }>
  treat(behaviour: Partial<BillerBehaviour>): Promise<void>
  /** Time passes: the billers work, their callbacks arrive, and we ask about what is open. */
  later(seconds: number, listening?: boolean): Promise<void>
}

const PREFIXES: Record<string, string> = { [WATER]: '880', [POWER]: '660000', [PHONE]: '139' }

/** A wallet that is connected to the sandbox billers, without the door between them. */
export async function testLife(t: { after(work: () => Promise<void>): void }): Promise<TestLife> {
  const it = await testFunding(t)
  const { ground, books } = it
  const billers = openSandboxBillers(ground)
  const life: Life = { books, billers: billers.all }
  let numbers = 0
  return {
    ...it,
    billers,
    life,
    account: (person, lastFour = '8888', biller = WATER) =>
      addBillerAccount(life, {
        id: newId('bla', ground.clock.now()),
        person,
        biller,
        number: `${PREFIXES[biller]}${String(++numbers).padStart(4, '0')}${lastFour}`,
        label: '家里',
      }),
    bill: async ({ id }) => {
      const [first] = await openBills(ground, [id])
      if (!first) throw new Error('nothing is due')
      return first
    },
    order: async (bill, account) =>
      payBill(life, {
        ...(await getLifeBill(ground, { bill: bill.id, person: account.person })),
        id: newId('bpo', ground.clock.now()),
        account: account.id,
        biller: account.biller,
        bill,
        at: ground.clock.now(),
        intent: { bill: bill.id },
      }),
    treat: (behaviour) =>
      setBillerBehaviour(ground.db.query, { behaviour, by: 'test', at: ground.clock.now() }),
    later: async (seconds, listening = true) => {
      ground.clock.tick(seconds * 1000)
      await billers.work(async (code, callback) => {
        if (!listening) throw new Error('nobody listens')
        const biller = billers.all.find((each) => each.code === code)
        const news = biller?.readCallback(callback)
        if (!news) return { status: 401 }
        await hearBiller(life, code, news)
        return { status: 204 }
      })
      if (listening) await chaseBillers(life)
    },
  }
}
