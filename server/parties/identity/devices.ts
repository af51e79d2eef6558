import { hash, randomBytes } from 'node:crypto'
import { newId } from '@suanpan/kernel/ids'
import type { Ground } from '../../platform/index.ts'

const SECRET_BYTES = 32

/** A browser or phone that the server has given an id; its secret lies in a cookie of that browser. */
export type Device = {
  id: string
  /** What it is called in the list of devices, e.g. `Chrome · Android`. */
  label: string
  firstSeenAt: Date
  lastSeenAt: Date
}

/**
 * The device of a browser's secret, or a new one with a secret to be kept in a cookie. A revoked
 * device is never recognised again.
 */
export async function recogniseDevice(
  ground: Ground,
  { secret, label }: { secret: string | undefined; label: string },
): Promise<{ device: Device; newSecret?: string }> {
  const at = ground.clock.now()
  const [known] =
    secret === undefined
      ? []
      : await ground.db.query<Device>(
          `update parties.devices set last_seen_at = $2
           where secret_hash = $1 and revoked_at is null
           returning id, label, first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt"`,
          [hashOf(secret), at],
        )
  if (known) return { device: known }
  const newSecret = randomBytes(SECRET_BYTES).toString('base64url')
  const device = { id: newId('dev', at), label, firstSeenAt: at, lastSeenAt: at }
  await ground.db.query(
    `insert into parties.devices (id, secret_hash, label, first_seen_at, last_seen_at)
     values ($1, $2, $3, $4, $4)`,
    [device.id, hashOf(newSecret), label, at],
  )
  return { device, newSecret }
}

function hashOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}
