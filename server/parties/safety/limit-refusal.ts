import { Refusal } from '@suanpan/contract/refusals'
import { LIMIT_ASSET } from './limits.ts'

const LIMIT = /^limit:([a-z_]+):/
/** What nobody may without a real name: its limit is nothing. */
const BY_NAME = /^(balance_|red_packet_in_)/
const PAY_SESSION = /^pay_session:/
/** Counts the payments without PIN of a day. */
export const FREE_TIMES = 'free_of_pin_times'

/**
 * What the books refused about a counter, in the words of whoever spends: `limit_reached {kind,
 * limit, used, wanted, available, asset, resetsAt}`, `real_name_required`, `pin_required` or
 * `pay_session_exceeded`. Every other refusal comes back as it is. The numbers are the payer's own
 * business: whoever answers a till leaves them out.
 */
export function limitRefusal(refused: Refusal): Refusal {
  if (refused.code !== 'limit_reached') return refused
  const { counter, limit, used, wanted, resetsAt } = refused.details
  const key = String(counter)
  if (PAY_SESSION.test(key)) {
    const ceiling = String(limit)
    return new Refusal('pay_session_exceeded', {
      ceiling,
      wanted: wanted ?? null,
      asset: LIMIT_ASSET,
    })
  }
  const kind = LIMIT.exec(key)?.[1]
  if (kind === undefined) return refused
  if (kind === FREE_TIMES) return new Refusal('pin_required', { reason: 'own_limit_used_up' })
  if (BY_NAME.test(kind) && String(limit) === '0') {
    return new Refusal('real_name_required', { class: 'I' })
  }
  return new Refusal('limit_reached', {
    kind,
    limit: String(limit),
    used: String(used),
    wanted: String(wanted),
    available: String(roomOf(BigInt(String(limit)), BigInt(String(used)))),
    asset: LIMIT_ASSET,
    resetsAt: resetsAt ?? null,
  })
}

/** A limit may have been lowered below what was used already. */
function roomOf(limit: bigint, used: bigint): bigint {
  return used >= limit ? 0n : limit - used
}
