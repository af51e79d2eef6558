import { hash } from '@node-rs/argon2'
import { Refusal } from '@suanpan/contract/refusals'
import type { Role } from '@suanpan/contract/routes/define'
import { newId } from '@suanpan/kernel/ids'
import { transaction, type Ground, type Tx } from '../platform/index.ts'
import { newTotpSecret, totpUri } from './totp.ts'

/** Somebody who works in the console. */
export type Operator = {
  id: string
  login: string
  name: string
  role: Role
  scope: DataScope
  createdAt: Date
  lastSignInAt: Date | null
}

/** Whose data an operator works with. */
export type DataScope = {
  /** Only these; null for all, and for everything that is of no merchant. */
  merchants: string[] | null
  /** Whether they may ask to see what is masked. */
  reveals: boolean
}

export type OperatorRow = {
  id: string
  login: string
  name: string
  role: Role
  merchants: string[] | null
  reveals: boolean
  created_at: Date
  last_sign_in_at: Date | null
}

export const OPERATORS_TABLE = 'parties.operators'
export const OPERATOR_COLUMNS =
  'id, login, name, role, merchants, reveals, created_at, last_sign_in_at'
const UNIQUE_VIOLATION = '23505'

// 19 MiB and two passes: OWASP's first choice for argon2id, about 20 ms here.
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** argon2id with a random salt, in the PHC string format. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2)
}

/**
 * Creates an operator. The secret of the one-time codes is in the answer and nowhere else in clear.
 *
 * Refuses with `login_taken {login}`.
 */
export async function createOperator(
  ground: Ground,
  wanted: {
    login: string
    name: string
    role: Role
    scope?: DataScope
    password: string
    totpSecret?: string
  },
): Promise<{ operator: Operator; totp: { secret: string; uri: string } }> {
  const createdAt = ground.clock.now()
  const id = newId('opr', createdAt)
  const secret = wanted.totpSecret ?? newTotpSecret()
  const key = ground.crypter.newKey({ table: OPERATORS_TABLE, row: id })
  const [row] = await ground.db
    .query<OperatorRow>(
      `insert into parties.operators
         (id, login, name, role, password_hash, key, totp_sealed, created_at, merchants, reveals)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       returning ${OPERATOR_COLUMNS}`,
      [
        id,
        wanted.login,
        wanted.name,
        wanted.role,
        await hashPassword(wanted.password),
        key,
        ground.crypter.encrypt(key, { table: OPERATORS_TABLE, column: 'totp', row: id }, secret),
        createdAt,
        wanted.scope?.merchants ?? null,
        wanted.scope?.reveals ?? true,
      ],
    )
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? new Refusal('login_taken', { login: wanted.login }) : error
    })
  if (!row) throw new Error('the new operator did not come back')
  return { operator: operatorOf(row), totp: { secret, uri: totpUri(wanted.login, secret) } }
}

/** Oldest first. */
export async function listOperators(
  ground: Ground,
  { after, limit }: { after?: string; limit: number },
): Promise<Operator[]> {
  const rows = await ground.db.query<OperatorRow>(
    `select ${OPERATOR_COLUMNS} from parties.operators where id > $1 order by id limit $2`,
    [after ?? '', limit],
  )
  return rows.map(operatorOf)
}

export async function operatorByLogin(
  ground: Ground,
  login: string,
): Promise<Operator | undefined> {
  const [row] = await ground.db.query<OperatorRow>(
    `select ${OPERATOR_COLUMNS} from parties.operators where login = $1`,
    [login],
  )
  return row && operatorOf(row)
}

/** Names of operators by id, for what they did. */
export async function operatorNames(ground: Ground, ids: string[]): Promise<Map<string, string>> {
  const rows = await ground.db.query<{ id: string; name: string }>(
    'select id, name from parties.operators where id = any($1)',
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row.name]))
}

/**
 * Changes whose data an operator works with; it holds from their next request on. `note` writes the
 * change into the trail in the same transaction.
 *
 * Refuses with `operator_not_found {operator}`.
 */
export async function setOperatorScope(
  { db }: Ground,
  { operator, scope }: { operator: string; scope: DataScope },
  note: (tx: Tx, before: DataScope) => Promise<unknown>,
): Promise<void> {
  await transaction(db, async (tx) => {
    const [before] = await tx.query<DataScope>(
      'select merchants, reveals from parties.operators where id = $1 for update',
      [operator],
    )
    if (!before) throw new Refusal('operator_not_found', { operator })
    await tx.query('update parties.operators set merchants = $2, reveals = $3 where id = $1', [
      operator,
      scope.merchants,
      scope.reveals,
    ])
    await note(tx, before)
  })
}

/** Nobody can sign in as this operator any more; what they did stays. Their sessions end now. */
export async function disableOperator(ground: Ground, login: string): Promise<void> {
  await ground.db.query(
    `with disabled as (
       update parties.operators set password_hash = 'disabled' where login = $1 returning id)
     delete from parties.sessions where operator in (select id from disabled)`,
    [login],
  )
}

/**
 * Sets a new password and ends the operator's sessions.
 *
 * @param change.onlyIfDisabled leaves an operator who can sign in as they are
 */
export async function setPassword(
  ground: Ground,
  change: { login: string; password: string; onlyIfDisabled?: boolean },
): Promise<void> {
  await ground.db.query(
    `with changed as (
       update parties.operators set password_hash = $2, failures = 0, delayed_until = null
       where login = $1 and ($3::boolean is not true or password_hash = 'disabled') returning id)
     delete from parties.sessions where operator in (select id from changed)`,
    [change.login, await hashPassword(change.password), change.onlyIfDisabled ?? false],
  )
}

export function operatorOf(row: OperatorRow): Operator {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    role: row.role,
    scope: { merchants: row.merchants, reveals: row.reveals },
    createdAt: row.created_at,
    lastSignInAt: row.last_sign_in_at,
  }
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION
}
