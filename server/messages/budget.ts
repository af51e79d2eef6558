import { Refusal } from '@suanpan/contract/refusals'
import type { Ground, Tx } from '../platform/index.ts'

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

type CodeTo = { phone: string } | { email: string }

/** How often the same may happen; `key` tells what is counted. */
type Budget = { key: string; max: number; windowMs: number }

/**
 * What one code may cost: one a minute, five an hour and ten a day for a phone or an e-mail, thirty
 * an hour for an address on the network, and for SMS the installation's own number a day. It is the
 * same for a phone that is known here and one that is not.
 *
 * Refuses with `message_limited {retryAfterSeconds}`.
 */
export async function spendCode(
  tx: Tx,
  ground: Ground,
  { ip, ...to }: CodeTo & { ip: string },
): Promise<void> {
  const bySms = 'phone' in to
  const ofIp = ground.crypter.blindIndex('messages.ip', ip).toString('base64url')
  await spend(tx, ground, [
    { key: keyOf(ground, to, 'minute'), max: 1, windowMs: 60 * SECOND_MS },
    { key: keyOf(ground, to, 'hour'), max: 5, windowMs: HOUR_MS },
    { key: keyOf(ground, to, 'day'), max: 10, windowMs: DAY_MS },
    { key: `ip:hour:${ofIp}`, max: 30, windowMs: HOUR_MS },
    ...(bySms ? [totalOf(ground)] : []),
  ])
}

/**
 * A code that was used keeps nobody waiting for the next: the minute is for codes that may still be
 * on their way. The hour and the day go on counting.
 */
export async function endWait(tx: Tx, ground: Ground, to: CodeTo): Promise<void> {
  await tx.query({
    name: 'messages.end_wait',
    text: 'delete from messages.budgets where key = $1',
    values: [keyOf(ground, to, 'minute')],
  })
}

function keyOf({ crypter }: Ground, to: CodeTo, window: 'minute' | 'hour' | 'day'): string {
  const [one, index] =
    'phone' in to
      ? ['phone', crypter.blindIndex('messages.phone', to.phone)]
      : ['email', crypter.blindIndex('messages.email', to.email)]
  return `${one}:${window}:${index.toString('base64url')}`
}

/** One SMS that nobody waits for; refuses with `message_limited` when the day's number is reached. */
export async function spendSms(tx: Tx, ground: Ground): Promise<void> {
  await spend(tx, ground, [totalOf(ground)])
}

function totalOf({ config }: Ground): Budget {
  return { key: 'total:day', max: config.messages.smsDailyMax, windowMs: DAY_MS }
}

/** A window begins with the first message in it. What one budget refuses takes nothing of the others. */
async function spend(tx: Tx, { clock }: Ground, budgets: Budget[]): Promise<void> {
  const now = clock.now()
  for (const { key, max, windowMs } of budgets) {
    const over = new Date(now.getTime() - windowMs)
    const [row] = await tx.query<{ used: number; window_start: Date }>({
      name: 'messages.spend',
      text: `insert into messages.budgets as b (key, window_start, used) values ($1, $2, 1)
             on conflict (key) do update
               set used = case when b.window_start <= $3 then 1 else b.used + 1 end,
                   window_start = case when b.window_start <= $3 then $2 else b.window_start end
             returning used, window_start`,
      values: [key, now, over],
    })
    if (row && row.used > max) {
      const left = row.window_start.getTime() + windowMs - now.getTime()
      throw new Refusal('message_limited', { retryAfterSeconds: Math.ceil(left / SECOND_MS) })
    }
  }
}

/** Removes what was counted more than a day ago; recurring work. */
export async function sweepBudgets({ db, clock }: Ground): Promise<void> {
  await db.query('delete from messages.budgets where window_start < $1', [
    new Date(clock.now().getTime() - DAY_MS),
  ])
}
