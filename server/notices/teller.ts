import type { Ground } from '../platform/index.ts'
import { notify, type Telling } from './notify.ts'

const BATCH = 500

/**
 * Tells one notice; resolves when it is in the person's box. Those asked for while others are being
 * written travel together, so that a rush costs a transaction for many and a single one does not wait.
 */
export type Tell = (telling: Telling) => Promise<void>

type Waiting = { telling: Telling; done: () => void; failed: (error: unknown) => void }

export function openTeller(ground: Ground): Tell {
  const waiting: Waiting[] = []
  let writing = false

  async function write(): Promise<void> {
    // What was handed out in the same breath comes along.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) await writeBatch(ground, waiting.splice(0, BATCH))
    writing = false
  }

  return (telling) =>
    new Promise((done, failed) => {
      waiting.push({ telling, done, failed })
      if (writing) return
      writing = true
      void write()
    })
}

/** One that cannot be written must not take the others of its batch along. */
async function writeBatch(ground: Ground, batch: Waiting[]): Promise<void> {
  try {
    await notify(
      ground,
      batch.map(({ telling }) => telling),
    )
    for (const { done } of batch) done()
  } catch (error) {
    const [only, ...others] = batch
    if (only === undefined) return
    if (others.length === 0) return only.failed(error)
    for (const each of batch) await writeBatch(ground, [each])
  }
}
