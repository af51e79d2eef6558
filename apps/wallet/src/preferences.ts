import { useSyncExternalStore } from 'react'
import type { Mode } from '@suanpan/ui'

export type Language = 'zh' | 'en'
export type ModeChoice = Mode | 'system'
export type TextSize = 'standard' | 'large' | 'largest'

export type Preferences = {
  language: Language
  mode: ModeChoice
  textSize: TextSize
  /** Elder mode: the largest text, larger keys, and only what is used every day. */
  elder: boolean
  /** Balances are dots until somebody taps the eye. */
  hideMoney: boolean
}

const STORAGE_KEY = 'suanpan.wallet.preferences'
const DEFAULTS: Preferences = {
  language: 'zh',
  mode: 'system',
  textSize: 'standard',
  elder: false,
  hideMoney: false,
}
const SCALES: Record<TextSize, number> = { standard: 1, large: 1.15, largest: 1.3 }

const listeners = new Set<() => void>()
const systemDark = window.matchMedia('(prefers-color-scheme: dark)')
let current = read()
systemDark.addEventListener('change', () => notify())

/** What this person chose for this phone. */
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

/** How much larger than standard the text is drawn. */
export function textScale({ textSize, elder }: Preferences): number {
  return elder ? SCALES.largest : SCALES[textSize]
}

function resolvedMode(): Mode {
  if (current.mode !== 'system') return current.mode
  return systemDark.matches ? 'dark' : 'light'
}

function read(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null')
    if (typeof stored !== 'object' || stored === null) return DEFAULTS
    const { language, mode, textSize, elder, hideMoney } = stored as Partial<
      Record<keyof Preferences, unknown>
    >
    return {
      language: language === 'en' ? 'en' : 'zh',
      mode: mode === 'light' || mode === 'dark' ? mode : 'system',
      textSize: textSize === 'large' || textSize === 'largest' ? textSize : 'standard',
      elder: elder === true,
      hideMoney: hideMoney === true,
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
