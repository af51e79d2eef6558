import { Refusal } from '@suanpan/contract/refusals'
import type { Posting, Verdict } from '@suanpan/kernel/posting'
import { transaction } from '../../platform/index.ts'
import type { Ground } from '../../platform/index.ts'
import { runBatch } from './batch.ts'
import type { BatchRun } from './batch.ts'
import type { Submitted } from './head.ts'
import type { LedgerMetrics } from './metrics.ts'
import { forget } from './memory.ts'

/** Postings of one batch; above some 500 a batch gains little and every caller waits longer. */
const BATCH_POSTINGS_MAX = 500
const BATCH_LEGS_MAX = 5_000
/** Above this the caller is told to come back instead of waiting in memory. */
const QUEUE_POSTINGS_MAX = 50_000
const RETRIES_MAX = 3
/**
 * A batch looks up hundreds of rows by key among millions, and always wants the index. On a table
 * that has just grown the planner does not know that yet and reads it whole, at ten times the cost.
 */
const ALL_BY_INDEX = {
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_bitmapscan: 'off',
  enable_seqscan: 'off',
  plan_cache_mode: 'force_generic_plan',
}
/** Serialisation failure and deadlock: nothing was written and the same batch may run again. */
const TRY_AGAIN = new Set(['40001', '40P01'])

export type Lane = {
  submit(posting: Posting): Promise<Verdict>
  /** Takes nothing more and resolves when the batch in flight and the queue are done. */
  close(): Promise<void>
}

type Waiting = Submitted & {
  settle(verdict: Verdict): void
  fail(error: unknown): void
}

/**
 * One batch at a time, made of whatever arrived while the last one was committing: no timer, no
 * setting; a lonely posting goes at once and a crowd travels together.
 */
export function openLane(ground: Ground, run: BatchRun, metrics: LedgerMetrics): Lane {
  let queue: Waiting[] = []
  let working: Promise<void> | undefined
  let closed = false

  const work = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = cut(queue)
      queue = queue.slice(batch.length)
      const left = await runOrHalve(ground, run, batch, metrics)
      if (left.length > 0) queue = [...left, ...queue]
    }
    working = undefined
  }

  return {
    submit(posting) {
      if (closed || queue.length >= QUEUE_POSTINGS_MAX)
        return Promise.reject(new Refusal('service_unavailable', { retryAfterSeconds: 1 }))
      return new Promise<Verdict>((settle, fail) => {
        queue.push({ posting, arrivedAt: ground.clock.now(), settle, fail })
        // A microtask later, so that what is submitted together travels together.
        working ??= Promise.resolve().then(work)
      })
    },
    async close() {
      closed = true
      await working
    },
  }
}

function cut(queue: readonly Waiting[]): Waiting[] {
  let legs = 0
  let size = 0
  while (size < queue.length && size < BATCH_POSTINGS_MAX) {
    legs += queue[size]!.posting.legs.length
    if (legs > BATCH_LEGS_MAX && size > 0) break
    size++
  }
  return queue.slice(0, size)
}

/** Returns what the batch did not take because a new business date begins there. */
async function runOrHalve(
  ground: Ground,
  run: BatchRun,
  batch: Waiting[],
  metrics: LedgerMetrics,
): Promise<Waiting[]> {
  try {
    return await runOne(ground, run, batch, metrics)
  } catch (error) {
    forget(run.memory)
    if (error instanceof Refusal) {
      for (const { fail } of batch) fail(error)
      return []
    }
    if (batch.length === 1) {
      ground.log.error({ err: error, posting: batch[0]!.posting.id }, 'a posting failed')
      batch[0]!.fail(error)
      return []
    }
    // Somewhere in it stands a culprit: halve until it stands alone, and it alone fails.
    const middle = batch.length >> 1
    const left = await runOrHalve(ground, run, batch.slice(0, middle), metrics)
    return [...left, ...batch.slice(middle)]
  }
}

async function runOne(
  ground: Ground,
  run: BatchRun,
  batch: Waiting[],
  metrics: LedgerMetrics,
): Promise<Waiting[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      const done = await transaction(ground.db, ({ query }) => runBatch(query, run, batch), {
        settings: ALL_BY_INDEX,
      })
      done.remember()
      metrics.batch(done.verdicts)
      for (const [i, verdict] of done.verdicts.entries()) batch[i]!.settle(verdict)
      return batch.slice(done.verdicts.length)
    } catch (error) {
      if (attempt === RETRIES_MAX || !TRY_AGAIN.has(codeOf(error))) throw error
      forget(run.memory)
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
