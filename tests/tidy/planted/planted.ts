import type { Rule } from '../tree.ts'

/** An offence planted in a made-up repository: what is wrong, where it is said, and the same mended. */
export type Planted = {
  rule: Rule
  title: string
  files: Record<string, string>
  at: string
  says: RegExp
  /** Files that mend it; an empty text takes the file away. */
  mended: Record<string, string>
}

/** A repository of one file. */
export const one = (path: string, text: string): Record<string, string> => ({ [path]: text })
