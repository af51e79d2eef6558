import { Refusal } from '@suanpan/contract/refusals'

export const RETRY_AFTER_SECONDS = 5

const SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

const SQL_STATES = new Set([
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now: starting up or shutting down
  '57P05', // idle_session_timeout
  '53300', // too_many_connections
  '25006', // read_only_sql_transaction: a standby answers, the primary is moving
])

// The driver gives these no code.
const DRIVER_MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
]

/** Whether an error means that the database is away, so that the outcome of a commit is unknown. */
export function isConnectionLoss(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isConnectionLoss)
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code.startsWith('08') || SQL_STATES.has(code) || SYSTEM_CODES.has(code)) return true
  // The socket file of a server that is not running.
  if (code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect'
  return code === '' && DRIVER_MESSAGES.some((message) => error.message.startsWith(message))
}

/** The refusal that a caller sees while the database is away; nothing for any other error. */
export function serviceUnavailable(error: unknown): Refusal | undefined {
  if (!isConnectionLoss(error)) return undefined
  const refusal = new Refusal('service_unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS })
  refusal.cause = error
  return refusal
}

/**
 * Whether an error is that refusal. A raw network error is not: it may come from another service that
 * a handler called, and then the database has nothing to do with it.
 */
export function isUnavailable(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'service_unavailable'
}
