import type pg from 'pg'
import { CopyProblem } from './files.ts'

/** Goes on, until the transaction ends, as the role that owns the installation's tables. */
export async function becomeOwner(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(
    `select nspowner::regrole::text as owner from pg_namespace where nspname = 'platform'`,
  )
  const owner = rows[0]?.owner
  if (owner === undefined) {
    throw new CopyProblem({ zh: '数据库里没有账簿。', en: 'There are no books in this database.' })
  }
  await client.query(`set local role ${owner}`)
}
