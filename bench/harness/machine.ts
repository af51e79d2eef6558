import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { percentiles } from './load.ts'

const SYNCS = 200
/** What PostgreSQL writes at least per commit: one page of its log. */
const PAGE_BYTES = 8192

export type Machine = {
  cpu: string
  cores: number
  memoryGb: number
  os: string
  node: string
  postgres: string
  /** One page written and forced to disk, in milliseconds. */
  fsync: { p50: number; p99: number }
}

/** @param dataDir where the database lives: its disk is the one that matters */
export function describeMachine(dataDir: string, postgres: string): Machine {
  return {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    os: `${os.type()} ${os.release()}`,
    node: process.version,
    postgres,
    fsync: fsyncLatency(dataDir),
  }
}

export function machineLine({ cpu, cores, memoryGb, os, node, postgres, fsync }: Machine): string {
  const disk = `fdatasync of 8 kB p50 ${fsync.p50.toFixed(2)} ms, p99 ${fsync.p99.toFixed(2)} ms`
  return `${cpu}, ${cores} cores, ${memoryGb} GB, ${os}; Node ${node}, PostgreSQL ${postgres}; ${disk}`
}

function fsyncLatency(dataDir: string): { p50: number; p99: number } {
  const folder = mkdtempSync(join(dataDir, 'fsync-'))
  const file = openSync(join(folder, 'page'), 'w')
  const page = Buffer.alloc(PAGE_BYTES, 1)
  const latencies: number[] = []
  try {
    // A file of fixed size written over and over, as the log's recycled segments are.
    writeSync(file, Buffer.alloc(PAGE_BYTES * SYNCS))
    fdatasyncSync(file)
    for (let at = 0; at < SYNCS; at++) {
      const start = performance.now()
      writeSync(file, page, 0, PAGE_BYTES, at * PAGE_BYTES)
      fdatasyncSync(file)
      latencies.push(performance.now() - start)
    }
  } finally {
    closeSync(file)
    rmSync(folder, { recursive: true, force: true })
  }
  const { p50 = 0, p99 = 0 } = percentiles(latencies)
  return { p50, p99 }
}
