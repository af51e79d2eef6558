/** Wakes one waiter; a ring that nobody waits for is remembered until the next wait. */
export type Bell = {
  ring(): void
  /** Waits for a ring, or for the time given to pass. */
  wait(milliseconds?: number): Promise<void>
  /** Forgets a remembered ring, before looking at what it was about. */
  hush(): void
}

export function createBell(): Bell {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring: () => {
      rung = true
      wake?.()
    },
    hush: () => {
      rung = false
    },
    wait: (milliseconds) =>
      new Promise((resolve) => {
        if (rung) {
          rung = false
          resolve()
          return
        }
        const timer = milliseconds === undefined ? undefined : setTimeout(done, milliseconds)
        function done(): void {
          clearTimeout(timer)
          wake = undefined
          rung = false
          resolve()
        }
        wake = done
      }),
  }
}
