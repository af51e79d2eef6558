/** Numbers that look random and are the same for the same seed, on every machine. */
export type Random = {
  /** 0 ≤ x < 1 */
  fraction(): number
  /** Whole numbers from `low` to `high`, both possible. */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** An index, as often as its weight says. */
  weighted(weights: readonly number[]): number
  /** Around 1, mostly between 1/e and e for a spread of 1, sometimes far above. */
  lognormal(spread: number): number
  /** A generator of its own, so that one more draw here changes nothing there. */
  fork(name: string): Random
}

const UINT32 = 2 ** 32
/** The first numbers of the generator still resemble the seed. */
const WARM_UP_ROUNDS = 20

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded by the text. */
export function seededRandom(seed: string): Random {
  const next = sfc32(seed)
  const fraction = (): number => next() / UINT32
  const between = (low: number, high: number): number =>
    low + Math.floor(fraction() * (high - low + 1))
  return {
    fraction,
    between,
    chance: (probability) => fraction() < probability,
    pick(from) {
      const picked = from[between(0, from.length - 1)]
      if (picked === undefined) throw new RangeError('nothing to pick from')
      return picked
    },
    weighted(weights) {
      let left = fraction() * weights.reduce((sum, weight) => sum + weight, 0)
      const found = weights.findIndex((weight) => (left -= weight) < 0)
      return found === -1 ? weights.length - 1 : found
    },
    lognormal(spread) {
      const radius = Math.sqrt(-2 * Math.log(1 - fraction()))
      return Math.exp(spread * radius * Math.cos(2 * Math.PI * fraction()))
    },
    fork: (name) => seededRandom(`${seed}/${name}`),
  }
}

function sfc32(seed: string): () => number {
  let [a, b, c] = [fnv1a(`${seed}1`), fnv1a(`${seed}2`), fnv1a(`${seed}3`)]
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) next()
  return next
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return hash | 0
}
