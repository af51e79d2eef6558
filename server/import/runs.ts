import { hash } from 'node:crypto'
import type { Db } from '../platform/index.ts'
import type { Report } from './report.ts'

/** A file read in one way, and how far it has come. */
export type Run = {
  id: string
  fileName: string
  /** Hexadecimal. */
  fileSha256: string
  layout: string
  asset: string
  source: string
  state: 'staging' | 'posting' | 'done'
  begunAt: Date
  datedAsHistory: boolean
  purchases: bigint
  linesRejected: bigint
  unrecordedItems: bigint
  emptyBaskets: bigint
  before: Standing
  report: Report | null
  doneAt: Date | null
  doneLine: bigint | null
}

/** Totals of the books, as digits: what an import adds is the difference. */
export type Standing = { pointsIssued: string; pointsExpired: string }

export type NewRun = Pick<
  Run,
  | 'id'
  | 'fileName'
  | 'fileSha256'
  | 'layout'
  | 'asset'
  | 'source'
  | 'datedAsHistory'
  | 'before'
  | 'begunAt'
>

const COLUMNS = `id, file_name as "fileName", file_sha256 as "fileSha256", layout, asset, source, state,
  dated_as_history as "datedAsHistory", begun_at as "begunAt", purchases, lines_rejected as "linesRejected",
  unrecorded_items as "unrecordedItems", empty_baskets as "emptyBaskets", before, report,
  done_at as "doneAt", done_line as "doneLine"`

/** The same content read in the same way is the same run, whoever starts it and when. */
export function runIdOf(file: Buffer, ways: Record<string, string>): string {
  const parts = Object.entries(ways).map(([name, value]) => `${name}=${value}`)
  const digest = hash('sha256', [file.toString('hex'), ...parts.sort()].join('\u0000'), 'hex')
  return `imp_${digest.slice(0, 26)}`
}

/** The run of this id, begun now if it is new. */
export async function openRun(db: Db, run: NewRun): Promise<Run> {
  await db.query(
    `insert into import.runs
       (id, file_name, file_sha256, layout, asset, source, dated_as_history, before, begun_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      run.id,
      run.fileName,
      run.fileSha256,
      run.layout,
      run.asset,
      run.source,
      run.datedAsHistory,
      run.before,
      run.begunAt,
    ],
  )
  const found = await findRun(db, run.id)
  if (!found) throw new Error(`the run ${run.id} is gone right after it was begun`)
  return found
}

/** The latest first. */
export function listRuns(db: Db, limit: number): Promise<Run[]> {
  return db.query<Run>(
    `select ${COLUMNS} from import.runs order by begun_at desc, id desc limit $1`,
    [limit],
  )
}

/** The same content read in another way, of which something is or may be in the books. */
export async function findOtherReading(db: Db, run: NewRun): Promise<Run | undefined> {
  const [other] = await db.query<Run>(
    `select ${COLUMNS} from import.runs
     where file_sha256 = $1 and id <> $2 and state <> 'staging'
       and coalesce(report ->> 'payments', '1') <> '0'
     limit 1`,
    [run.fileSha256, run.id],
  )
  return other
}

export async function findRun(db: Db, id: string): Promise<Run | undefined> {
  const [run] = await db.query<Run>(`select ${COLUMNS} from import.runs where id = $1`, [id])
  return run
}

export type Staged = Pick<Run, 'purchases' | 'linesRejected' | 'unrecordedItems' | 'emptyBaskets'>

export async function markStaged(db: Db, id: string, staged: Staged): Promise<void> {
  await db.query(
    `update import.runs set state = 'posting', purchases = $2, lines_rejected = $3,
       unrecorded_items = $4, empty_baskets = $5
     where id = $1`,
    [id, staged.purchases, staged.linesRejected, staged.unrecordedItems, staged.emptyBaskets],
  )
}

/** Remembers that everything up to this place needs no look any more. */
export async function markDoneUpTo(
  db: Db,
  id: string,
  place: { at: Date; line: bigint },
): Promise<void> {
  await db.query({
    name: 'import.mark_done_up_to',
    text: 'update import.runs set done_at = $2, done_line = $3 where id = $1',
    values: [id, place.at, place.line],
  })
}

export async function markDone(db: Db, id: string, report: Report): Promise<void> {
  await db.query(`update import.runs set state = 'done', report = $2 where id = $1`, [id, report])
  await clearStage(db, id)
}

export async function clearStage(db: Db, id: string): Promise<void> {
  await db.query('delete from import.rows where run = $1', [id])
  await db.query('delete from import.parties where run = $1', [id])
}

/** What the books refused, for good: the same id answers the same again. */
export async function noteRefused(
  db: Db,
  run: string,
  refused: { line: bigint; amount: bigint; code: string },
): Promise<void> {
  await db.query(
    `insert into import.refused (run, line, amount, code) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [run, refused.line, refused.amount, refused.code],
  )
}

export function refusedOf(
  db: Db,
  run: string,
): Promise<{ line: bigint; amount: bigint; code: string }[]> {
  return db.query('select line, amount, code from import.refused where run = $1 order by line', [
    run,
  ])
}
