import type { Ground } from '../../platform/index.ts'

const TABLE = 'wallet.goals'

/** The sealed column of this part of the room, for the rotation of the installation's key. */
export const sealedGoalNames = { table: TABLE, id: 'id', key: 'key' }

/** What somebody calls their goal is personal: sealed under a key of the row. */
export function sealName({ crypter }: Ground, goal: string, name: string) {
  const key = crypter.newKey({ table: TABLE, row: goal })
  return { key, sealed: crypter.encrypt(key, { table: TABLE, column: 'name', row: goal }, name) }
}

/** The name, or null where it was erased. */
export function openName(
  { crypter }: Ground,
  { id, key, sealed }: { id: string; key: Buffer | null; sealed: Buffer },
): string | null {
  if (key === null) return null
  return crypter.decrypt(key, { table: TABLE, column: 'name', row: id }, sealed)
}
