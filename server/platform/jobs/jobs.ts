import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, parseCronItem, run, type ParsedCronItem, type Runner } from 'graphile-worker'
import pg from 'pg'
import type { Json } from '@suanpan/contract/json'
import { connectionOptions, type Db } from '../db.ts'
import type { Ground } from '../ground.ts'
import { keepLetterDays } from '../letters/days.ts'
import type { Log } from '../log.ts'
import type { JobName } from '../transaction.ts'
import { inZone } from './in-zone.ts'
import { announcePresence } from './presence.ts'
import { recurring, type Recurring } from './recurring.ts'

const CONCURRENCY = 4
const POOL_MAX = CONCURRENCY + 2
// New jobs arrive by notification; polling finds those whose time has come.
const POLL_MS = 2_000
const CATCH_UP_MS = 24 * 3_600_000
const BACK_AGAIN_MS = 2_000

/** What a job does; thrown errors are logged, and the job is tried again with growing pauses. */
export type Task = (payload: Json) => Promise<void>

export type Tasks = { [job: JobName]: Task }

/** The running jobs of this process. `stop` waits for those that have begun. */
export type Jobs = { stop(): Promise<void> }

/**
 * Runs jobs, those added by `tx.enqueue` and the recurring ones, until it is stopped; after a loss
 * of the database it begins again by itself. Several processes share the work.
 *
 * @param tasks one for every recurring job but the ground's own, and for every job that is enqueued
 */
export function startJobs(
  ground: Ground,
  tasks: Tasks,
  schedule: readonly Recurring[] = recurring,
): Jobs {
  const all: Tasks = {
    'platform:keep-letter-days': async () => void (await keepLetterDays(ground)),
    ...tasks,
  }
  const missing = schedule.filter(({ job }) => all[job] === undefined).map(({ job }) => job)
  if (missing.length > 0) throw new Error(`recurring jobs without a task: ${missing.join(', ')}`)
  const stop = new AbortController()
  const running = keepRunning(ground, { tasks: all, schedule, stop: stop.signal })
  return {
    stop: async () => {
      stop.abort()
      await running
    },
  }
}

type Work = { tasks: Tasks; schedule: readonly Recurring[]; stop: AbortSignal }

async function keepRunning(ground: Ground, work: Work): Promise<void> {
  const pool = openPool(ground.db)
  try {
    while (!work.stop.aborted) {
      try {
        await runOnce(ground, pool, work)
      } catch (error) {
        ground.log.warn({ err: error }, 'jobs: interrupted')
      }
      await sleep(BACK_AGAIN_MS, undefined, { signal: work.stop }).catch(() => {})
    }
  } finally {
    await pool.end()
  }
}

async function runOnce(
  ground: Ground,
  pool: pg.Pool,
  { tasks, schedule, stop }: Work,
): Promise<void> {
  const presence = await announcePresence(ground.db)
  try {
    const runner = await run({
      pgPool: pool,
      taskList: measured(ground, tasks),
      parsedCronItems: schedule.map((one) => cronItem(ground, one)),
      concurrency: CONCURRENCY,
      pollInterval: POLL_MS,
      noHandleSignals: true,
      logger: quietLogger(ground.log),
      // Without a batch the library does not wait for the end of a job to be written, and a database
      // that goes away in that moment ends the process with an unhandled rejection (0.18.0).
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    })
    await ended(runner, AbortSignal.any([stop, presence.lost]))
  } finally {
    await presence.close().catch(() => {})
  }
}

/** Ids of jobs are text to graphile-worker, so its connections do not parse them as ours do. */
function openPool(db: Db): pg.Pool {
  const { connectionString = '' } = db.pool.options
  const pool = new pg.Pool({
    ...connectionOptions({ url: connectionString, applicationName: 'suanpan jobs' }),
    max: POOL_MAX,
  })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Resolves when the runner has ended, by itself or because it was told to. */
async function ended(runner: Runner, stop: AbortSignal): Promise<void> {
  const end = (): void => {
    runner.stop().catch(() => {})
  }
  if (stop.aborted) end()
  stop.addEventListener('abort', end)
  try {
    await runner.promise
  } finally {
    stop.removeEventListener('abort', end)
  }
}

/** One run of a recurring job waits or runs at a time, whatever was missed. */
function cronItem(ground: Ground, { job, cron }: Recurring): ParsedCronItem {
  const item = parseCronItem({
    task: job,
    match: cron,
    options: {
      backfillPeriod: CATCH_UP_MS,
      queueName: job,
      jobKey: job,
      jobKeyMode: 'preserve_run_at',
    },
  })
  return { ...item, match: inZone(item.match, ground.config.zone, ground.clock.now) }
}

function measured(
  { metrics, log }: Ground,
  tasks: Tasks,
): { [job: string]: (payload: unknown) => Promise<void> } {
  const runs = metrics.counter({
    name: 'suanpan_jobs_total',
    help: 'Jobs run, by job and outcome',
    labels: ['job', 'outcome'],
  })
  return Object.fromEntries(
    Object.entries(tasks).map(([job, task]) => [
      job,
      async (payload: unknown) => {
        try {
          // A payload is what `enqueue` wrote as JSON.
          await task(payload as Json)
          runs.inc({ job, outcome: 'done' })
        } catch (error) {
          runs.inc({ job, outcome: 'failed' })
          log.error({ job, err: error }, 'job failed')
          throw error
        }
      },
    ]),
  )
}

/** The library tells of every job it begins and ends; only its troubles are worth a line. */
function quietLogger(log: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error' || level === 'warning') log.warn({ detail: meta }, `jobs: ${message}`)
    else log.trace({ detail: meta }, `jobs: ${message}`)
  })
}
