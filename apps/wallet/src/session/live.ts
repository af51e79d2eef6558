import { useSyncExternalStore } from 'react'

let open = false
const watchers = new Set<() => void>()

/** Told by the stream of alerts: whether it stands. */
export function setLive(now: boolean): void {
  open = now
  watchers.forEach((watcher) => watcher())
}

/** True while news comes by itself, so that pages need not ask for it. */
export function useLive(): boolean {
  return useSyncExternalStore(watch, () => open)
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
