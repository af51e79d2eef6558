import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from './log.ts'

const DEADLINE_MS = 20_000

/** One thing to close; what it waits for is in flight and should end. */
export type ClosingStep = { what: string; close(): Promise<void> | void }

export type Shutdown = {
  /** Closes everything once, in order; false when something failed or the deadline passed. */
  stop(reason: string): Promise<boolean>
}

/**
 * An orderly end: first what takes work in (HTTP), then what works (letters, jobs, the poster's
 * batch in flight), last what they stand on (pool, database). A step that fails does not keep the
 * next from closing; the deadline is for all of them together.
 */
export function planShutdown(
  log: Log,
  steps: ClosingStep[],
  { deadlineMs = DEADLINE_MS }: { deadlineMs?: number } = {},
): Shutdown {
  let stopping: Promise<boolean> | undefined
  return {
    stop: (reason) => {
      stopping ??= closeAll(log, steps, { reason, deadlineMs })
      return stopping
    },
  }
}

/**
 * Stops on SIGINT and SIGTERM and ends the process: 0 when all closed well, 1 when not. A second
 * signal does not wait.
 */
export function stopOnSignals(
  shutdown: Shutdown,
  exit: (code: number) => void = process.exit,
): void {
  let asked = false
  const onSignal = (signal: NodeJS.Signals): void => {
    if (asked) return exit(1)
    asked = true
    void shutdown.stop(signal).then((well) => exit(well ? 0 : 1))
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}

async function closeAll(
  log: Log,
  steps: ClosingStep[],
  { reason, deadlineMs }: { reason: string; deadlineMs: number },
): Promise<boolean> {
  log.info({ reason }, 'stopping')
  const late = new AbortController()
  const deadline = sleep(deadlineMs, 'late' as const, { signal: late.signal }).catch(
    () => 'late' as const,
  )
  let well = true
  for (const { what, close } of steps) {
    const outcome = await Promise.race([settle(log, what, close), deadline])
    if (outcome !== 'closed') well = false
    if (outcome !== 'late') continue
    log.error({ what, deadlineMs }, 'did not stop in time')
    break
  }
  late.abort()
  log.info({ well }, 'stopped')
  return well
}

async function settle(
  log: Log,
  what: string,
  close: () => Promise<void> | void,
): Promise<'closed' | 'failed'> {
  try {
    await close()
    return 'closed'
  } catch (error) {
    log.error({ what, err: error }, 'could not be closed')
    return 'failed'
  }
}
