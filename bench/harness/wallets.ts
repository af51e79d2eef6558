import { openPersonSession, recogniseDevice, setPin } from '../../server/parties/index.ts'
import { transaction, type Ground } from '../../server/platform/index.ts'

/** The PIN of whoever has one. */
export const WALLET_PIN = '482913'
const AT_ONCE = 16

/** Somebody who is signed in to the wallet: what their phone sends along. */
export type Wallet = { person: string; cookie: string; hasPin: boolean }

/**
 * Signs people in on a phone each; their real names are known, so that they may pay from the
 * balance. The first of them have a PIN, which takes its time to hash.
 */
export async function foundWallets(
  ground: Ground,
  { people, withPin }: { people: string[]; withPin: number },
): Promise<Wallet[]> {
  await transaction(ground.db, (tx) =>
    tx.query(
      `insert into parties.real_names (person, class, provider, verified_at)
       select id, 'III', 'load', $2 from unnest($1::text[]) as id`,
      [people, ground.clock.now()],
    ),
  )
  return eachOf([...people.entries()], async ([index, person]) => {
    const hasPin = index < withPin
    const wanted = { secret: undefined, label: 'load' }
    const { device, newSecret = '' } = await recogniseDevice(ground, wanted)
    const { token } = await openPersonSession(ground, { person, device: device.id })
    if (hasPin) await setPin(ground, { person, pin: WALLET_PIN })
    return { person, hasPin, cookie: `suanpan_wallet=${token}; suanpan_device=${newSecret}` }
  })
}

async function eachOf<In, Out>(all: In[], work: (one: In) => Promise<Out>): Promise<Out[]> {
  const left = [...all]
  const done: Out[] = []
  const one = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) done.push(await work(next))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  return done
}
