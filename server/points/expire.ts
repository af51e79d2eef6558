import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { Posting } from '@suanpan/kernel/posting'
import { businessDate } from '@suanpan/kernel/time'
import { accountsDue } from '../ledger/index.ts'
import type { Account, Books } from '../ledger/index.ts'
import { expired } from './accounts.ts'
import { listProgrammes } from './programmes.ts'
import type { Programme } from './programmes.ts'

const PORTION = 1_000

/**
 * Expires every lot that is over at an instant: what is left of it goes to what expired, by a
 * posting whose id follows from the lot and its version, so any number of jobs expire it once. A
 * lot was unspendable from its expiry on, however late the job comes, and a freeze does not stop
 * it. It stays open: a payment that is told late may still earn into it, and expires with the next
 * run. Sends `points.expired`.
 */
export async function expireLots(
  books: Books,
  { at }: { at: Date },
): Promise<{ lots: number; points: bigint }> {
  const total = { lots: 0, points: 0n }
  for (const programme of await listProgrammes(books.ground.db)) {
    for (;;) {
      const due = await accountsDue(books.ground.db, books.book, {
        prefix: `points:${programme.code}:lot`,
        at,
        limit: PORTION,
      })
      const verdicts = await Promise.all(
        due.map((each) => books.tryPost(expiryPosting(books, programme, each, at))),
      )
      const fresh = verdicts.filter((each) => each.state === 'posted' && !each.replayed)
      for (const verdict of fresh) {
        if (verdict.state !== 'posted') continue
        total.lots++
        total.points += verdict.entries.at(-1)?.amount ?? 0n
      }
      if (fresh.length === 0) break
    }
  }
  return total
}

function expiryPosting(books: Books, programme: Programme, due: Account, at: Date): Posting {
  const expiresAt = due.expiresAt!
  const lastDay = businessDate(new Date(expiresAt.getTime() - 1), books.ground.config.zone)
  return {
    id: derivedId('exp', due.address, `expire version ${due.version}`),
    kind: 'points.expire',
    intent: fingerprint({ expire: due.address, version: due.version }),
    occurredAt: expiresAt < at ? expiresAt : at,
    legs: [
      {
        from: { account: due.address },
        to: expired(programme),
        amount: due.balance,
        despiteFreeze: true,
      },
    ],
    // Something earned or spent in the meantime makes it another version, which the next look finds.
    conditions: [{ account: due.address, expectVersion: due.version }],
    letters: [
      {
        type: 'points.expired',
        party: due.holder!,
        body: {
          person: due.holder!,
          programme: programme.code,
          asset: programme.asset,
          amount: String(due.balance),
          lot: due.address,
          expiredOn: lastDay,
        },
      },
    ],
  }
}
