/** Work in lanes: in order within a lane, several lanes at a time. */
export type Lanes<T> = {
  add(lane: string, item: T): void
  /** Resolves once nothing runs and nothing waits. */
  idle(): Promise<void>
}

/**
 * A lane that has run an item goes to the back of the queue, so that one busy party does not keep
 * the others waiting.
 *
 * @param run false drops what waits in the item's lane: what is later must not overtake it
 */
export function openLanes<T>(width: number, run: (item: T) => Promise<boolean>): Lanes<T> {
  const lanes = new Map<string, T[]>()
  const ready: string[] = []
  const waiters: (() => void)[] = []
  let running = 0

  function pump(): void {
    while (running < width) {
      const lane = ready.shift()
      if (lane === undefined) break
      running++
      void runNext(lane)
    }
    if (running === 0) for (const done of waiters.splice(0)) done()
  }

  async function runNext(lane: string): Promise<void> {
    const items = lanes.get(lane) ?? []
    const item = items.shift()
    const goOn = item === undefined || (await run(item))
    running--
    if (goOn && items.length > 0) ready.push(lane)
    else lanes.delete(lane)
    pump()
  }

  return {
    add: (lane, item) => {
      const waiting = lanes.get(lane)
      if (waiting === undefined) {
        lanes.set(lane, [item])
        ready.push(lane)
      } else {
        waiting.push(item)
      }
      pump()
    },
    idle: () =>
      running === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve)),
  }
}
