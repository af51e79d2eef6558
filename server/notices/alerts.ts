import { PassThrough, type Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '@suanpan/contract/refusals'
import { openSession, type Ground } from '../platform/index.ts'
import { noticesAfter, unreadNotices } from './notices.ts'
import { NOTICES_CHANNEL } from './notify.ts'
import { noticePreferences } from './preferences.ts'
import { named, noticeView } from './view.ts'

const STREAMS_PER_PERSON = 5
const HEARTBEAT_MS = 15_000
/** The browser comes back by itself, and its session is looked at again. */
const STREAM_LIFE_MS = 5 * 60_000
const BACK_AGAIN_MS = 1_000
const PORTION = 50
/** Whoever does not read what is sent to them is let go; they come back where they stopped. */
const UNREAD_BYTES_MAX = 256 * 1024

/** Live alerts of this process: streams of server-sent events, fed by every process's notices. */
export type Alerts = {
  /**
   * A stream of a person's notices after `after`, or from now on. Refuses with
   * `too_many_streams {max}` and, while the server stops, `service_unavailable`.
   */
  open(person: string, after: bigint | undefined): Promise<Readable>
  /** Ends every stream and opens no more. */
  close(): Promise<void>
}

type Stream = { out: PassThrough; last: bigint; pumping: Promise<void> }

export function openAlerts(ground: Ground): Alerts {
  const streams = new Map<string, Set<Stream>>()
  const stop = new AbortController()
  const wake = (person: string): void => {
    for (const stream of streams.get(person) ?? []) pump(ground, person, stream)
  }
  const wakeAll = (): void => [...streams.keys()].forEach(wake)
  const listening = keepListening(ground, { stop: stop.signal, wake, wakeAll })
  const beat = setInterval(() => {
    for (const each of streams.values()) for (const { out } of each) out.write(': still here\n\n')
  }, HEARTBEAT_MS)
  beat.unref()
  return {
    open: async (person, after) => {
      const last = after ?? (await unreadNotices(ground.db, person)).latest
      if (stop.signal.aborted) throw new Refusal('service_unavailable', { retryAfterSeconds: 1 })
      const mine = streams.get(person) ?? new Set()
      if (mine.size >= STREAMS_PER_PERSON) {
        throw new Refusal('too_many_streams', { max: STREAMS_PER_PERSON })
      }
      const stream: Stream = { out: new PassThrough(), last, pumping: Promise.resolve() }
      streams.set(person, mine.add(stream))
      const life = setTimeout(() => stream.out.end(), STREAM_LIFE_MS)
      life.unref()
      stream.out.once('close', () => {
        clearTimeout(life)
        mine.delete(stream)
        if (mine.size === 0 && streams.get(person) === mine) streams.delete(person)
      })
      stream.out.write(`retry: ${BACK_AGAIN_MS}\n\n`)
      // It listens already, so nothing falls between this look and the next notice.
      pump(ground, person, stream)
      return stream.out
    },
    close: async () => {
      stop.abort()
      clearInterval(beat)
      for (const each of streams.values()) for (const { out } of each) out.end()
      await listening
    },
  }
}

/** One read after the other for each stream, so that nothing is sent twice or out of turn. */
function pump(ground: Ground, person: string, stream: Stream): void {
  stream.pumping = stream.pumping
    .then(() => send(ground, person, stream))
    .catch((error: unknown) => {
      ground.log.warn({ err: error }, 'alerts: a stream broke')
      stream.out.end()
    })
}

async function send(ground: Ground, person: string, stream: Stream): Promise<void> {
  for (;;) {
    if (stream.out.destroyed || stream.out.writableEnded) return
    const where = { person, after: stream.last, limit: PORTION }
    const found = await noticesAfter(ground.db, where)
    if (found.length === 0) return
    const preferences = await noticePreferences(ground.db, person)
    for (const notice of await named(ground, found)) {
      const data = JSON.stringify(noticeView(ground, notice, preferences))
      if (stream.out.destroyed || stream.out.writableEnded) return
      stream.out.write(`id: ${notice.seq}\nevent: notice\ndata: ${data}\n\n`)
      stream.last = notice.seq
    }
    if (stream.out.writableLength > UNREAD_BYTES_MAX) stream.out.destroy()
  }
}

/** A connection of its own hears of notices of all processes; after a loss every stream looks again. */
async function keepListening(
  ground: Ground,
  {
    stop,
    wake,
    wakeAll,
  }: { stop: AbortSignal; wake: (person: string) => void; wakeAll: () => void },
): Promise<void> {
  while (!stop.aborted) {
    try {
      const session = await openSession(ground.db, 'suanpan alerts')
      try {
        session.client.on('notification', ({ payload }) => payload?.split(' ').forEach(wake))
        await session.client.query(`listen ${NOTICES_CHANNEL}`)
        wakeAll()
        await aborted(AbortSignal.any([stop, session.lost]))
      } finally {
        await session.close().catch(() => {})
      }
    } catch (error) {
      ground.log.debug({ err: error }, 'alerts: no line')
    }
    await sleep(BACK_AGAIN_MS, undefined, { signal: stop }).catch(() => {})
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
