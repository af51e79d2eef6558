import { halt, haltNow } from './cluster.ts'
import type { Place } from './place.ts'
import { alone, enter, leave } from './users.ts'

/** The databases that this process uses, and how often it started each. */
const occupied = new Map<string, { place: Place; times: number }>()

/**
 * Notes that this process uses the database, until the returned function is called; then the last
 * process that used it stops it.
 */
export function occupy(place: Place): () => Promise<void> {
  if (occupied.size === 0) listen()
  const entry = occupied.get(place.home) ?? { place, times: 0 }
  entry.times++
  occupied.set(place.home, entry)
  enter(place.home)
  let left: Promise<void> | undefined
  return () => (left ??= vacate(entry))
}

async function vacate(entry: { place: Place; times: number }): Promise<void> {
  entry.times--
  if (entry.times > 0) return
  const { place } = entry
  await alone(place.home, async () => {
    // Started again by this very process while the lock was awaited.
    if (entry.times > 0) return
    if (leave(place.home)) await halt(place)
  })
  if (entry.times === 0) occupied.delete(place.home)
  if (occupied.size === 0) unlisten()
}

function onExit(): void {
  for (const { place } of occupied.values()) {
    if (leave(place.home)) haltNow(place)
  }
}

function onSignal(signal: NodeJS.Signals): void {
  // Somebody else listens too: that is a graceful shutdown, which calls stop() when it is ready.
  if (process.listenerCount(signal) > 1) return
  onExit()
  occupied.clear()
  unlisten()
  process.kill(process.pid, signal)
}

function listen(): void {
  process.on('exit', onExit)
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}

function unlisten(): void {
  process.off('exit', onExit)
  process.off('SIGINT', onSignal)
  process.off('SIGTERM', onSignal)
}
