import pg from 'pg'

const OWNER = 'suanpan_owner'
const APP = 'suanpan_app'
const INSUFFICIENT_PRIVILEGE = '42501'
// Two installations that share a server may make the same roles at the same moment.
const MADE_MEANWHILE = new Set(['42710', '23505', 'XX000'])
const TRIES = 5

/** Who owns the tables and whom the server works as; the same user where roles cannot be made. */
export type Roles = { owner: string; app: string; separate: boolean }

/**
 * Makes sure of the two roles and continues the session as the owner. A user who may not make
 * roles plays both parts, and what has been set up that way stays so.
 */
export async function takeRoles(client: pg.Client, ownerRole = OWNER): Promise<Roles> {
  const { rows } = await client.query<{ self: string; holder: string | null }>(
    `select current_user::text as self,
            (select nspowner::regrole::text from pg_namespace where nspname = 'platform') as holder`,
  )
  const self = rows[0]?.self ?? ''
  const holder = rows[0]?.holder ?? null
  const alone = { owner: self, app: self, separate: false }
  if (holder !== null && holder === pgIdentifier(self) && self !== ownerRole) return alone
  if (!(await makeRoles(client, self, ownerRole))) return alone
  await client.query(`set role ${pg.escapeIdentifier(ownerRole)}`)
  return { owner: ownerRole, app: APP, separate: true }
}

/** False when the user lacks the right. */
async function makeRoles(client: pg.Client, self: string, owner: string): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    await client.query('begin')
    try {
      await makeMissing(client, self, owner)
      await client.query('commit')
      return true
    } catch (error) {
      await client.query('rollback')
      const code = error instanceof pg.DatabaseError ? (error.code ?? '') : ''
      if (code === INSUFFICIENT_PRIVILEGE) return false
      if (!MADE_MEANWHILE.has(code) || attempt === TRIES) throw error
    }
  }
}

async function makeMissing(client: pg.Client, self: string, owner: string): Promise<void> {
  for (const role of [owner, APP]) {
    const { rows } = await client.query<{ present: boolean; member: boolean }>(
      `select count(*) > 0 as present,
              coalesce(bool_or(pg_has_role(current_user, oid, 'member')), false) as member
       from pg_roles where rolname = $1`,
      [role],
    )
    const name = pg.escapeIdentifier(role)
    if (rows[0]?.present !== true) await client.query(`create role ${name}`)
    // The owner never works as the server's role, so it needs no membership there.
    if (rows[0]?.member !== true && self !== owner) {
      await client.query(`grant ${name} to ${pg.escapeIdentifier(self)}`)
    }
  }
  if (self === owner) return
  const { rows } = await client.query<{ database: string; may: boolean }>(
    `select current_database() as database,
            has_database_privilege($1, current_database(), 'create') as may`,
    [owner],
  )
  if (rows[0]?.may === true) return
  const database = pg.escapeIdentifier(rows[0]?.database ?? '')
  await client.query(`grant create on database ${database} to ${pg.escapeIdentifier(owner)}`)
}

/** How `regrole` writes a name: quoted only where it must be. */
function pgIdentifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : pg.escapeIdentifier(name)
}
