import { useSyncExternalStore } from 'react'
import type { Mode } from '@suanpan/ui'

export type Language = 'zh' | 'en'
export type ModeChoice = Mode | 'system'
export type Preferences = { language: Language; mode: ModeChoice }

const STORAGE_KEY = 'suanpan.console.preferences'
const DEFAULTS: Preferences = { language: 'zh', mode: 'system' }

const listeners = new Set<() => void>()
const systemDark = window.matchMedia('(prefers-color-scheme: dark)')
let current = read()
systemDark.addEventListener('change', () => notify())

/** What this person chose for this browser: language and light or dark. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current)
}

/** The mode to draw in now, with `system` resolved. */
export function useMode(): Mode {
  return useSyncExternalStore(subscribe, () => resolvedMode())
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(current))
  } catch {
    // A browser that forbids storage still gets its choice until the page is closed.
  }
  notify()
}

export function currentLanguage(): Language {
  return current.language
}

function resolvedMode(): Mode {
  if (current.mode !== 'system') return current.mode
  return systemDark.matches ? 'dark' : 'light'
}

function read(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null')
    if (typeof stored !== 'object' || stored === null) return DEFAULTS
    const { language, mode } = stored as Partial<Record<keyof Preferences, unknown>>
    return {
      language: language === 'en' ? 'en' : 'zh',
      mode: mode === 'light' || mode === 'dark' ? mode : 'system',
    }
  } catch {
    return DEFAULTS
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function notify(): void {
  for (const listener of listeners) listener()
}
