/** Where the time comes from. Everything that asks for the time is handed one. */
export type Clock = { now(): Date }

/** A clock that a test moves by hand. */
export type TestClock = Clock & {
  set(at: Date | string): void
  tick(milliseconds: number): void
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands at `startIso` until the test sets or ticks it, backwards too. */
export function testClock(startIso: string): TestClock {
  let at = instant(startIso)
  return {
    now: () => new Date(at),
    set: (to) => {
      at = instant(to)
    },
    tick: (milliseconds) => {
      at += milliseconds
    },
  }
}

function instant(value: Date | string): number {
  const milliseconds = new Date(value).getTime()
  if (Number.isNaN(milliseconds)) throw new TypeError(`not an instant: ${String(value)}`)
  return milliseconds
}
