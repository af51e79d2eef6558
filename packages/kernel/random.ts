const UINT32 = 2 ** 32
// The first numbers of the generator still resemble the seed.
const WARM_UP_ROUNDS = 20

/** Numbers that look random and are the same for the same seed on every machine; never for secrets. */
export type Random = {
  /** 0 ≤ x < 1 */
  next(): number
  /** A whole number from `min` to `max`, both possible. */
  int(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** Each item as often as its weight says, against the sum of all. */
  weighted<T>(items: readonly (readonly [item: T, weight: number])[]): T
  /** The same items in another order. */
  shuffle<T>(items: readonly T[]): T[]
  normal(mean?: number, deviation?: number): number
  /** A generator of its own, so that one more draw here changes nothing there. */
  fork(name: string): Random
}

/** The generator sfc32 (Chris Doty-Humphrey, PractRand), seeded by a text. */
export function seededRandom(seed: string): Random {
  const bits = sfc32(seed)
  const next = (): number => bits() / UINT32
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (from) => existing(from, int(0, from.length - 1)),
    weighted: (items) => {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
      const index = items.findIndex(([, weight]) => (left -= weight) < 0)
      return existing(items, index === -1 ? items.length - 1 : index)[0]
    },
    shuffle: (items) => {
      const left = [...items]
      const shuffled: typeof left = []
      while (left.length > 0) {
        const index = int(0, left.length - 1)
        shuffled.push(existing(left, index))
        // The last takes the place of the one that left: removing from the middle is slow.
        left[index] = existing(left, left.length - 1)
        left.pop()
      }
      return shuffled
    },
    normal: (mean = 0, deviation = 1) => {
      const radius = Math.sqrt(-2 * Math.log(1 - next()))
      return mean + deviation * radius * Math.cos(2 * Math.PI * next())
    },
    fork: (name) => seededRandom(`${seed}/${name}`),
  }
}

function existing<T>(items: readonly T[], index: number): T {
  if (index < 0 || index >= items.length) throw new RangeError('nothing to pick from')
  // In range, so it is there, even when what is there is undefined.
  return items[index] as T
}

function sfc32(seed: string): () => number {
  let [a, b, c] = [fnv1a(`${seed}1`), fnv1a(`${seed}2`), fnv1a(`${seed}3`)]
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let round = 0; round < WARM_UP_ROUNDS; round++) next()
  return next
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return hash | 0
}
