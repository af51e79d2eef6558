import type { DeliveredLetter, Subscriber } from '../platform/index.ts'
import type { Books } from '../ledger/index.ts'
import { clawBack } from './claw-back.ts'
import { earn } from './earn.ts'
import { listProgrammes } from './programmes.ts'
import type { Programme } from './programmes.ts'

/** People worked on at the same time: enough to fill a batch of the books. */
const PEOPLE_AT_ONCE = 500
/** A new version of a rule is heard of within this time. */
const PROGRAMMES_KEPT_MS = 1_000

/**
 * What points do when they read the post: earn on settled payments, take back on refunds. Ids of
 * postings follow from the letters, so a letter that comes twice counts once. Sandbox money earns nothing.
 *
 * @param retell tells payments and refunds again to a programme that begins after they happened
 */
export function pointsSubscriber(
  books: Books,
  retell?: NonNullable<Subscriber['backfill']>,
): Subscriber {
  const programmes = remembered(books)
  return {
    name: 'points',
    types: ['payment.settled', 'payment.refunded'],
    concurrency: PEOPLE_AT_ONCE,
    ...(retell ? { backfill: retell } : {}),
    async handle(letter) {
      if (letter.sandbox) return
      for (const programme of await programmes()) {
        if (letter.type === 'payment.settled') await earn(books, programme, settled(letter))
        else await clawBack(books, programme, refunded(letter))
      }
    },
  }
}

function remembered(books: Books): () => Promise<Programme[]> {
  let known: Promise<Programme[]> | undefined
  let until = 0
  return () => {
    const now = performance.now()
    if (known === undefined || now > until) {
      until = now + PROGRAMMES_KEPT_MS
      known = listProgrammes(books.ground.db)
      known.catch(() => (known = undefined))
    }
    return known
  }
}

const settled = ({ id, body }: DeliveredLetter) => ({
  letter: id,
  payment: text(body['payment']),
  person: text(body['person']),
  asset: text(body['asset']),
  netCash: BigInt(text(body['netCash'])),
  occurredAt: new Date(text(body['occurredAt'])),
})

function refunded({ id, body }: DeliveredLetter) {
  const payment = text(body['payment'])
  const { counters } = body
  if (typeof counters !== 'object' || counters === null || Array.isArray(counters))
    throw new TypeError('a refund says how much was refunded so far')
  return {
    letter: id,
    refund: text(body['refund']),
    payment,
    person: text(body['person']),
    amount: BigInt(text(body['amount'])),
    refundedTotal: BigInt(text(counters[`refunded:${payment}`])),
    occurredAt: new Date(text(body['occurredAt'])),
  }
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`a letter carries text, not ${typeof value}`)
  return value
}
