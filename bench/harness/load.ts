import { setTimeout as sleep } from 'node:timers/promises'

/** What one stretch of load came to; latencies in milliseconds. */
export type Measured = { done: number; refused: number; seconds: number; latencies: number[] }

export type Outcome = 'done' | 'refused'

/**
 * Closed loop: keeps a number of requests in flight for some seconds, then waits for the last of
 * them. The clock runs until that last answer, so a queue cannot hide work after the end.
 */
export async function keepInFlight(
  count: number,
  seconds: number,
  request: () => Promise<Outcome>,
): Promise<Measured> {
  const measured: Measured = { done: 0, refused: 0, seconds: 0, latencies: [] }
  const start = performance.now()
  const end = start + seconds * 1000
  const one = async (): Promise<void> => {
    for (let from = performance.now(); from < end; from = performance.now())
      await timed(measured, from, request)
  }
  await Promise.all(Array.from({ length: count }, one))
  measured.seconds = (performance.now() - start) / 1000
  return measured
}

/** Open loop: so many requests a second, whether or not the earlier ones were answered. */
export async function keepRate(
  perSecond: number,
  seconds: number,
  request: () => Promise<Outcome>,
): Promise<Measured> {
  const measured: Measured = { done: 0, refused: 0, seconds: 0, latencies: [] }
  const start = performance.now()
  const total = Math.round(perSecond * seconds)
  const flying: Promise<void>[] = []
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - start) * perSecond) / 1000))
    for (; sent < due; sent++)
      // Measured from the moment it was due, so that a stalled sender cannot flatter us.
      flying.push(timed(measured, start + (sent * 1000) / perSecond, request))
    await sleep(2)
  }
  await Promise.all(flying)
  measured.seconds = (performance.now() - start) / 1000
  return measured
}

async function timed(into: Measured, from: number, request: () => Promise<Outcome>): Promise<void> {
  const outcome = await request()
  into.latencies.push(performance.now() - from)
  into.done++
  if (outcome === 'refused') into.refused++
}

/** Stretches of the same contestant, put together. */
export function together(parts: Measured[]): Measured {
  const sum = (of: (one: Measured) => number) => parts.reduce((total, one) => total + of(one), 0)
  return {
    done: sum(({ done }) => done),
    refused: sum(({ refused }) => refused),
    seconds: sum(({ seconds }) => seconds),
    latencies: parts.flatMap(({ latencies }) => latencies),
  }
}

export const rate = ({ done, seconds }: Measured): number => (seconds === 0 ? 0 : done / seconds)

/** Percentiles by nearest rank; empty when nothing was measured. */
export function percentiles(latencies: number[]): { p50?: number; p95?: number; p99?: number } {
  if (latencies.length === 0) return {}
  const sorted = Float64Array.from(latencies).sort()
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
