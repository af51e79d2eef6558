import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { CounterMove, Posting, Window } from '@suanpan/kernel/posting'
import { addDays, businessDate, endOfMonthAfter, startOfDay } from '@suanpan/kernel/time'
import type { Books } from '../ledger/index.ts'
import { debt, issued, lot } from './accounts.ts'
import { pointsFor } from './earn-rule.ts'
import type { Programme } from './programmes.ts'

/** What a settled payment says that matters for points. */
export type SettledPayment = {
  /** Id of the letter: the posting's id follows from it, so reading it twice earns once. */
  letter: string
  payment: string
  person: string
  asset: string
  netCash: bigint
  occurredAt: Date
}

/**
 * Earns points for a payment: from what is issued into the lot of its expiry, a debt of points
 * being repaid first. The day's cap of the person may grant less than the rule desires, and the
 * posting says so. Sends `points.earned`. A payment too small for a point posts nothing.
 *
 * Refuses with `holder_frozen`.
 */
export async function earn(
  books: Books,
  programme: Programme,
  settled: SettledPayment,
): Promise<void> {
  const desired = pointsFor(programme.rule, settled.asset, settled.netCash)
  if (desired > 0n) await books.post(earnPosting(books, programme, settled, desired))
}

function earnPosting(
  books: Books,
  programme: Programme,
  settled: SettledPayment,
  desired: bigint,
): Posting {
  const { letter, payment, person, netCash, occurredAt } = settled
  const { zone } = books.ground.config
  const id = derivedId('ern', letter, `earn ${programme.code}`)
  const expiresAt = endOfMonthAfter(occurredAt, programme.lotMonths, zone)
  const target = lot(programme, { person, expiresAt, zone })
  const amount = { of: 'earned' }
  const cap = dayCap(programme, { person, occurredAt, zone })
  return {
    id,
    kind: 'points.earn',
    intent: fingerprint({ letter, programme: programme.code }),
    occurredAt,
    reference: payment,
    quantities: { earned: { desired, min: 0n } },
    legs: [
      {
        from: issued(programme),
        to: [{ account: debt(programme, person).account, optional: true }, target],
        amount,
      },
    ],
    counters: cap ? [{ ...cap, amount }] : [],
    rows: [
      {
        table: 'points.earnings',
        row: {
          id,
          payment,
          person,
          programme: programme.code,
          rule: programme.rule.id,
          lot: target.account,
          base: netCash,
          desired,
          occurred_at: occurredAt,
        },
      },
    ],
    letters: [
      {
        type: 'points.earned',
        party: person,
        body: {
          person,
          programme: programme.code,
          asset: programme.asset,
          desired: String(desired),
          payment,
          lot: target.account,
          occurredAt: occurredAt.toISOString(),
        },
      },
    ],
  }
}

/** The counter of what a person earned on the day of an occurrence; null when the rule has no cap. */
export function dayCap(
  { code, rule }: Programme,
  of: { person: string; occurredAt: Date; zone: string },
): Omit<CounterMove, 'amount'> | null {
  const { dailyCap } = rule.args
  if (dailyCap === null) return null
  const day = businessDate(of.occurredAt, of.zone)
  const window: Window = {
    kind: 'fixed',
    startsAt: startOfDay(day, of.zone),
    endsAt: startOfDay(addDays(day, 1), of.zone),
  }
  return { key: `points:${code}:earned:${of.person}`, ceiling: BigInt(dailyCap), window }
}
