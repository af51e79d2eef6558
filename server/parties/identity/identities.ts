import type { Addresses } from '../../messages/index.ts'
import type { Ground, Tx } from '../../platform/index.ts'
import { getPerson, normalPhone } from '../people.ts'

export type Language = 'zh' | 'en'

/** Somebody who is registered in the wallet. */
export type Identity = {
  person: string
  language: Language
  registeredAt: Date
  closedAt: Date | null
}

const COLUMNS = `person, language, registered_at as "registeredAt", closed_at as "closedAt"`

/** The wallet that a phone opens now, if there is one. */
export async function identityOfPhone(
  { crypter, db }: Ground,
  phone: string,
  tx: Pick<Tx, 'query'> = db,
): Promise<Identity | undefined> {
  const [row] = await tx.query<Identity>(
    `select ${COLUMNS} from parties.identities where phone_index = $1 and closed_at is null`,
    [crypter.blindIndex('person.phone', normalPhone(phone))],
  )
  return row
}

export async function findIdentity({ db }: Ground, person: string): Promise<Identity | undefined> {
  const [row] = await db.query<Identity>(
    `select ${COLUMNS} from parties.identities where person = $1`,
    [person],
  )
  return row
}

/** Where a person is reached and in which language; nowhere once their wallet is closed. */
export async function addressesOf(ground: Ground, person: string): Promise<Addresses> {
  const [known, identity] = await Promise.all([
    getPerson(ground, person),
    findIdentity(ground, person),
  ])
  if (!known || identity?.closedAt) return {}
  return {
    person,
    ...(identity && { language: identity.language }),
    ...(known.phone !== undefined && { phone: known.phone }),
    ...(known.email !== undefined && { email: known.email }),
  }
}
