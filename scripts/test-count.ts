import path from 'node:path'
import { inspect, stripVTControlCharacters } from 'node:util'

/** What one finished test tells: the part of node:test's `test:pass` and `test:fail` used here. */
export type Ending = {
  name: string
  nesting: number
  file?: string | undefined
  skip?: string | boolean | undefined
  todo?: string | boolean | undefined
  details: { type?: string | undefined; duration_ms: number; error?: unknown }
}

export type RunEvent =
  | { type: 'test:pass' | 'test:fail'; data: Ending }
  | { type: 'test:stdout' | 'test:stderr'; data: { message: string } }
  | { type: string; data: unknown }

export type Counts = { passed: number; failed: number; skipped: number }

/** @param quiet only some tests were asked for: files without one are no news */
export type RunView = { write(line: string): void; root: string; quiet?: boolean }

/**
 * Follows a run of node:test, shows a line per file and each failure in full, and counts.
 *
 * Only leaves count: a test with subtests and a suite are what they hold. One that fails although
 * everything in it passed (a hook, its own assertion) counts as one failure.
 */
export async function watchRun(events: AsyncIterable<RunEvent>, view: RunView): Promise<Counts> {
  const total: Counts = { passed: 0, failed: 0, skipped: 0 }
  const count = leafCounter(view)
  let file: FileTally | undefined
  const close = (): void => {
    if (file && (!view.quiet || file.passed + file.failed + file.skipped > 0)) {
      view.write(fileLine(file, view.root))
    }
    file = undefined
  }
  for await (const event of events) {
    if (isOutput(event)) view.write(stripVTControlCharacters(event.data.message).trimEnd())
    if (isWarning(event)) view.write(`! ${event.data.message}`)
    if (!isEnding(event)) continue
    const verdict = count(event)
    const name = event.data.file ?? event.data.name
    if (file?.name !== name) close()
    file ??= { name, passed: 0, failed: 0, skipped: 0, ms: 0 }
    if (event.data.nesting === 0) file.ms += event.data.details.duration_ms
    if (verdict === undefined) continue
    total[verdict]++
    file[verdict]++
    if (verdict === 'failed') view.write(failure(event.data, view.root))
    if (verdict === 'skipped') view.write(skipping(event.data))
  }
  close()
  return total
}

/** Decides for each ending whether it is a leaf and of which kind. */
export function leafCounter(view: {
  quiet?: boolean
}): (event: { type: string; data: Ending }) => keyof Counts | undefined {
  // children[n]: whether anything one level deeper has ended since the last ending at level n.
  const children: boolean[] = []
  return ({ type, data }) => {
    const parent = children[data.nesting + 1] ?? false
    children[data.nesting + 1] = false
    children[data.nesting] = true
    if (type === 'test:fail' && data.todo === undefined) {
      return parent && failureType(data) === 'subtestsFailed' ? undefined : 'failed'
    }
    // A file without a single test is reported as if it were one; it promises nothing.
    if (isFile(data)) return view.quiet ? undefined : 'failed'
    if (data.skip !== undefined || data.todo !== undefined) return 'skipped'
    return parent || data.details.type === 'suite' ? undefined : 'passed'
  }
}

type FileTally = Counts & { name: string; ms: number }

function isFile(data: Ending): boolean {
  return data.nesting === 0 && path.isAbsolute(data.name) && /\.test\.tsx?$/.test(data.name)
}

function failureType(data: Ending): string | undefined {
  const error = data.details.error
  return typeof error === 'object' && error !== null && 'failureType' in error
    ? String(error.failureType)
    : undefined
}

function fileLine(file: FileTally, root: string): string {
  const parts = [
    `${file.passed} passed`,
    ...(file.failed > 0 ? [`${file.failed} failed`] : []),
    ...(file.skipped > 0 ? [`${file.skipped} skipped`] : []),
  ]
  const sign = file.failed > 0 ? '✗' : '✓'
  return `${sign} ${path.relative(root, file.name)}  ${parts.join(', ')}  ${(file.ms / 1000).toFixed(1)} s`
}

function failure(data: Ending, root: string): string {
  const error = data.details.error
  const cause =
    typeof error === 'object' && error !== null && 'cause' in error ? error.cause : error
  const reason = isFile(data) && cause === undefined ? 'the file holds no test' : said(cause)
  const where = data.file && !isFile(data) ? ` (${path.relative(root, data.file)})` : ''
  return `✗ ${data.name}${where}\n${reason.replaceAll(/^/gm, '    ')}`
}

function said(cause: unknown): string {
  return typeof cause === 'string' ? cause : inspect(cause, { depth: 4, colors: false })
}

function skipping(data: Ending): string {
  const why =
    typeof data.skip === 'string' ? data.skip : typeof data.todo === 'string' ? data.todo : ''
  return `- skipped: ${data.name}${why === '' ? '' : ` (${why})`}`
}

function isEnding(event: RunEvent): event is { type: 'test:pass' | 'test:fail'; data: Ending } {
  return event.type === 'test:pass' || event.type === 'test:fail'
}

/** Such as activity after a test's end, which names the culprit; the rest is node's own summary. */
function isWarning(event: RunEvent): event is { type: string; data: { message: string } } {
  const { data } = event
  if (event.type !== 'test:diagnostic' || typeof data !== 'object' || data === null) return false
  return 'message' in data && /asynchronous activity|warning/i.test(String(data.message))
}

function isOutput(event: RunEvent): event is { type: 'test:stdout'; data: { message: string } } {
  return event.type === 'test:stdout' || event.type === 'test:stderr'
}
