import { join } from 'node:path'
import { newId } from '@suanpan/kernel/ids'
import { openBooks } from '../server/ledger/index.ts'
import type { Books } from '../server/ledger/index.ts'
import {
  createLog,
  loadConfig,
  openDb,
  openGround,
  startSubscribers,
  systemClock,
} from '../server/platform/index.ts'
import { pointsRows, pointsSubscriber } from '../server/points/index.ts'
import { pay, topUp, walletRows } from '../server/wallet/index.ts'
import type { Db } from '../server/platform/index.ts'
import type { Bench, Run } from './harness/bench.ts'
import { keepRate, percentiles, rate } from './harness/load.ts'
import type { Outcome } from './harness/load.ts'
import type { Result } from './harness/result.ts'
import { ASSET, foundTown, TOWN_FEE_BASIS_POINTS } from './harness/town.ts'
import type { Town } from './harness/town.ts'
import { seeded, zipf } from './zipf.ts'

const PAYMENTS_PER_SECOND = 500
const IN_FLIGHT = 512
const MERCHANTS = 60
const OPENING_BALANCE = 100_000_000n
const SEED = 20_250_102

export const letters: Bench = {
  name: 'letters',
  measures: 'letters a second through to points posted, and how long points take',
  run: deliver,
}

const sizes = {
  smoke: { people: 200, backlog: 1_000, seconds: 1 },
  quick: { people: 5_000, backlog: 20_000, seconds: 10 },
  full: { people: 20_000, backlog: 200_000, seconds: 60 },
}

async function deliver({ stage, pace, say }: Run): Promise<Result[]> {
  const { people, backlog, seconds } = sizes[pace.name]
  const dataDir = join(stage.workDir, 'server')
  say('founding a town …')
  const town = await foundTown({ databaseUrl: stage.url, dataDir, people, merchants: MERCHANTS })
  const db = openDb({ url: stage.appUrl, applicationName: 'suanpan' })
  const config = loadConfig({ SUANPAN_DATA: dataDir, LOG_LEVEL: 'warn' })
  const ground = openGround({ db, config, log: createLog({ level: 'warn' }) })
  const books = openBooks(ground, { rows: [...walletRows, ...pointsRows] })
  try {
    await each(town.people, (person) => topUpOne(books, person))
    const next = payer(books, town)
    say(`paying ${backlog.toLocaleString('en-US')} times with nobody reading the letters …`)
    await each(Array.from({ length: backlog }), next)
    say('delivering …')
    const start = performance.now()
    const post = startSubscribers(ground, [pointsSubscriber(books)])
    await post.drain()
    const delivered = backlog / ((performance.now() - start) / 1000)
    await everyPaymentEarned(db, backlog)
    say(`${PAYMENTS_PER_SECOND} payments a second for ${seconds} s …`)
    const [head] = await db.query<{ seq: bigint }>('select seq from ledger.head where book = 1')
    const paid = await keepRate(PAYMENTS_PER_SECOND, seconds, next)
    await post.drain()
    await post.stop()
    const lags = await db.query<{ ms: number }>(LAGS, [head?.seq ?? 0n])
    return [
      { name: 'a backlog, through to points posted', value: delivered, unit: 'letters/s' },
      {
        name: `from payment to points at ${PAYMENTS_PER_SECOND}/s`,
        value: rate(paid),
        unit: 'payments/s',
        ...percentiles(lags.map(({ ms }) => ms)),
      },
      {
        name: 'meanwhile the payments themselves',
        value: rate(paid),
        unit: 'payments/s',
        ...percentiles(paid.latencies),
      },
    ]
  } finally {
    await books.close()
    await db.close()
  }
}

/** Between the instants at which the books took the payment and its points. */
const LAGS = `
  select extract(epoch from e.booked_at - p.booked_at)::float8 * 1000 as ms
    from ledger.postings e
    join ledger.postings p on p.book = e.book and p.id = e.reference
   where e.book = 1 and e.kind = 'points.earn' and p.seq > $1`

/** A drained post that skipped something would look fast. */
async function everyPaymentEarned(db: Db, payments: number): Promise<void> {
  const [row] = await db.query<{ count: bigint }>('select count(*) from points.earnings')
  if (row?.count !== BigInt(payments))
    throw new Error(`${payments} payments were made and ${row?.count} earned points`)
}

async function topUpOne(books: Books, person: string): Promise<void> {
  const at = systemClock.now()
  const id = newId('top', at)
  await topUp(books, { id, person, asset: ASSET, amount: OPENING_BALANCE, occurredAt: at })
}

function payer(books: Books, town: Town): () => Promise<Outcome> {
  const random = seeded(SEED)
  const who = zipf(town.people.length, 0, random)
  const where = zipf(town.merchants.length, 1, random)
  return async () => {
    const at = systemClock.now()
    const merchant = town.merchants[where()] ?? ''
    await pay(books, {
      id: newId('pay', at),
      person: town.people[who()] ?? '',
      merchant: { id: merchant, feeBasisPoints: TOWN_FEE_BASIS_POINTS, category: 'tea_house' },
      asset: ASSET,
      // From one yuan, so that every payment earns.
      amount: BigInt(100 + Math.floor(random() * 400)),
      occurredAt: at,
    })
    return 'done'
  }
}

async function each<T>(all: T[], work: (one: T) => Promise<unknown>): Promise<void> {
  const left = all.values()
  const one = async (): Promise<void> => {
    for (const next of left) await work(next)
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, one))
}
