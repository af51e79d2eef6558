/** Work in flight, many at once, begun in the order in which it was added. */
export type Window = {
  /**
   * Begins the work as soon as there is room, and resolves then. The work is told when everything
   * added before under its key is done, in case it has to wait for that.
   */
  add(key: string, work: (earlier: Promise<void>) => Promise<void>): Promise<void>
  /** Resolves when nothing is in flight; throws the first failure. */
  idle(): Promise<void>
}

/** @param size how much may be in flight */
export function openWindow(size: number): Window {
  const tails = new Map<string, Promise<void>>()
  const now: State = { inFlight: 0, idleWanted: [] }

  const finished = (): void => {
    now.inFlight -= 1
    now.roomWanted?.()
    delete now.roomWanted
    if (now.inFlight > 0) return
    now.idleWanted.forEach((tell) => tell())
    now.idleWanted = []
  }

  return {
    async add(key, work) {
      while (now.inFlight >= size)
        await new Promise<void>((resolve) => {
          now.roomWanted = resolve
        })
      if (now.failure) throw now.failure.error
      now.inFlight += 1
      const earlier = tails.get(key) ?? Promise.resolve()
      const done = work(earlier)
        .catch((error: unknown) => {
          now.failure ??= { error }
        })
        .then(finished)
      const tail = Promise.all([earlier, done]).then(() => {
        if (tails.get(key) === tail) tails.delete(key)
      })
      tails.set(key, tail)
    },
    async idle() {
      if (now.inFlight > 0) await new Promise<void>((resolve) => now.idleWanted.push(resolve))
      if (now.failure) throw now.failure.error
    },
  }
}

type State = {
  inFlight: number
  failure?: { error: unknown }
  /** Whoever waits to add; only one at a time does. */
  roomWanted?: () => void
  idleWanted: (() => void)[]
}
