/** Numbers in [0, 1), the same for the same seed (sfc32, warmed up). */
export function seeded(seed: number): () => number {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, seed | 0]
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 2 ** 32
  }
  for (let warm = 0; warm < 16; warm++) next()
  return next
}

/**
 * Draws from 0 … count−1 so that the k-th most popular number comes up in proportion to 1 / k^s:
 * s = 0 is uniform, 1 is a town (a few shops take most payments), 2 is a festival (one takes 60 %).
 * Popularity is scattered over the numbers, so that popular accounts are not neighbours on disk.
 */
export function zipf(count: number, s: number, random: () => number): () => number {
  const upTo = new Float64Array(count)
  let sum = 0
  for (let rank = 1; rank <= count; rank++) upTo[rank - 1] = sum += 1 / rank ** s
  const who = shuffled(count, random)
  return () => who[firstAbove(upTo, random() * sum)] ?? 0
}

/** The first place whose running sum exceeds the point. */
function firstAbove(upTo: Float64Array, point: number): number {
  let [low, high] = [0, upTo.length - 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((upTo[middle] ?? 0) > point) high = middle
    else low = middle + 1
  }
  return low
}

function shuffled(count: number, random: () => number): Uint32Array {
  const all = Uint32Array.from({ length: count }, (_, at) => at)
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const kept = all[at] ?? 0
    all[at] = all[other] ?? 0
    all[other] = kept
  }
  return all
}
