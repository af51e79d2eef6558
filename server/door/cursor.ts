import { z } from 'zod'
import { Refusal } from '@suanpan/contract/refusals'

/** Where a page ended, as text that means nothing to its reader. */
export function cursorOf(...parts: (string | bigint | Date)[]): string {
  const text = parts.map((part) => (part instanceof Date ? part.toISOString() : String(part)))
  return Buffer.from(JSON.stringify(text), 'utf8').toString('base64url')
}

/** The parts of a cursor. Refuses with `invalid_request` when no list gave it. */
export function readCursor(cursor: string, parts: number): string[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (
      Array.isArray(read) &&
      read.length === parts &&
      read.every((part) => typeof part === 'string')
    ) {
      return read
    }
  } catch {
    // What does not even decode is refused like what decodes to something else.
  }
  throw cursorRefusal()
}

export function instantOf(part: string | undefined): Date {
  const at = new Date(part ?? '')
  if (Number.isNaN(at.getTime())) throw cursorRefusal()
  return at
}

export function dayOf(part: string | undefined): string {
  if (part === undefined || !z.iso.date().safeParse(part).success) throw cursorRefusal()
  return part
}

export function bigintOf(part: string | undefined): bigint {
  if (part === undefined || !/^-?[0-9]{1,19}$/.test(part)) throw cursorRefusal()
  return BigInt(part)
}

/**
 * One row more than asked for is read; it says that there is a next page and is not shown.
 *
 * @param items up to `limit + 1` rows
 */
export function pageOf<T, V>(
  items: T[],
  limit: number,
  { view, cursor }: { view: (item: T) => V; cursor: (item: T) => string },
): { items: V[]; next: string | null } {
  const shown = items.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(view),
    next: items.length > limit && last !== undefined ? cursor(last) : null,
  }
}

function cursorRefusal(): Refusal {
  return new Refusal('invalid_request', {
    where: 'query.cursor',
    problem: 'is not one that a list gave',
  })
}
