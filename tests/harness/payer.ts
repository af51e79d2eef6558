import type { House } from '../../server/door/index.ts'
import { getAccount } from '../../server/ledger/index.ts'
import { setPin } from '../../server/parties/index.ts'
import type { Ground } from '../../server/platform/index.ts'

const PIN = '482913'

/** Gives a person a pay PIN and says it. */
export async function tellPin(ground: Ground, person: string): Promise<string> {
  await setPin(ground, { person, pin: PIN })
  return PIN
}

/** What a person has. */
export async function personBalance({ ground, books }: House, person: string): Promise<bigint> {
  const account = await getAccount(ground.db, books.book, `person:${person}:cny`)
  return account.balance
}
