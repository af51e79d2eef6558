import { Refusal } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import { auditBooks, checks, type AuditDifference } from '../audit/index.ts'
import type { Books } from '../ledger/index.ts'
import { trailProblems, verifyTrail, type TrailBreak } from '../oversight/index.ts'

const KEPT_RUNS = 20

export type AuditRun = {
  id: string
  state: 'running' | 'passed' | 'failed'
  startedAt: Date
  finishedAt: Date | null
  postings: number
  difference: AuditDifference | null
  /** Links of the audit log that were read, once the books are through. */
  links: number | null
  broken: TrailBreak | null
  /** Why it could not be finished, when it could not. */
  problem: string | null
}

/** The audits that this process was asked for, newest first; one at a time. */
export type Audits = {
  list(): AuditRun[]
  /** Refuses with `audit_running`. */
  start(): AuditRun
  /** Waits for the one that is under way. */
  settled(): Promise<void>
}

export function openAudits(books: Books): Audits {
  const runs: AuditRun[] = []
  let running: Promise<void> | undefined
  return {
    list: () => runs,
    start: () => {
      if (running) throw new Refusal('audit_running')
      const startedAt = books.ground.clock.now()
      const run: AuditRun = {
        id: newId('aud', startedAt),
        state: 'running',
        startedAt,
        finishedAt: null,
        postings: 0,
        difference: null,
        links: null,
        broken: null,
        problem: null,
      }
      runs.unshift(run)
      runs.splice(KEPT_RUNS)
      running = finish(books, run).finally(() => {
        running = undefined
      })
      return run
    },
    settled: async () => running,
  }
}

async function finish(books: Books, run: AuditRun): Promise<void> {
  try {
    const report = await auditBooks(books, {
      onProgress: ({ postings }) => {
        run.postings = Number(postings)
      },
    })
    run.postings = Number(report.counts.postings)
    run.difference = report.difference ?? null
    const trail = await verifyTrail(books.ground)
    run.links = Number(trail.counts.links)
    run.broken = trail.broken ?? null
    run.state = report.ok && trail.ok ? 'passed' : 'failed'
  } catch (error) {
    books.ground.log.error({ err: error, audit: run.id }, 'an audit could not be finished')
    run.state = 'failed'
    run.problem = error instanceof Error ? error.message : String(error)
  }
  run.finishedAt = books.ground.clock.now()
}

/** An audit as the API shows it: every check, and the first difference as a sentence. */
export function auditView(run: AuditRun) {
  const booksAgree = run.links !== null && run.difference === null
  return {
    id: run.id,
    state: run.state,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    postings: run.postings,
    // All checks run side by side in one pass: one that ended early says nothing of the others.
    checks: [
      ...Object.entries(checks)
        .filter(([name]) => booksAgree || run.difference?.check === name)
        .map(([name, title]) => ({ name, title, checked: run.postings, ok: booksAgree })),
      ...(run.links === null ? [] : [trailCheck(run.links, run.broken)]),
    ],
    difference:
      run.difference !== null
        ? sentenceOf(run.difference)
        : run.broken !== null
          ? breakSentence(run.broken)
          : run.problem,
  }
}

function trailCheck(links: number, broken: TrailBreak | null) {
  const title = { zh: '审计日志哈希链完整', en: 'The chain of the audit log is whole' }
  return { name: 'trail', title, checked: links, ok: broken === null }
}

/** Where the audit log breaks first, in one sentence. */
function breakSentence({ problem, number, act }: TrailBreak): string {
  const { zh, en } = trailProblems[problem]
  const place = [number === undefined ? [] : `link ${number}`, act ?? []].flat()
  return `${zh} · ${en}: ${place.join(', ')}`
}

function sentenceOf({ check, at, expected, found }: AuditDifference): string {
  const place = Object.entries(at).map(([name, value]) => `${name} ${String(value)}`)
  const { zh, en } = checks[check]
  return `${zh} · ${en}: ${place.join(', ')}: ${expected} ≠ ${found}`
}
