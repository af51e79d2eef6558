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
  let inFlight = 0
  let failure: { error: unknown } | undefined
  let roomWanted: (() => void) | undefined
  let idleWanted: (() => void)[] = []

  const finished = (): void => {
    inFlight -= 1
    roomWanted?.()
    roomWanted = undefined
    if (inFlight > 0) return
    idleWanted.forEach((tell) => tell())
    idleWanted = []
  }

  return {
    async add(key, work) {
      while (inFlight >= size) await new Promise<void>((resolve) => (roomWanted = resolve))
      if (failure) throw failure.error
      inFlight += 1
      const earlier = tails.get(key) ?? Promise.resolve()
      const done = work(earlier)
        .catch((error: unknown) => {
          failure ??= { error }
        })
        .then(finished)
      const tail = Promise.all([earlier, done]).then(() => {
        if (tails.get(key) === tail) tails.delete(key)
      })
      tails.set(key, tail)
    },
    async idle() {
      if (inFlight > 0) await new Promise<void>((resolve) => idleWanted.push(resolve))
      if (failure) throw failure.error
    },
  }
}
