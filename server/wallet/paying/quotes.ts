import { timingSafeEqual } from 'node:crypto'
import type { Quote } from '@suanpan/contract/quote'
import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId, newId } from '@suanpan/kernel/ids'
import type { Ground } from '../../platform/index.ts'
import type { Price } from '../pay.ts'

const LIVES_SECONDS = 300
/** Changes whenever prices are made in another way, so that no older quote is paid. */
const VERSION = '1'

/** What somebody wants to pay, before and after it has a price. */
export type Wish = {
  person: string
  merchant: string
  asset: string
  amount: bigint
  /** `balance`, or the card that pays. */
  source: string
  /** A merchant's printed code was scanned. */
  staticCode: boolean
  reference?: string
  /** The checkout that it is to pay. */
  checkout?: string
}

/** A quote on its way to the phone and back: signed, so it need not be kept here. */
type IssuedQuote = { id: string; token: string; wish: Wish; quote: Quote }

/**
 * A quote (试算) for what somebody wants to pay. It is worth nothing but the promise that exactly
 * this is posted: whoever pays with it later has the price made again, and it must be the same.
 */
export function issueQuote(
  ground: Ground,
  { wish, price, shown }: { wish: Wish; price: Price; shown: unknown },
): IssuedQuote {
  const at = ground.clock.now()
  const id = newId('quo', at)
  const expiresAt = new Date(at.getTime() + LIVES_SECONDS * 1000)
  const hash = hashOf(price, shown)
  const body = toText({ id, wish, expiresAt, hash })
  const token = `${body}.${sealOf(ground, body)}`
  return { id, token, wish, quote: { ...price, expiresAt, version: VERSION, hash } }
}

export type ReadQuote = { id: string; wish: Wish; expiresAt: Date; hash: string }

/** What a quote is about. Refuses with `quote_invalid` when we did not make it. */
export function readQuote(ground: Ground, token: string): ReadQuote {
  const cut = token.lastIndexOf('.')
  const body = token.slice(0, cut)
  const given = Buffer.from(token.slice(cut + 1))
  const right = Buffer.from(sealOf(ground, body))
  if (cut < 1 || given.length !== right.length || !timingSafeEqual(given, right)) {
    throw new Refusal('quote_invalid')
  }
  return fromText(body)
}

/** The payment of a quote: there is one, however often it is sent. */
export const paymentOfQuote = (quote: string): string => derivedId('pay', quote, 'payment')

/**
 * The price that is to be posted is the one that was shown.
 *
 * Refuses with `quote_expired {expiredAt}` and `quote_changed`.
 */
export function expectSame(
  ground: Ground,
  read: ReadQuote,
  { price, shown }: { price: Price; shown: unknown },
): void {
  if (ground.clock.now() >= read.expiresAt) {
    throw new Refusal('quote_expired', { expiredAt: read.expiresAt.toISOString() })
  }
  if (hashOf(price, shown) !== read.hash) throw new Refusal('quote_changed')
}

function hashOf(price: Price, shown: unknown): string {
  return fingerprint({ version: VERSION, price, shown }).toString('base64url')
}

type Written = Omit<Wish, 'amount'> & { amount: string; id: string; until: number; hash: string }

function toText({ id, wish, expiresAt, hash }: ReadQuote): string {
  const written: Written = {
    ...wish,
    amount: String(wish.amount),
    id,
    until: expiresAt.getTime(),
    hash,
  }
  return Buffer.from(JSON.stringify(written), 'utf8').toString('base64url')
}

/** Only texts come here that `toText` wrote: the seal was checked. */
function fromText(body: string): ReadQuote {
  const written = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Written
  const { id, until, hash, amount, ...wish } = written
  return { id, hash, expiresAt: new Date(until), wish: { ...wish, amount: BigInt(amount) } }
}

function sealOf({ crypter }: Ground, body: string): string {
  return crypter.blindIndex('wallet.quote', body).toString('base64url')
}
