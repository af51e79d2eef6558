import { Refusal, isRefusalCode } from '@suanpan/contract/refusals'
import { postingProblem } from '@suanpan/kernel/check'
import type { Posted, Posting, Reason, Verdict } from '@suanpan/kernel/posting'
import type { Ground } from '../platform/index.ts'
import { judge } from './poster/dry-run.ts'
import { openLane } from './poster/lane.ts'
import { emptyMemory, forget } from './poster/memory.ts'
import { ledgerMetrics } from './poster/metrics.ts'
import type { RowWriter } from './poster/rows.ts'

/** A complete ledger for its holders. One installation starts with book 1 and may never need another. */
export type Books = {
  readonly ground: Ground
  readonly book: number
  /**
   * Posts and resolves after the commit. Throws a `Refusal` with the verdict's code and numbers;
   * `invalid_posting {problem}` for what is malformed; `service_unavailable {retryAfterSeconds}`
   * when the outcome is unknown: the same id may be tried again.
   */
  post(posting: Posting): Promise<Posted>
  /** The same, with a refusal as a value. */
  tryPost(posting: Posting): Promise<Verdict>
  /** The verdict the posting would have now: nothing is written and nothing promised. */
  dryRun(posting: Posting): Promise<Verdict>
  /** Makes the poster read everything again; for what changed the tables beside it (restore, tests). */
  forget(): void
  /** Takes nothing more and finishes the batch in flight. */
  close(): Promise<void>
}

export type BooksOptions = { book?: number; rows?: readonly RowWriter[] }

/** Opens a book for posting. Several processes may; they take turns at the head row. */
export function openBooks(ground: Ground, options: BooksOptions = {}): Books {
  const book = options.book ?? 1
  const memory = emptyMemory()
  const writers = new Map((options.rows ?? []).map((writer) => [writer.table, writer]))
  const run = { book, zone: ground.config.zone, memory, writers }
  const lane = openLane(ground, run, ledgerMetrics(ground))
  const tryPost = async (posting: Posting): Promise<Verdict> => {
    check(posting, writers)
    return lane.submit(posting)
  }
  return {
    ground,
    book,
    tryPost,
    async post(posting) {
      const verdict = await tryPost(posting)
      if (verdict.state === 'refused') throw refusal(verdict.reason)
      return verdict
    },
    async dryRun(posting) {
      check(posting, writers)
      return judge(ground, book, posting)
    },
    forget: () => forget(memory),
    close: () => lane.close(),
  }
}

/** A verdict's reason as the refusal that callers and the API know. */
export function refusal({ code, details }: Reason): Refusal {
  if (!isRefusalCode(code)) throw new Error(`${code} is not in the table of refusals`)
  return new Refusal(code, details)
}

function check(posting: Posting, writers: ReadonlyMap<string, RowWriter>): void {
  const problem = postingProblem(posting)
  if (problem !== undefined) throw new Refusal('invalid_posting', { problem })
  for (const { table } of posting.rows ?? [])
    if (!writers.has(table)) throw new Error(`no room registered how to write ${table}`)
}
