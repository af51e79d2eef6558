import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A repository in memory: path from the root → text (empty for files that are not text). */
export type Tree = ReadonlyMap<string, string>

/** What a rule found: where, and a sentence saying what to do. */
export type Offence = { file: string; line: number; say: string }

export type Rule = {
  /** The promise that holds when there is no offence. */
  promise: string
  check(tree: Tree): Offence[]
}

const SKIPPED = new Set(['node_modules', 'dist', '.git', '.suanpan', 'coverage'])
const TEXT = /\.(ts|tsx|js|mjs|cjs|json|md|sql|css|html|ya?ml)$/

export function readTree(root: string): Tree {
  const tree = new Map<string, string>()
  const walk = (folder: string): void => {
    for (const item of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? item.name : `${folder}/${item.name}`
      if (SKIPPED.has(item.name)) continue
      if (item.isDirectory()) walk(path)
      else if (item.isFile())
        tree.set(path, TEXT.test(path) ? readFileSync(join(root, path), 'utf8') : '')
    }
  }
  walk('')
  return tree
}

/** A made-up repository for a rule's own test. */
export function treeOf(files: Record<string, string>): Tree {
  return new Map(Object.entries(files))
}

/** One offence a line, as an editor understands it: `file:line: sentence`. */
export function report(offences: Offence[]): string {
  return offences
    .map(({ file, line, say }) => `${file}:${line}: ${say}`)
    .sort()
    .join('\n')
}

/** The 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1))
    line++
  return line
}
