import { Refusal } from '@suanpan/contract/refusals'
import { addDays, businessDate, startOfDay } from '@suanpan/kernel/time'
import { closeDay, standingHead, type Books } from '../ledger/index.ts'
import type { Clock } from '../platform/index.ts'
import { expireLots } from '../points/index.ts'

/** A clock that an import sets to the moment of each purchase. */
export type HistoryClock = Clock & { set(at: Date): void; release(): void }

/** With the purchases, in the present, or first with them and then, because somebody else books, in the present. */
export type Dated = 'as history' | 'today' | 'as history, then today'

/** How the books' time goes with the purchases. */
export type History = {
  /** How the purchases were dated so far. */
  dated(): Dated
  /** Brings the books to the moment of a purchase, past the ends of months in between. */
  goTo(at: Date): Promise<void>
  /** Brings the books from the last purchase to the present. */
  finish(): Promise<void>
}

/** Lots live to the end of the twelfth month; one more and the last of them has expired. */
const MONTHS_TO_EXPIRE_ALL = 13
const CLOSED_BY = 'import'

/** Stands where it was set, never goes back, and tells the real time once released. */
export function historyClock(real: Clock, start: Date): HistoryClock {
  let at: number | undefined = start.getTime()
  return {
    now: () => (at === undefined ? real.now() : new Date(at)),
    set: (to) => {
      if (at !== undefined) at = Math.max(at, to.getTime())
    },
    release: () => {
      at = undefined
    },
  }
}

/**
 * Follows the purchases through the calendar. At the end of every month all that is in flight is
 * waited for, points included, what expires then expires, and the days of the month are closed while
 * the next month is booked already.
 *
 * @param given.settle waits for everything in flight and for the letters
 */
export function followHistory(
  books: Books,
  given: { clock: HistoryClock; real: Clock; settle: () => Promise<void> },
): History {
  const { clock, real, settle } = given
  const { zone } = books.ground.config
  const dateNow = (): string => businessDate(clock.now(), zone)
  let closing: Promise<void> = Promise.resolve()
  const state = { isFollowed: true, wasLeftEarly: false }

  const closeUntil = (date: string): void => {
    closing = closing.then(() => closeThrough(books, date))
    // Awaited at the next month's end; until then a failure must not count as unhandled.
    closing.catch(() => {})
  }
  const endMonth = async (next: string): Promise<void> => {
    await settle()
    await closing
    // Somebody else books in the present: the books' time cannot go back to the purchases.
    const { businessDate: booked } = await standingHead(books.ground.db, books.book)
    if (booked > next) {
      state.wasLeftEarly = true
      return leave()
    }
    clock.set(startOfDay(next, zone))
    await expireLots(books, { at: clock.now() })
    closeUntil(addDays(next, -1))
  }
  const leave = (): void => {
    state.isFollowed = false
    clock.release()
  }
  return {
    dated: () => (state.wasLeftEarly ? 'as history, then today' : 'as history'),
    async goTo(at) {
      if (!state.isFollowed || at <= clock.now()) return
      const date = businessDate(at, zone)
      while (state.isFollowed && dateNow().slice(0, 7) < date.slice(0, 7))
        await endMonth(firstOfNextMonth(dateNow()))
      clock.set(at)
    },
    async finish() {
      const today = businessDate(real.now(), zone)
      for (let month = 0; state.isFollowed && month < MONTHS_TO_EXPIRE_ALL; month += 1) {
        const next = firstOfNextMonth(dateNow())
        if (next > today) break
        await endMonth(next)
      }
      await settle()
      await closing
      leave()
      await expireLots(books, { at: clock.now() })
      await closeThrough(books, addDays(businessDate(clock.now(), zone), -1))
    },
  }
}

/** Purchases keep their dates as information only; the books' time is the present. */
export function stayInThePresent(books: Books, settle: () => Promise<void>): History {
  return {
    dated: () => 'today',
    goTo: async () => {},
    async finish() {
      await settle()
      await expireLots(books, { at: books.ground.clock.now() })
    },
  }
}

async function closeThrough(books: Books, date: string): Promise<void> {
  try {
    await closeDay(books, { date, by: CLOSED_BY })
  } catch (error) {
    // An import that goes on after an interruption meets days that it closed before.
    if (!(error instanceof Refusal && error.code === 'business_day_closed')) throw error
  }
}

function firstOfNextMonth(date: string): string {
  return `${addDays(`${date.slice(0, 8)}28`, 4).slice(0, 8)}01`
}
