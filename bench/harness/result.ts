import { writeFileSync } from 'node:fs'
import type { Machine } from './machine.ts'

/** One line of a benchmark's table. Latencies in milliseconds. */
export type Result = {
  name: string
  value: number
  unit: string
  p50?: number
  p95?: number
  p99?: number
  /** Ours divided by theirs, from the same run. */
  versus?: { textbook?: number; pgbench?: number }
}

export type Report = { bench: string; at: string; machine: Machine; results: Result[] }

/** The table a person reads. */
export function table(results: Result[]): string {
  const head = ['', 'value', 'unit', 'p50 ms', 'p95 ms', 'p99 ms', '× textbook', '× pgbench']
  const rows = results.map(({ name, value, unit, p50, p95, p99, versus }) => [
    name,
    number(value),
    unit,
    ...[p50, p95, p99].map((one) => (one === undefined ? '' : number(one))),
    ...[versus?.textbook, versus?.pgbench].map((one) => (one === undefined ? '' : one.toFixed(2))),
  ])
  const used = head.map((_, at) => at < 3 || rows.some((row) => row[at] !== ''))
  const kept = [head, ...rows].map((row) => row.filter((_, at) => used[at]))
  const widths = kept[0]?.map((_, at) => Math.max(...kept.map((row) => row[at]?.length ?? 0))) ?? []
  return kept
    .map((row) =>
      row
        .map((cell, at) =>
          at === 0 || at === 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function saveJson(file: string, report: Report): void {
  writeFileSync(file, JSON.stringify(report, null, 2) + '\n')
}

function number(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000)
    return Math.round(value).toLocaleString('en-US')
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2)
}
