import { statfsSync } from 'node:fs'
import os from 'node:os'

const MB = 1024 * 1024
const GB = 1024 * MB

/** The machine as far as the settings depend on it, in bytes. */
export type Machine = { memory: number; freeDisk: number }

export function machineAt(directory: string): Machine {
  // Inside a container the limit is what counts, not what the host has.
  const limit = process.constrainedMemory()
  const total = os.totalmem()
  const disk = statfsSync(directory)
  return {
    memory: limit > 0 && limit < total ? limit : total,
    freeDisk: Number(disk.bavail) * Number(disk.bsize),
  }
}

/**
 * The settings that differ from PostgreSQL's own.
 *
 * With 12 million entries the defaults fell to 0.78 of the starting rate and wrote 5–6 KB of WAL a
 * posting, because every page is written whole after each checkpoint; fewer checkpoints and
 * compressed pages bring that to 1.2 KB.
 *
 * @param durable false only for tests: a power cut may then lose everything
 */
export function settings(machine: Machine, port: number, durable: boolean): Record<string, string> {
  const shared = Math.max(32 * MB, Math.min(machine.memory / 4, GB))
  const wal = Math.max(GB, Math.min(8 * GB, machine.freeDisk / 4))
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // No socket: its path may not exceed 107 bytes, and the directory of a clone may.
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: megabytes(durable ? shared : Math.min(shared, 256 * MB)),
    effective_cache_size: megabytes(machine.memory / 2),
    max_wal_size: megabytes(durable ? wal : GB),
    checkpoint_timeout: '15min',
    wal_compression: 'on',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    ...(durable ? LOGGING : HASTY),
  }
}

/** A week of logs, one file a weekday, each overwritten after seven days. */
const LOGGING = {
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_checkpoints: 'off',
}

const HASTY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** As a configuration file. */
export function asConfiguration(values: Record<string, string>): string {
  const lines = Object.entries(values).map(
    ([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`,
  )
  return `# Written anew at every start.\n${lines.join('\n')}\n`
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / MB)}MB`
}
