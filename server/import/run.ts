import { businessDate } from '@suanpan/kernel/time'
import { openBooks, standingHead, sumsByChart } from '../ledger/index.ts'
import { createMetrics, startSubscribers, type Db, type Ground } from '../platform/index.ts'
import { pointsRows, pointsSubscriber } from '../points/index.ts'
import { walletRows } from '../wallet/index.ts'
import { followHistory, historyClock, stayInThePresent, type Dated } from './history.ts'
import { registerParties } from './parties.ts'
import { planImport, type ImportOptions, type Plan } from './plan.ts'
import { postPurchases, topUpStep } from './post.ts'
import { ImportProblem, problem } from './file/problems.ts'
import { earnFor } from './programme.ts'
import { readPurchases } from './file/purchases.ts'
import { openRejects, type Rejects } from './rejects.ts'
import type { Report, Speed } from './report.ts'
import {
  findOtherReading,
  markDone,
  markStaged,
  openRun,
  refusedOf,
  type Run,
  type Standing,
} from './runs.ts'
import { isStaged, openStage, refreshStatistics, stagedTotals, type StagedTotals } from './stage.ts'
import { openWindow } from './window.ts'

export type Progress = {
  step: 'read' | 'register' | 'book' | 'points'
  done: number
  /** 0 when it is not known. */
  of: number
}

export type Listener = (progress: Progress) => void

/** Postings that wait for their batch: enough for two full batches, one committing and one filling. */
const IN_FLIGHT = 1_000
const PROGRESS_ROWS = 1_000
const BOOK = 1
// Any constant no other lock of the installation uses: "import" on a telephone keypad.
const RUN_LOCK = 467_678

/**
 * Imports a purchase history: people, merchants, top-ups and payments with their original dates, and
 * the points that follow from them. Run again after an interruption it goes on where it stopped, and
 * a file that is done is not imported twice.
 *
 * Throws an ImportProblem, in both languages, for a file that cannot be imported as a whole.
 */
export async function importFile(
  ground: Ground,
  options: ImportOptions,
  tell: Listener = () => {},
): Promise<Report> {
  const plan = await planImport(ground, options)
  const unlock = await lockRun(ground.db, plan.runId)
  try {
    const run = await beginRun(ground, plan)
    if (run.report) return { ...run.report, isRepeated: true }
    const isNew = run.state === 'staging' || !(await isStaged(ground.db, run.id, run.purchases))
    const rejects = await openRejects(plan.rejectsPath, isNew)
    const staged = isNew ? await stageFile(ground, { plan, run, rejects, tell }) : run
    const report = await importStaged(ground, { plan, run: staged, rejects, tell })
    await markDone(ground.db, run.id, report)
    return report
  } finally {
    await unlock()
  }
}

type Job = { plan: Plan; run: Run; rejects: Rejects; tell: Listener }

async function importStaged(ground: Ground, job: Job): Promise<Report> {
  const { plan, run, tell } = job
  const totals = await stagedTotals(ground.db, run.id, topUpStep(run.asset))
  if (!totals) throw nothingToImport(job.rejects.path)
  const programmes = await earnFor(ground, run.asset)
  tell({ step: 'register', done: 0, of: Number(totals.people) })
  await registerParties(ground, run, {
    defaultMerchant: plan.file.name.replace(/\.[^.]*$/, ''),
    feeBasisPoints: plan.feeBasisPoints,
  })
  await refreshStatistics(ground.db)
  const booked = await book(ground, job, totals)
  return finalReport(ground, job, { totals, programmes, ...booked })
}

/**
 * The run of this file, with how the books stood when it was begun. Ids of payments follow from the
 * run, so the same file read in another way would be booked a second time: it is not begun.
 */
async function beginRun({ db, clock }: Ground, plan: Plan): Promise<Run> {
  const { seq } = await standingHead(db, BOOK)
  const run = {
    id: plan.runId,
    fileName: plan.file.name,
    fileSha256: plan.file.sha256.toString('hex'),
    layout: plan.layout.title,
    asset: plan.layout.asset,
    source: plan.source,
    datedAsHistory: seq === 0n,
    before: await pointsStanding(db),
    begunAt: clock.now(),
  }
  const other = await findOtherReading(db, run)
  if (other) throw readBefore(other)
  return openRun(db, run)
}

async function stageFile(ground: Ground, { plan, run, rejects, tell }: Job): Promise<Run> {
  const stage = await openStage(ground.db, run.id)
  const staged = { purchases: 0n, linesRejected: 0n, unrecordedItems: 0n, emptyBaskets: 0n }
  let bytes = 0
  for await (const read of readPurchases(plan.file.path, plan.read)) {
    await stage.add(read.purchases)
    await rejects.add(read.rejected)
    staged.purchases += BigInt(read.purchases.length)
    staged.linesRejected += BigInt(read.rejected.length)
    staged.unrecordedItems += BigInt(read.unrecordedItems)
    staged.emptyBaskets += BigInt(read.emptyBaskets)
    bytes += read.bytes
    tell({ step: 'read', done: bytes, of: plan.file.bytes })
  }
  await stage.end()
  await refreshStatistics(ground.db)
  await markStaged(ground.db, run.id, staged)
  return { ...run, ...staged, state: 'posting' }
}

