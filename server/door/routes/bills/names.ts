import { getMerchants, getPeople, maskName } from '../../../parties/index.ts'
import type { House } from '../../house.ts'

/** The names of merchants and, masked, of people, by id; who has no name is absent. */
export async function namesOf(
  { ground }: House,
  ids: Iterable<string | null>,
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  const [merchants, people] = await Promise.all([
    getMerchants(
      ground,
      wanted.filter((id) => id.startsWith('mer_')),
    ),
    getPeople(
      ground,
      wanted.filter((id) => id.startsWith('per_')),
    ),
  ])
  const names = new Map<string, string>()
  for (const { id, name } of merchants.values()) names.set(id, name)
  for (const { id, name } of people.values()) {
    if (name !== undefined) names.set(id, maskName(name))
  }
  return names
}
