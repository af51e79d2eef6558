import ts from 'typescript'
import { lineOf, sources, walk } from '../source.ts'
import type { Source } from '../source.ts'
import type { Offence, Rule, Tree } from '../tree.ts'

const REFUSALS = 'packages/contract/refusals.ts'
/** Tables of refusals by subject, which the table above takes in. */
const REFUSAL_TABLES = /^packages\/contract\/refusals\/[a-z-]+\.ts$/
const REFUSALS_PAGE = 'docs/reference/refusals.md'
const LETTERS = 'packages/contract/letters.ts'
const LETTERS_PAGE = 'docs/reference/letters.md'
const CJK = /\p{Script=Han}/u

export const refusalCodes: Rule = {
  promise: 'every refusal code speaks both languages, is used, and is documented',
  check(tree) {
    const source = sources(tree).find(({ path }) => path === REFUSALS)
    if (source === undefined) return [missing(REFUSALS)]
    const page = tree.get(REFUSALS_PAGE) ?? ''
    const spoken = wordsInCode(tree)
    return refusalRows(tree).flatMap(({ file, key, line, value }) => {
      const add = (say: string): Offence => ({ file, line, say: `${key} ${say}` })
      const { zh, en } = textsOf(value)
      const offences: Offence[] = []
      if (zh === undefined || !CJK.test(zh)) offences.push(add('has no Chinese sentence: add zh'))
      if (en === undefined || en === '' || CJK.test(en))
        offences.push(add('has no English sentence: add en'))
      if (placeholders(zh) !== placeholders(en))
        offences.push(add('names other details in zh than in en: use the same {placeholders}'))
      if (!spoken.has(key)) offences.push(add('is refused nowhere: use it or remove it'))
      if (!page.includes(`\`${key}\``))
        offences.push(add(`is not documented: add \`${key}\` to ${REFUSALS_PAGE}`))
      return offences
    })
  },
}

export const refusalPage: Rule = {
  promise: 'the page of refusals names no code that does not exist',
  check(tree) {
    const source = sources(tree).find(({ path }) => path === REFUSALS)
    if (source === undefined) return [missing(REFUSALS)]
    const codes = new Set(refusalRows(tree).map(({ key }) => key))
    return (tree.get(REFUSALS_PAGE) ?? '').split('\n').flatMap((text, at) => {
      const key = /^(?:\| |#+ |- )`([a-z][a-z0-9_]+)`/.exec(text)?.[1]
      if (key === undefined || codes.has(key)) return []
      return [{ file: REFUSALS_PAGE, line: at + 1, say: `${key} is no refusal code: remove it` }]
    })
  },
}

export const letterTypes: Rule = {
  promise: 'every letter type is documented in both languages',
  check(tree) {
    const source = sources(tree).find(({ path }) => path === LETTERS)
    if (source === undefined) return [missing(LETTERS)]
    const page = tree.get(LETTERS_PAGE) ?? ''
    return tableOf(source, 'letters').flatMap(({ key, line }) => {
      const add = (say: string) => [{ file: LETTERS, line, say: `${key} ${say}` }]
      const told = paragraphAbout(page, key)
      if (told === undefined) return add(`is not documented: add \`${key}\` to ${LETTERS_PAGE}`)
      if (!CJK.test(told)) return add(`is documented without Chinese in ${LETTERS_PAGE}`)
      if (!/[a-z]{2,} [a-z]{2,}/i.test(told.replaceAll(/`[^`]*`/g, '')))
        return add(`is documented without English in ${LETTERS_PAGE}`)
      return []
    })
  },
}

function missing(file: string): Offence {
  return { file, line: 1, say: 'the table is missing: tests/tidy reads it' }
}

function refusalRows(tree: Tree): (Row & { file: string })[] {
  return sources(tree)
    .filter(({ path }) => path === REFUSALS || REFUSAL_TABLES.test(path))
    .flatMap((source) =>
      tableOf(source, source.path === REFUSALS ? 'refusals' : undefined).map((row) => ({
        file: source.path,
        ...row,
      })),
    )
}

type Row = { key: string; line: number; value: ts.ObjectLiteralExpression }

/**
 * The rows of `export const <name> = { code: { … } }`, also behind `satisfies` and `as const`; of
 * every such table of the file where no name is given.
 */
function tableOf(source: Source, name: string | undefined): Row[] {
  const rows: Row[] = []
  walk(source.ast, (node) => {
    if (!ts.isVariableDeclaration(node)) return
    if (name !== undefined && node.name.getText() !== name) return
    const table = bare(node.initializer)
    if (table === undefined || !ts.isObjectLiteralExpression(table)) return
    for (const one of table.properties) {
      if (!ts.isPropertyAssignment(one)) continue
      const value = bare(one.initializer)
      if (value !== undefined && ts.isObjectLiteralExpression(value))
        rows.push({ key: keyOf(one), line: lineOf(source, one), value })
    }
  })
  return rows
}

function bare(node: ts.Expression | undefined): ts.Expression | undefined {
  if (node === undefined) return undefined
  if (
    ts.isSatisfiesExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isParenthesizedExpression(node)
  )
    return bare(node.expression)
  const [first] = ts.isCallExpression(node) ? node.arguments : []
  return first === undefined ? node : bare(first)
}

function keyOf(property: ts.PropertyAssignment): string {
  return ts.isStringLiteralLike(property.name) ? property.name.text : property.name.getText()
}

function textsOf(row: ts.ObjectLiteralExpression): { zh?: string; en?: string } {
  const texts: Record<string, string> = {}
  for (const one of row.properties)
    if (ts.isPropertyAssignment(one)) {
      const value = flat(one.initializer)
      if (value !== undefined) texts[keyOf(one)] = value
    }
  return texts
}

/** A string, also one that is added up over several lines. */
function flat(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isBinaryExpression(node)) return undefined
  const [left, right] = [flat(node.left), flat(node.right)]
  return left === undefined || right === undefined ? undefined : left + right
}

function placeholders(text = ''): string {
  const found = [...text.matchAll(/\{\w+(:\w+)?\}/g)].map(([one]) => one)
  return [...new Set(found)].sort().join(' ')
}

/** String values of the code itself: tests, types and the table do not count as use. */
function wordsInCode(tree: Tree): Set<string> {
  const words = new Set<string>()
  for (const source of sources(tree)) {
    if (source.isTest || source.path === REFUSALS || REFUSAL_TABLES.test(source.path)) continue
    walk(source.ast, (node) => {
      if (ts.isStringLiteralLike(node) && !ts.isLiteralTypeNode(node.parent)) words.add(node.text)
    })
  }
  return words
}

/** The table row or the section that the name opens. */
function paragraphAbout(page: string, key: string): string | undefined {
  const rows = page.split('\n')
  const at = rows.findIndex((row) => row.includes(`\`${key}\``))
  const row = rows[at]
  if (row === undefined || row.startsWith('|')) return row
  const rest = rows.slice(at + 1)
  const end = rest.findIndex((one) => one.startsWith('#') || one.startsWith('- `'))
  return [row, ...rest.slice(0, end === -1 ? rest.length : end)].join('\n')
}
