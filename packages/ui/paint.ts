import { palettes, type Mode } from './tokens.ts'

/** Puts the colours of a mode on the page as CSS variables: `inkSoft` becomes `--sp-ink-soft`. */
export function paintRoot(root: HTMLElement, mode: Mode): void {
  root.dataset['mode'] = mode
  root.style.colorScheme = mode
  for (const [name, value] of Object.entries(palettes[mode])) {
    if (typeof value !== 'string') continue
    root.style.setProperty(`--sp-${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, value)
  }
}
