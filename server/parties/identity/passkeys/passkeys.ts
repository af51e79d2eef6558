import { Refusal } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import { transaction, type Ground } from '../../../platform/index.ts'

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

/** Gives a passkey another name. Refuses with `passkey_not_found {passkey}`. */
export async function renamePasskey(
  ground: Ground,
  { person, passkey, label }: { person: string; passkey: string; label: string },
): Promise<Passkey> {
  const [row] = await ground.db.query<Passkey>(
    `update parties.passkeys set label = $3 where id = $1 and person = $2
     returning ${PASSKEY_COLUMNS}`,
    [passkey, person, label],
  )
  if (!row) throw new Refusal('passkey_not_found', { passkey })
  return row
}

/**
 * Removes a passkey: it opens nothing from now on. Letter `passkey.removed`.
 *
 * Refuses with `passkey_not_found {passkey}`.
 */
export async function removePasskey(
  ground: Ground,
  { person, passkey }: { person: string; passkey: string },
): Promise<void> {
  const at = ground.clock.now()
  await transaction(ground.db, async (tx) => {
    const removed = await tx.query(
      'delete from parties.passkeys where id = $1 and person = $2 returning 1',
      [passkey, person],
    )
    if (removed.length === 0) throw new Refusal('passkey_not_found', { passkey })
    const body = { person, passkey }
    tx.emit({ id: newId('ltr', at), type: 'passkey.removed', party: person, at, body })
  })
}
