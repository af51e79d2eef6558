import type { Db, Ground } from '../platform/index.ts'

/** A look-up that answers from memory for a moment; `forget` after a change in this process. */
export type Remembered<T> = {
  (ground: Ground, key: string): Promise<T | undefined>
  forget(ground: Ground): void
}

type Entry<T> = { value: T; until: number }

/**
 * Remembers what a look-up found, for at most `forMs`; what is not there is never remembered. Who
 * asks while the same question is on its way waits for that answer.
 */
export function remembered<T>({
  forMs,
  max,
  ask,
}: {
  forMs: number
  max: number
  ask: (ground: Ground, key: string) => Promise<T | undefined>
}): Remembered<T> {
  type Memory = { known: Map<string, Entry<T>>; asked: Map<string, Promise<T | undefined>> }
  const memories = new WeakMap<Db, Memory>()
  const memoryOf = ({ db }: Ground): Memory => {
    const memory = memories.get(db) ?? { known: new Map(), asked: new Map() }
    memories.set(db, memory)
    return memory
  }
  const find = (ground: Ground, key: string): Promise<T | undefined> => {
    const memory = memoryOf(ground)
    const entry = memory.known.get(key)
    const now = ground.clock.now().getTime()
    if (entry && entry.until > now) return Promise.resolve(entry.value)
    const asked = memory.asked.get(key)
    if (asked) return asked
    const answer = ask(ground, key)
      .then((value) => {
        // Forgotten meanwhile: the answer may be older than the change, so it is not kept.
        if (memories.get(ground.db) !== memory) return value
        memory.known.delete(key)
        if (memory.known.size >= max) memory.known.clear()
        if (value !== undefined) memory.known.set(key, { value, until: now + forMs })
        return value
      })
      .finally(() => memory.asked.delete(key))
    memory.asked.set(key, answer)
    return answer
  }
  return Object.assign(find, {
    forget: ({ db }: Ground) => void memories.delete(db),
  })
}
