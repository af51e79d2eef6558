import { createReadStream } from 'node:fs'
import { problem, type LineProblem } from './problems.ts'

/** A quote that is open for longer than this was never meant to be one. */
const QUOTED_RECORD_MAX_CHARS = 16 * 1024
const CHUNK_BYTES = 256 * 1024
const DELIMITERS = [',', ';', '\t', '|'] as const

/** `fields` is undefined where the line could not be taken apart; `problem` then says why. */
export type RawLine = { line: number; text: string; fields?: string[]; problem?: LineProblem }

/**
 * Reads a UTF-8 file line by line in constant memory, a chunk at a time. A quoted field may hold
 * line breaks; the record then carries the number of its first line. Empty lines are skipped.
 *
 * @param delimiter null for files whose lines are taken apart elsewhere (fixed columns)
 */
export async function* readLines(
  path: string,
  delimiter: string | null,
): AsyncGenerator<{ lines: RawLine[]; bytes: number }> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const state: State = { delimiter, line: 1, rest: '' }
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    // A read stream without an encoding gives buffers.
    const bytes = chunk as Buffer
    state.rest += decoder.decode(bytes, { stream: true })
    yield { lines: takeLines(state, false), bytes: bytes.length }
  }
  state.rest += decoder.decode()
  yield { lines: takeLines(state, true), bytes: 0 }
}

/**
 * Takes one record apart by the rules of RFC 4180. Undefined when a quote stays open or closes in
 * the middle of a field: guessing there would swallow the lines that follow.
 */
export function splitFields(text: string, delimiter: string): string[] | undefined {
  if (!text.includes('"')) return text.split(delimiter)
  const fields: string[] = []
  let at = 0
  for (;;) {
    let end: number
    if (text[at] === '"') {
      const close = closingQuote(text, at)
      end = close + 1
      if (close === -1 || (end < text.length && text[end] !== delimiter)) return undefined
      fields.push(text.slice(at + 1, close).replaceAll('""', '"'))
    } else {
      const found = text.indexOf(delimiter, at)
      end = found === -1 ? text.length : found
      fields.push(text.slice(at, end))
    }
    if (end >= text.length) return fields
    at = end + 1
  }
}

/** The delimiter that takes the sample's lines into the same number of columns, the most of them. */
export function sniffDelimiter(lines: readonly string[]): string {
  let best = { delimiter: ',', columns: 1 }
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => splitFields(line, delimiter)?.length ?? 0)
    const columns = median(counts)
    const agree = counts.filter((count) => count === columns).length
    if (agree * 10 >= counts.length * 8 && columns > best.columns) best = { delimiter, columns }
  }
  return best.delimiter
}

type State = { delimiter: string | null; line: number; rest: string }

function takeLines(state: State, isEnd: boolean): RawLine[] {
  const lines: RawLine[] = []
  const { rest, delimiter } = state
  let at = 0
  while (at < rest.length) {
    const found = rest.indexOf('\n', at)
    if (found === -1 && !isEnd) break
    const end = found === -1 ? rest.length : found
    const text = withoutReturn(rest.slice(at, end))
    const fields = delimiter === null ? [] : splitFields(text, delimiter)
    if (fields) {
      if (text.trim() !== '') lines.push({ line: state.line, text, fields })
      at = end + 1
      state.line += 1
      continue
    }
    const record = joinQuotedLines(state, { at, end, isEnd })
    if (record === 'wait') break
    const broken = { line: state.line, text, problem: problem('quote_not_closed') }
    lines.push(record === 'never closes' ? broken : { line: state.line, ...record })
    at = (record === 'never closes' ? end : record.end) + 1
    state.line += record === 'never closes' ? 1 : record.lineCount
  }
  state.rest = rest.slice(at)
  return lines
}

type Joined = { text: string; fields: string[]; end: number; lineCount: number }

/** A quoted field goes on in the next lines: adds them until the record is whole, or gives up. */
function joinQuotedLines(
  { rest, delimiter }: State,
  { at, end, isEnd }: { at: number; end: number; isEnd: boolean },
): Joined | 'wait' | 'never closes' {
  let until = end
  for (let lineCount = 2; until < rest.length; lineCount += 1) {
    const found = rest.indexOf('\n', until + 1)
    if (found === -1 && !isEnd) break
    until = found === -1 ? rest.length : found
    if (until - at > QUOTED_RECORD_MAX_CHARS) return 'never closes'
    const text = withoutReturn(rest.slice(at, until))
    const fields = splitFields(text, delimiter ?? ',')
    if (fields) return { text, fields, end: until, lineCount }
  }
  return isEnd || rest.length - at > QUOTED_RECORD_MAX_CHARS ? 'never closes' : 'wait'
}

function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1)
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text
}

function median(counts: number[]): number {
  return counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0
}
