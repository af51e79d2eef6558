import assert from 'node:assert/strict'
import { newId } from '@suanpan/kernel/ids'
import { registerPeople } from '../../server/parties/index.ts'
import { transaction } from '../../server/platform/index.ts'
import { topUp } from '../../server/wallet/index.ts'
import { testDoor, type Request, type TestDoor } from './door.ts'
import { tellPin } from './payer.ts'

const CNY = 'CNY/2'
export const ZHOU_PHONE = '13900000077'

type Method = Request['method']

/** What the tests of shared books read of a book. */
export type Whole = {
  people: { person: string; net: string; role: string }[]
  debts: { from: string; to: string; amount: string }[]
  settlements: { state: string }[]
  cash: { id: string; state: string }[]
}

/** A house behind its door with 林 lin, 王 wang and 周 zhou signed in, and what they do in books. */
export async function sharedTown(t: { after(work: () => Promise<void>): void }) {
  const town = await testDoor(t)
  const { ground, lin, wang } = town
  const [zhou = ''] = await transaction(ground.db, (tx) =>
    registerPeople(tx, ground, [
      { registeredAt: ground.clock.now(), name: '周', phone: `+86${ZHOU_PHONE}` },
    ]),
  )
  const headers: Record<string, Record<string, string>> = {}
  const signIn = async (): Promise<void> => {
    for (const person of [lin, wang, zhou]) headers[person] = await town.walletHeaders(person)
  }
  await signIn()
  let keys = 0
  const ask = (who: string, method: Method, path: string, ...[body, key]: [unknown?, string?]) =>
    town.send({
      method,
      path: `/v1/me${path}`,
      headers: { ...headers[who], 'idempotency-key': key ?? `shared-${++keys}` },
      ...(body !== undefined && { body }),
    })
  const done = async (who: string, method: Method, path: string, body?: unknown) => {
    const answer = await ask(who, method, path, body)
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.text}`)
    return answer.json
  }
  return {
    ...town,
    zhou,
    signIn,
    ask,
    done,
    refused: async (code: string, ...asked: Parameters<typeof ask>) => {
      assert.equal((await ask(...asked)).json['code'], code, asked.slice(0, 3).join(' '))
    },
    /** A book of 林 lin's with these others in it, each by a link. */
    bookWith: async (others: string[], role: 'member' | 'viewer' = 'member'): Promise<string> => {
      const id = String((await done(lin, 'POST', '/books', { name: '古镇两日' }))['id'])
      for (const other of others) {
        ground.clock.tick(1_000)
        const { token } = await done(lin, 'POST', `/books/${id}/invites`, { role })
        await done(other, 'POST', `/book-invitations/${String(token)}/acceptances`)
      }
      return id
    },
    look: async (book: string, who = lin): Promise<Whole> =>
      (await done(who, 'GET', `/books/${book}`)) as unknown as Whole,
    netsIn: ({ people }: Whole) =>
      Object.fromEntries(people.map(({ person, net }) => [person, net])),
    /** An expense as it is asked for, split evenly between these people. */
    wish: (payer: string, amount: string, people: string[], more: object = {}) => ({
      title: '晚饭',
      payer,
      amount,
      shares: people.map((person) => ({ person })),
      spentOn: '2026-03-03',
      ...more,
    }),
    ...moneyIn(town),
  }
}

/** The money of people, for settling up. */
function moneyIn({ ground, house, walletHeaders, send }: TestDoor) {
  let keys = 0
  return {
    pinOf: (person: string) => tellPin(ground, person),
    topUp: async (person: string, amount: bigint): Promise<void> => {
      const occurredAt = ground.clock.now()
      const order = { id: newId('top', occurredAt), person, asset: CNY, amount, occurredAt }
      await topUp(house.books, order)
    },
    transfers: async (
      from: string,
      { to, amount, ...more }: { to: string; amount: string; book: string; arrival?: string },
    ) => {
      const proof = { kind: 'pin', pin: await tellPin(ground, from) }
      const sent = await send({
        method: 'POST',
        path: '/v1/me/transfers',
        headers: { ...(await walletHeaders(from)), 'idempotency-key': `money-${++keys}` },
        body: { to: { person: to }, amount: { amount, asset: CNY }, proof, ...more },
      })
      assert.equal(sent.status, 201, sent.text)
      return sent.json
    },
  }
}
