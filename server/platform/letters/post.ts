import { setTimeout as sleep } from 'node:timers/promises'
import { isConnectionLoss, isUnavailable } from '../connection-loss.ts'
import type { Ground } from '../ground.ts'
import { createBell, type Bell } from './bell.ts'
import { measureLag } from './lag.ts'
import { openLine, type Line } from './line.ts'
import { read, type Pace } from './reader.ts'
import type { Subscriber } from './subscribers.ts'

const PACE: Pace = { retryAfterMs: [200, 1_000, 5_000], pollMs: 5_000 }
const BACK_AGAIN_MS = 1_000
const DRAIN_POLL_MS = 10

/** The running delivery of this process. */
export type Post = {
  /** Waits until every cursor has reached the newest letter and nothing asked for is left to retry. */
  drain(): Promise<void>
  /** Reads no more, finishes what it has read, and returns. */
  stop(): Promise<void>
  /** Looks for letters now instead of at the next notification. */
  wake(): void
}

type Desk = { subscriber: Subscriber; bell: Bell; asked: { retry: boolean } }

/**
 * Delivers letters to the subscribers for as long as the process lives: at least once, in order per
 * party, parties side by side. One process at a time delivers to a subscriber; the others wait for
 * it to die. A handler that keeps throwing has its letter parked, with the later ones of that party.
 */
export function startSubscribers(
  ground: Ground,
  subscribers: Subscriber[],
  pace: Partial<Pace> = {},
): Post {
  const names = subscribers.map(({ name }) => name)
  if (new Set(names).size < names.length) throw new Error(`two subscribers of one name: ${names}`)
  const stop = new AbortController()
  const desks = subscribers.map((subscriber): Desk => ({
    subscriber,
    bell: createBell(),
    asked: { retry: false },
  }))
  const wake = (): void => desks.forEach((desk) => desk.bell.ring())
  measureLag(ground)
  const running = keepReading(ground, desks, { pace: { ...PACE, ...pace }, stop: stop.signal })
  return {
    wake,
    drain: async () => {
      wake()
      while (!(await reachedNewest(ground, names))) {
        if (stop.signal.aborted) throw new Error('stopped before everything was delivered')
        await sleep(DRAIN_POLL_MS)
      }
    },
    stop: async () => {
      stop.abort()
      await running
    },
  }
}

type Terms = { pace: Pace; stop: AbortSignal }

/** Line after line: when the database goes away, everything begins anew from the saved cursors. */
async function keepReading(ground: Ground, desks: Desk[], terms: Terms): Promise<void> {
  while (!terms.stop.aborted) {
    try {
      const line = await openLine(ground.db, ({ retry }) => {
        for (const desk of desks) {
          if (retry) desk.asked.retry = true
          desk.bell.ring()
        }
      })
      try {
        await Promise.all(desks.map((desk) => serve(ground, desk, { ...terms, line })))
      } finally {
        await line.close().catch(() => {})
      }
    } catch (error) {
      const level = isUnavailable(error) || isConnectionLoss(error) ? 'debug' : 'error'
      ground.log[level]({ err: error }, 'letters: no line')
    }
    await pause(BACK_AGAIN_MS, terms.stop)
  }
}

/** Takes the subscriber when nobody else has it, and delivers until the line is lost. */
async function serve(ground: Ground, desk: Desk, terms: Terms & { line: Line }): Promise<void> {
  const { line, pace, stop } = terms
  const over = AbortSignal.any([stop, line.lost])
  while (!over.aborted) {
    if (!(await line.take(desk.subscriber.name).catch(() => false))) {
      await pause(pace.pollMs, over)
      continue
    }
    try {
      await read(ground, { ...desk, pace, stop, lost: line.lost })
    } catch (error) {
      if (!isUnavailable(error)) {
        ground.log.error({ subscriber: desk.subscriber.name, err: error }, 'letters: reader broke')
      }
    }
    await line.release(desk.subscriber.name).catch(() => {})
    await pause(BACK_AGAIN_MS, over)
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => {})
}

async function reachedNewest(ground: Ground, names: string[]): Promise<boolean> {
  const [row] = await ground.db.query<{ reached: boolean }>(
    `select count(*) = cardinality($1::text[]) as reached
     from platform.subscribers s
     where s.name = any($1::text[]) and s.backfill_after is null
       and s.cursor >= (select coalesce(max(seq), 0) from platform.letters)
       and not exists (select from platform.parked p
                       where p.subscriber = s.name and p.retry_requested_at is not null)`,
    [names],
  )
  return row?.reached === true
}
