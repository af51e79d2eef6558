import { readFileSync } from 'node:fs'
import { newId } from '@suanpan/kernel/ids'
import { systemClock } from '../../server/platform/index.ts'
import { seeded, zipf } from '../zipf.ts'
import { openConnection } from './http.ts'
import { keepInFlight } from './load.ts'
import type { Outcome } from './load.ts'
import { ask, ASSET } from './town.ts'
import type { Town } from './town.ts'
import { openPhones, type PayMix } from './phones.ts'

/** What the process that generates load is told, as its only argument. */
export type LoadOrder = {
  url: string
  /** A file that holds the town. */
  town: string
  connections: number
  seconds: number
  seed: number
  /** People pay with their phones, in these ways; absent, a server with an API key says who paid. */
  byPhone?: PayMix
}

const USER_PAYING = '"state":"user_paying"'

// A process of its own: the load costs a core what it costs, and the server's event loop nothing.
const order = JSON.parse(process.argv[2] ?? '{}') as LoadOrder
const url = new URL(order.url)
const town = JSON.parse(readFileSync(order.town, 'utf8')) as Town
const random = seeded(order.seed)
const who = zipf(town.people.length, 0, random)
const where = zipf(town.merchants.length, 1, random)
const idle = await Promise.all(Array.from({ length: order.connections }, () => openConnection(url)))
const phones = order.byPhone && (await openPhones(idle, { town, mix: order.byPhone, random }))

const measured = await keepInFlight(order.connections, order.seconds, pay)
for (const connection of idle) connection.close()
// Disconnected only once the figures have left.
process.send?.(measured, () => process.disconnect())

/** As many requests are in flight as there are connections, so one is always idle here. */
async function pay(): Promise<Outcome> {
  const connection = idle.pop()
  if (connection === undefined) throw new Error('more requests than connections')
  const merchant = town.merchants[where()] ?? ''
  const amount = { amount: String(1 + Math.floor(random() * 500)), asset: ASSET }
  const answer = await (phones === undefined
    ? ask(connection, town, {
        path: '/v1/payments',
        key: newId('key', systemClock.now()),
        body: { person: town.people[who()], merchant, amount },
      })
    : phones.pay(connection, { merchant, amount }))
  idle.push(connection)
  if (answer.status === 201 && !answer.body.includes(USER_PAYING)) return 'done'
  throw new Error(`payment: ${answer.status} ${answer.body}`)
}
