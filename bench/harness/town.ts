import { newId } from '@suanpan/kernel/ids'
import { createApiKey, registerMerchants, registerPeople } from '../../server/parties/index.ts'
import {
  loadConfig,
  migrate,
  openDb,
  openGround,
  systemClock,
  transaction,
} from '../../server/platform/index.ts'
import { DEFAULT_RULE, saveProgramme } from '../../server/points/index.ts'
import type { NewProgramme } from '../../server/points/index.ts'
import { openConnection } from './http.ts'
import type { Answer, Connection } from './http.ts'
import { foundWallets, type Wallet } from './wallets.ts'

export const ASSET = 'CNY/2'
const CATEGORIES = ['tea_house', 'hotel', 'bakery', 'taxi', 'supermarket']
export const TOWN_FEE_BASIS_POINTS = 60
const TOP_UPS_AT_ONCE = 64

/** Who pays whom, and the key that may ask for it. */
export type Town = {
  people: string[]
  merchants: string[]
  secret: string
  /** Those of the people who are signed in to the wallet. */
  wallets: Wallet[]
}

/** Registers people, merchants, a programme of points and an API key, before the server of these books starts. */
export async function foundTown(options: {
  databaseUrl: string
  dataDir: string
  people: number
  merchants: number
  /** How many of the people have a wallet, and how many of those a PIN; none unless told. */
  wallets?: { all: number; withPin: number }
}): Promise<Town> {
  const { appRole } = await migrate({ url: options.databaseUrl })
  const db = openDb({
    url: options.databaseUrl,
    max: 2,
    ...(appRole === undefined ? {} : { asRole: appRole }),
  })
  const config = loadConfig({ SUANPAN_DATA: options.dataDir, LOG_LEVEL: 'warn' })
  const ground = openGround({ db, config })
  const registeredAt = systemClock.now()
  try {
    const people = await transaction(db, (tx) =>
      registerPeople(
        tx,
        ground,
        Array.from({ length: options.people }, () => ({ registeredAt })),
      ),
    )
    const merchants = await transaction(db, (tx) =>
      registerMerchants(
        tx,
        Array.from({ length: options.merchants }, (_, at) => ({
          name: `茶馆 ${at + 1}`,
          category: CATEGORIES[at % CATEGORIES.length] ?? 'tea_house',
          feeBasisPoints: TOWN_FEE_BASIS_POINTS,
          registeredAt,
        })),
      ),
    )
    await transaction(db, (tx) => saveProgramme(tx, programmeAt(registeredAt)))
    const scopes = ['read', 'payments', 'points', 'ledger'] as const
    const { secret } = await createApiKey(ground, { name: 'load', scopes: [...scopes], by: 'load' })
    const { all, withPin } = options.wallets ?? { all: 0, withPin: 0 }
    const wallets = await foundWallets(ground, { people: people.slice(0, all), withPin })
    return { people, merchants, secret, wallets }
  } finally {
    await db.close()
  }
}

function programmeAt(at: Date): NewProgramme {
  return {
    code: 'town',
    asset: 'PTS/0',
    titleZh: '古镇积分',
    titleEn: 'Town points',
    lotMonths: 12,
    minimumRedemption: 1n,
    cost: null,
    returnGraceDays: 0,
    rule: DEFAULT_RULE,
    by: 'load',
    at,
  }
}

/** Gives everybody the same money over the API. */
export async function topUpEverybody(url: URL, town: Town, amount: bigint): Promise<void> {
  const left = [...town.people]
  const one = async (): Promise<void> => {
    const connection = await openConnection(url)
    for (let person = left.pop(); person !== undefined; person = left.pop()) {
      const key = newId('key', systemClock.now())
      const answer = await ask(connection, town, {
        path: '/v1/top-ups',
        key,
        body: { person, amount: { amount: String(amount), asset: ASSET } },
      })
      if (answer.status !== 201) throw new Error(`top-up: ${answer.status} ${answer.body}`)
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: TOP_UPS_AT_ONCE }, one))
}

/** Asks for something that moves, as a server with an API key does. */
export function ask(
  connection: Connection,
  { secret }: Town,
  { path, key, body }: { path: string; key: string; body: unknown },
): Promise<Answer> {
  const headers = { authorization: `Bearer ${secret}`, 'idempotency-key': key }
  return connection.post(path, headers, JSON.stringify(body))
}
