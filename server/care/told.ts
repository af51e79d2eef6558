import { derivedId } from '@suanpan/kernel/ids'
import type { Letter } from '../platform/index.ts'

/** News about a conversation, by ids only; `cause` is what its own id follows from. */
export function letterOf(
  type: 'care.asked' | 'care.answered' | 'care.closed',
  { id, person, topic }: { id: string; person: string; topic: string },
  { at, cause, more = {} }: { at: Date; cause: string; more?: Record<string, string> },
): Letter {
  return {
    id: derivedId('ltr', cause, type),
    type,
    party: person,
    at,
    body: { conversation: id, person, topic, ...more, occurredAt: at.toISOString() },
  }
}
