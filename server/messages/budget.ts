import { Refusal } from '@suanpan/contract/refusals'
import type { Ground, Tx } from '../platform/index.ts'

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** How often the same may happen; `key` tells what is counted. */
type Budget = { key: string; max: number; windowMs: number }

/**
 * What one code by SMS may cost: one a minute, five an hour and ten a day for a phone, thirty an
 * hour for an address on the network, and the installation's own number a day. It is the same for
 * a phone that is known here and one that is not.
 *
 * Refuses with `message_limited {retryAfterSeconds}`.
 */
export async function spendCode(
  tx: Tx,
  ground: Ground,
  { phone, ip }: { phone: string; ip: string },
): Promise<void> {
  const { crypter } = ground
  const ofPhone = crypter.blindIndex('messages.phone', phone).toString('base64url')
  const ofIp = crypter.blindIndex('messages.ip', ip).toString('base64url')
  await spend(tx, ground, [
    { key: `phone:minute:${ofPhone}`, max: 1, windowMs: 60 * SECOND_MS },
    { key: `phone:hour:${ofPhone}`, max: 5, windowMs: HOUR_MS },
    { key: `phone:day:${ofPhone}`, max: 10, windowMs: DAY_MS },
    { key: `ip:hour:${ofIp}`, max: 30, windowMs: HOUR_MS },
    { key: 'total:day', max: ground.config.messages.smsDailyMax, windowMs: DAY_MS },
  ])
}

/** One SMS that nobody waits for; refuses with `message_limited` when the day's number is reached. */
export async function spendSms(tx: Tx, ground: Ground): Promise<void> {
  const max = ground.config.messages.smsDailyMax
  await spend(tx, ground, [{ key: 'total:day', max, windowMs: DAY_MS }])
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
