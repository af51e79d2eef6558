import { home } from './en/home.ts'
import { parts } from './en/parts.ts'
import { shell } from './en/shell.ts'
import type { Key } from './zh.ts'

export const en: Record<Key, string> = { ...shell, ...parts, ...home }
