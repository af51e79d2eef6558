import { derivedId, newId } from '@suanpan/kernel/ids'

/**
 * The id that a thing of a file has whenever it is imported: the time bits of when it happened, so
 * that indexes grow at their end, and the rest from what it is.
 */
export function idAt(prefix: string, at: Date, what: string): string {
  const timed = `${newId(prefix, at).slice(0, TIMED_CHARS)}${ZEROS}`
  return derivedId(prefix, timed, what)
}

/** Prefix, underscore and ten characters of time; then sixteen that are random in a new id. */
const TIMED_CHARS = 14
const ZEROS = '0'.repeat(16)
