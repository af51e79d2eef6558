import type { Ground } from '../../../platform/index.ts'

/** A passkey as its owner sees it. */
export type Passkey = {
  id: string
  label: string
  /** True where the maker of the device keeps it for all devices of the person. */
  synced: boolean
  createdAt: Date
  lastUsedAt: Date | null
}

export const PASSKEYS_MAX = 20

export const PASSKEY_COLUMNS = `id, label, synced, created_at as "createdAt",
  last_used_at as "lastUsedAt"`

/** The oldest first; a person has at most twenty. */
export async function listPasskeys(ground: Ground, person: string): Promise<Passkey[]> {
  return ground.db.query<Passkey>(
    `select ${PASSKEY_COLUMNS} from parties.passkeys where person = $1 order by id`,
    [person],
  )
}
