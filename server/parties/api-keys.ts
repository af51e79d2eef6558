import { hash, randomBytes } from 'node:crypto'
import { Refusal } from '@suanpan/contract/refusals'
import type { Scope } from '@suanpan/contract/routes/define'
import { newId } from '@suanpan/kernel/ids'
import type { Ground } from '../platform/index.ts'

const SECRET_BYTES = 32
const HINT_CHARS = 7

/** What a server signs its requests with. */
export type ApiKey = {
  id: string
  name: string
  hint: string
  scopes: Scope[]
  /** The only merchant it may act for; null for all. */
  merchant: string | null
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

const COLUMNS = 'id, name, hint, scopes, merchant, created_at, last_used_at, revoked_at'

type ApiKeyRow = {
  id: string
  name: string
  hint: string
  scopes: Scope[]
  merchant: string | null
  created_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
}

/** Creates a key; the secret (`sk_…`) is in the answer and only its sha256 is kept. */
export async function createApiKey(
  ground: Ground,
  wanted: {
    name: string
    scopes: Scope[]
    merchant?: string | undefined
    by: string
    /** Only for the demo, whose key is shown at every start. */
    secret?: string
  },
): Promise<{ apiKey: ApiKey; secret: string }> {
  const at = ground.clock.now()
  const secret = wanted.secret ?? `sk_${randomBytes(SECRET_BYTES).toString('base64url')}`
  const [row] = await ground.db.query<ApiKeyRow>(
    `insert into parties.api_keys
       (id, name, secret_hash, hint, scopes, merchant, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     returning ${COLUMNS}`,
    [
      newId('key', at),
      wanted.name,
      secretHash(secret),
      secret.slice(0, HINT_CHARS),
      [...new Set(wanted.scopes)],
      wanted.merchant ?? null,
      at,
      wanted.by,
    ],
  )
  if (!row) throw new Error('the new API key did not come back')
  return { apiKey: apiKeyOf(row), secret }
}

/** Newest first. */
export async function listApiKeys(
  ground: Ground,
  { before, limit }: { before?: string; limit: number },
): Promise<ApiKey[]> {
  const rows = await ground.db.query<ApiKeyRow>(
    `select ${COLUMNS} from parties.api_keys
     where $1::text is null or id < $1 order by id desc limit $2`,
    [before ?? null, limit],
  )
  return rows.map(apiKeyOf)
}

/**
 * Revokes a key, once; other processes follow within seconds.
 *
 * Refuses with `not_found`.
 */
export async function revokeApiKey(
  ground: Ground,
  { id, by }: { id: string; by: string },
): Promise<ApiKey> {
  await ground.db.query(
    `update parties.api_keys set revoked_at = $2, revoked_by = $3
     where id = $1 and revoked_at is null`,
    [id, ground.clock.now(), by],
  )
  const [row] = await ground.db.query<ApiKeyRow>(
    `select ${COLUMNS} from parties.api_keys where id = $1`,
    [id],
  )
  if (!row) throw new Refusal('not_found')
  return apiKeyOf(row)
}

/** The key of a secret that is not revoked, noting that it is used; for whoever shows it to us. */
export async function recogniseApiKey(ground: Ground, secret: string): Promise<ApiKey | undefined> {
  const [row] = await ground.db.query<ApiKeyRow>({
    name: 'parties.recognise_api_key',
    text: `update parties.api_keys set last_used_at = $2
           where secret_hash = $1 and revoked_at is null returning ${COLUMNS}`,
    values: [secretHash(secret), ground.clock.now()],
  })
  return row && apiKeyOf(row)
}

/** A random secret of 256 bits needs no slow hash; looking its hash up leaks nothing by timing. */
function secretHash(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}

function apiKeyOf(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scopes: row.scopes,
    merchant: row.merchant,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}
