import type { Ground, Tx } from '../../platform/index.ts'
import { PEOPLE_TABLE } from '../people.ts'

/** The key under which everything personal of somebody lies; made now where there was nothing yet. */
export async function personKey(
  tx: Pick<Tx, 'query'>,
  { crypter }: Ground,
  person: string,
): Promise<Buffer> {
  const [known] = await tx.query<{ key: Buffer }>(
    'update parties.people set key = coalesce(key, $2) where id = $1 returning key',
    [person, crypter.newKey({ table: PEOPLE_TABLE, row: person })],
  )
  if (!known) throw new Error(`nobody has the id ${person}`)
  return known.key
}