/** Books all that is staged and waits for the points; the time it takes is the import's speed. */
async function book(
  ground: Ground,
  { plan, run, tell }: Job,
  totals: StagedTotals,
): Promise<{ speed: Speed; dated: Dated }> {
  const head = await standingHead(ground.db, BOOK)
  const begin = head.seq === 0n ? totals.first : head.bookedAt
  const clock = run.datedAsHistory ? historyClock(ground.clock, begin) : undefined
  const own = { ...ground, clock: clock ?? ground.clock, metrics: createMetrics() }
  const books = openBooks(own, { rows: [...walletRows, ...pointsRows] })
  const post = startSubscribers(own, [pointsSubscriber(books)])
  const window = openWindow(IN_FLIGHT)
  const settle = async (): Promise<void> => {
    await window.idle()
    await post.drain()
  }
  const history = clock
    ? followHistory(books, { clock, real: ground.clock, settle })
    : stayInThePresent(books, settle)
  const startedAt = performance.now()
  let done = 0
  const onPurchase = (): void => {
    done += 1
    if (done % PROGRESS_ROWS === 0) tell({ step: 'book', done, of: Number(run.purchases) })
  }
  try {
    const { feeBasisPoints } = plan
    await postPurchases({ books, run, feeBasisPoints, window, history, onPurchase })
    tell({ step: 'points', done, of: Number(run.purchases) })
    await history.finish()
  } finally {
    await post.stop()
    await books.close()
  }
  const seconds = (performance.now() - startedAt) / 1000
  const after = await standingHead(ground.db, BOOK)
  const speed = { seconds, purchases: done, postings: Number(after.seq - head.seq) }
  return { speed, dated: history.dated() }
}

async function finalReport(
  ground: Ground,
  { plan, run, rejects }: Job,
  came: { totals: StagedTotals; programmes: string[]; speed: Speed; dated: Dated },
): Promise<Report> {
  const { totals } = came
  const refused = await refusedOf(ground.db, run.id)
  await rejects.add(
    refused.map(({ line, code }) => ({
      line: Number(line),
      text: '',
      problem: problem('posting_refused', { code }),
    })),
  )
  const points = await pointsStanding(ground.db)
  const refusedAmount = refused.reduce((sum, { amount }) => sum + amount, 0n)
  const rejected = Number(run.linesRejected) + refused.length
  return {
    run: run.id,
    file: plan.file.name,
    layout: run.layout,
    asset: run.asset,
    isRepeated: false,
    people: Number(totals.people),
    merchants: Number(totals.merchants),
    purchases: Number(run.purchases),
    payments: Number(run.purchases - totals.free) - refused.length,
    money: String(totals.amount - refusedAmount),
    topUps: Number(totals.topUps),
    topUpMoney: String(totals.topUpAmount),
    pointsEarned: String(BigInt(points.pointsIssued) - BigInt(run.before.pointsIssued)),
    pointsExpired: String(BigInt(points.pointsExpired) - BigInt(run.before.pointsExpired)),
    free: Number(totals.free),
    linesRejected: Number(run.linesRejected),
    refused: refused.length,
    rejectsPath: rejected === 0 ? null : rejects.path,
    unrecordedItems: Number(run.unrecordedItems),
    emptyBaskets: Number(run.emptyBaskets),
    arePricesInvented: plan.read.prices?.isInvented === true,
    programmes: came.programmes,
    dated: came.dated,
    first: businessDate(totals.first, plan.read.zone),
    last: businessDate(totals.last, plan.read.zone),
    speed: came.speed,
  }
}

/** What was ever issued and what has expired, of all points together. */
async function pointsStanding(db: Db): Promise<Standing> {
  const sums = await sumsByChart(db, BOOK)
  const total = (chart: string): bigint =>
    sums.reduce((sum, row) => (row.chart === chart ? sum + row.balance : sum), 0n)
  return {
    pointsIssued: String(-total('points.issued')),
    pointsExpired: String(total('points.expired')),
  }
}

/** One import of a file at a time; the lock goes with its connection. */
async function lockRun(db: Db, run: string): Promise<() => Promise<void>> {
  const client = await db.pool.connect()
  const { rows } = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_lock($1, hashtext($2)) as locked',
    [RUN_LOCK, run],
  )
  if (!rows[0]?.locked) {
    client.release()
    throw new ImportProblem(
      '这个文件正在另一个进程中导入',
      'this file is being imported by another process',
    )
  }
  return async () => {
    await client.query('select pg_advisory_unlock($1, hashtext($2))', [RUN_LOCK, run]).then(
      () => client.release(),
      () => client.release(true),
    )
  }
}

function readBefore({ fileName, begunAt }: Run): ImportProblem {
  const at = begunAt.toISOString().slice(0, 16)
  return new ImportProblem(
    `同样内容的文件（${fileName}，${at}）已用其他选项导入，再导入会重复记账；请用当时的选项`,
    `the same content (${fileName}, ${at}) was imported with other options and would be booked twice: use the options of then`,
  )
}

function nothingToImport(rejectsPath: string): ImportProblem {
  return new ImportProblem(
    `没有一行可以导入，原因见 ${rejectsPath}`,
    `not one line could be taken; the reasons are in ${rejectsPath}`,
  )
}
