import { verify } from '@node-rs/argon2'
import { Refusal } from '@suanpan/contract/refusals'
import type { Ground } from '../platform/index.ts'
import {
  hashPassword,
  OPERATOR_COLUMNS,
  OPERATORS_TABLE,
  operatorOf,
  type Operator,
  type OperatorRow,
} from './operators.ts'
import { currentTotp, totpStepOf } from './totp.ts'

export const FREE_FAILURES = 5
const FIRST_DELAY_SECONDS = 30
const LONGEST_DELAY_SECONDS = 900

/**
 * Signs an operator in with login, password and one-time code together, each code once.
 *
 * Refuses with `sign_in_failed`, which does not say what was wrong, and after five failures in a
 * row with `sign_in_delayed {retryAfterSeconds}`, each time twice as long.
 */
export async function signIn(
  ground: Ground,
  { login, password, code }: { login: string; password: string; code: string },
): Promise<Operator> {
  const attempt = await claimAttempt(ground, login)
  const passwordRight = await verify(attempt?.password_hash ?? (await decoy()), password).catch(
    () => false,
  )
  if (!attempt || !passwordRight) throw new Refusal('sign_in_failed')
  const step = totpStepOf({
    secret: openSecret(ground, attempt),
    code,
    at: ground.clock.now(),
    spentStep: Number(attempt.totp_step),
  })
  if (step === undefined) throw new Refusal('sign_in_failed')
  // Of two requests with the same code, one finds the step spent already.
  const [row] = await ground.db.query<OperatorRow>(
    `update parties.operators
     set totp_step = $2, failures = 0, delayed_until = null, last_sign_in_at = $3
     where id = $1 and totp_step < $2
     returning ${OPERATOR_COLUMNS}`,
    [attempt.id, step, ground.clock.now()],
  )
  if (!row) throw new Refusal('sign_in_failed')
  return operatorOf(row)
}

/** The code that an authenticator app of this operator shows now; for the demo and for commands. */
export async function codeOf(
  ground: Ground,
  login: string,
): Promise<{ code: string; validForSeconds: number } | undefined> {
  const [row] = await ground.db.query<SecretRow>(
    `select id, key, totp_sealed, totp_step from parties.operators where login = $1`,
    [login],
  )
  if (!row) return undefined
  return currentTotp(openSecret(ground, row), ground.clock.now(), Number(row.totp_step))
}

type SecretRow = { id: string; key: Buffer; totp_sealed: Buffer; totp_step: bigint }
type AttemptRow = SecretRow & { password_hash: string }

/**
 * Every attempt counts as a failure until it has succeeded, so a hundred attempts at once get no
 * further than a hundred in a row.
 */
async function claimAttempt(ground: Ground, login: string): Promise<AttemptRow | undefined> {
  const now = ground.clock.now()
  const [attempt] = await ground.db.query<AttemptRow>(
    `update parties.operators
     set failures = failures + 1,
         delayed_until = case when failures + 1 >= $3::int4
           then $2::timestamptz + make_interval(
             secs => least($5::int4, $4::int4 * 2 ^ least(failures + 1 - $3::int4, 20)))
           end
     where login = $1 and (delayed_until is null or delayed_until <= $2)
     returning id, key, totp_sealed, totp_step, password_hash`,
    [login, now, FREE_FAILURES, FIRST_DELAY_SECONDS, LONGEST_DELAY_SECONDS],
  )
  if (attempt) return attempt
  const [delayed] = await ground.db.query<{ delayed_until: Date }>(
    'select delayed_until from parties.operators where login = $1 and delayed_until > $2',
    [login, now],
  )
  if (!delayed) return undefined
  const retryAfterSeconds = Math.ceil((delayed.delayed_until.getTime() - now.getTime()) / 1000)
  throw new Refusal('sign_in_delayed', { retryAfterSeconds })
}

let decoyHash: Promise<string> | undefined

/** An unknown login costs as much time as a known one. */
function decoy(): Promise<string> {
  return (decoyHash ??= hashPassword('nobody'))
}

function openSecret({ crypter }: Ground, row: SecretRow): string {
  const place = { table: OPERATORS_TABLE, column: 'totp', row: row.id }
  return crypter.decrypt(row.key, place, row.totp_sealed)
}
