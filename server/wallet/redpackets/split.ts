import { createHash, createHmac } from 'node:crypto'

/** One fen; minor units of an asset with two decimals. */
export const SHARE_MIN = 1n
/** 200 yuan a share, in both kinds. */
export const SHARE_MAX = 200_00n
export const SHARES_MAX = 100
export const SEED_BYTES = 32

const WORD = 2n ** 64n
const WORD_BYTES = 8

export type Split = {
  /** Minor units, from `shares` × `SHARE_MIN` to `shares` × `SHARE_MAX`. */
  amount: bigint
  shares: number
  /** Null for equal shares. */
  seed: Buffer | null
}

/**
 * The shares of a packet, the same for ever: equal ones, or drawn from the seed. Each draw is between
 * one fen and twice what is left for each, never so little or so much that the others could not stay
 * within the bounds, so the sum is exact by construction. The later draws vary more; so they are
 * shuffled, and it is of no use to come first or last.
 */
export function splitOf({ amount, shares, seed }: Split): bigint[] {
  const count = BigInt(shares)
  if (seed === null) return Array.from({ length: shares }, () => amount / count)
  const draw = drawer(seed)
  const drawn: bigint[] = []
  let left = amount
  for (let others = count - 1n; others >= 0n; others--) {
    const most = least(SHARE_MAX, left - others * SHARE_MIN, (2n * left) / (others + 1n))
    const fewest = greatest(SHARE_MIN, left - others * SHARE_MAX)
    const share = others === 0n ? left : fewest + draw(most - fewest + 1n)
    drawn.push(share)
    left -= share
  }
  return shuffled(drawn, draw)
}

/** What the posting says of the seed before anybody opens: it cannot be chosen afterwards. */
export function commitmentTo(seed: Buffer): string {
  return `split:${createHash('sha256').update(seed).digest('base64url')}`
}

/** Whole numbers from 0 below a bound, each as likely as any other, from the seed alone. */
function drawer(seed: Buffer): (below: bigint) => bigint {
  let n = 0n
  const word = (): bigint => {
    const at = Buffer.alloc(WORD_BYTES)
    at.writeBigUInt64BE(n++)
    return createHmac('sha256', seed).update(at).digest().readBigUInt64BE()
  }
  return (below) => {
    // What is left over at the top would make small numbers likelier.
    const fair = WORD - (WORD % below)
    let drawn = word()
    while (drawn >= fair) drawn = word()
    return drawn % below
  }
}

function shuffled(all: bigint[], draw: (below: bigint) => bigint): bigint[] {
  const mixed = [...all]
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = Number(draw(BigInt(at + 1)))
    const kept = mixed[at]!
    mixed[at] = mixed[other]!
    mixed[other] = kept
  }
  return mixed
}

const least = (...all: bigint[]): bigint => all.reduce((a, b) => (b < a ? b : a))
const greatest = (...all: bigint[]): bigint => all.reduce((a, b) => (b > a ? b : a))
