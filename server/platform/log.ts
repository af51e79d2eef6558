import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino'

export type Log = Logger

/** Fields whose values never reach a log, wherever they stand in the first four levels. */
const SECRET_FIELDS = [
  'phone',
  'name',
  'password',
  'pin',
  'totp',
  'secret',
  'token',
  'apiKey',
  'authorization',
  'cookie',
  'set-cookie',
  'databaseUrl',
]
const DEPTH = 4

/**
 * Structured log, one JSON object a line. Redaction goes by the name of a field, so personal values
 * are logged as fields or not at all, never inside a message.
 */
export function createLog(options: { level?: string; destination?: DestinationStream } = {}): Log {
  const settings = {
    level: options.level ?? 'info',
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: redactedPaths(), censor: '[redacted]' },
  }
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination)
}

function redactedPaths(): string[] {
  return SECRET_FIELDS.flatMap((field) => {
    const last = /^[a-zA-Z]+$/.test(field) ? `.${field}` : `["${field}"]`
    return Array.from({ length: DEPTH }, (_, level) =>
      level === 0 ? last.replace(/^\./, '') : `*${'.*'.repeat(level - 1)}${last}`,
    )
  })
}
