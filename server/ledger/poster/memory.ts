import type { AccountState, CounterState, Freeze } from '@suanpan/kernel/workbench'

/** About 600 bytes an account, in two halves: some 120 MB when both are full. */
const REMEMBERED_MAX = 100_000

/**
 * What a poster remembers between batches. The head row says whether it still holds: as long as
 * nobody else posted or changed an account's limits, what this process wrote last is what stands
 * in the tables, and a batch on known accounts reads nothing but the head.
 */
export type Memory = {
  /** The batch and revision as of which the moving parts are known; -1 when they are not. */
  batch: bigint
  revision: bigint
  accounts: Generations<AccountState>
  /** Complete lists of open accounts, oldest expiry first. */
  pockets: Generations<string[]>
  holds: Generations<string[]>
  counters: Generations<CounterState>
  /** Every frozen holder; complete. */
  frozen: Map<string, Freeze>
  /** Lines watched, by address; complete. */
  monitors: Map<string, Monitor[]>
  assets: Set<string>
  charts: Set<string>
  holderIds: Generations<bigint>
}

export type Monitor = { id: string; line: bigint; direction: 'below' | 'above'; party: string }

export function emptyMemory(): Memory {
  return {
    batch: -1n,
    revision: -1n,
    accounts: generations(REMEMBERED_MAX),
    pockets: generations(REMEMBERED_MAX),
    holds: generations(REMEMBERED_MAX),
    counters: generations(REMEMBERED_MAX),
    frozen: new Map(),
    monitors: new Map(),
    assets: new Set(),
    charts: new Set(),
    holderIds: generations(REMEMBERED_MAX),
  }
}

/** Forgets everything: another process may have changed it, or a batch that did not commit made it up. */
export function forget(memory: Memory): void {
  memory.batch = -1n
  memory.revision = -1n
  const { accounts, pockets, holds, counters, holderIds } = memory
  for (const each of [accounts, pockets, holds, counters, holderIds]) each.clear()
  memory.frozen.clear()
  memory.monitors.clear()
}

export type Generations<V> = {
  get(key: string): V | undefined
  set(key: string, value: V): void
  delete(key: string): void
  clear(): void
}

/** A map that forgets what was not asked for during its last `limit` insertions. */
export function generations<V>(limit: number): Generations<V> {
  let young = new Map<string, V>()
  let old = new Map<string, V>()
  const set = (key: string, value: V): void => {
    young.set(key, value)
    if (young.size < limit) return
    old = young
    young = new Map()
  }
  return {
    set,
    get(key) {
      const found = young.get(key)
      if (found !== undefined) return found
      const older = old.get(key)
      if (older !== undefined) set(key, older)
      return older
    },
    delete(key) {
      young.delete(key)
      old.delete(key)
    },
    clear() {
      young = new Map()
      old = new Map()
    },
  }
}
