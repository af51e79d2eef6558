import { posix } from 'node:path'
import ts from 'typescript'
import { talkers, wallClocks } from '../house.ts'
import { lineOf, sources, walk } from '../source.ts'
import type { Source } from '../source.ts'
import { lineAt } from '../tree.ts'
import type { Offence, Rule } from '../tree.ts'

export const bannedCalls: Rule = {
  promise: 'nobody reads the wall clock, rolls unseeded dice or prints where the log should speak',
  check: (tree) => sources(tree).flatMap((source) => judged(source, bannedCall)),
}

export const bannedTypes: Rule = {
  promise: 'no `any`, and no comment that silences the compiler',
  check: (tree) =>
    sources(tree).flatMap((source) => [
      ...judged(source, (node) =>
        node.kind === ts.SyntaxKind.AnyKeyword
          ? '`any` switches the checking off: use unknown and narrow it'
          : undefined,
      ),
      ...commentsOf(source)
        .filter(({ text }) => /@ts-(ignore|expect-error|nocheck)/.test(text))
        .map(({ line }) => ({
          file: source.path,
          line,
          say: 'a silenced compiler error: make the types true instead',
        })),
    ]),
}

export const leftovers: Rule = {
  promise: 'nothing is left for later: no leftover marks and no test that runs alone',
  check: (tree) => [
    ...sources(tree).flatMap((source) => [
      ...judged(source, (node) =>
        ts.isPropertyAccessExpression(node) &&
        node.name.text === 'only' &&
        ['test', 'it', 'describe', 'suite'].includes(node.expression.getText())
          ? `${node.getText()} silences every other test of the file: remove it`
          : undefined,
      ),
      ...commentsOf(source)
        .filter(({ text }) => MARK.test(text))
        .map(({ line, text }) => mark(source.path, line, text)),
    ]),
    ...[...tree].flatMap(([path, text]) =>
      path.endsWith('.sql')
        ? [...text.matchAll(/--.*$/gm)]
            .filter(([comment]) => MARK.test(comment))
            .map((hit) => mark(path, lineAt(text, hit.index), hit[0]))
        : [],
    ),
  ],
}

export const names: Rule = {
  promise: 'every file is named after what it holds',
  check: (tree) =>
    [...tree.keys()]
      .filter((path) => VAGUE.test(posix.basename(path)))
      .map((file) => ({
        file,
        line: 1,
        say: 'the name says nothing: name the file after the noun or the verb in it',
      })),
}

const MARK = /\b(FIXME|TODO|XXX)\b/
const VAGUE = /^(utils?|helpers?|common|misc)\.(ts|tsx|js|mjs|css)$/i

function mark(file: string, line: number, text: string): Offence {
  const word = MARK.exec(text)?.[0] ?? ''
  return { file, line, say: `leftover ${word}: do it now, or write it down in docs/decisions` }
}

function judged(source: Source, judge: (node: ts.Node, source: Source) => string | undefined) {
  const offences: Offence[] = []
  walk(source.ast, (node) => {
    const say = judge(node, source)
    if (say !== undefined) offences.push({ file: source.path, line: lineOf(source, node), say })
  })
  return offences
}

function bannedCall(node: ts.Node, { path }: Source): string | undefined {
  const clockSay = 'reads the wall clock: take the clock as an argument, so that tests can tick it'
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date')
    return (node.arguments?.length ?? 0) === 0 && !wallClocks.includes(path)
      ? `new Date() ${clockSay}`
      : undefined
  if (!ts.isPropertyAccessExpression(node)) return undefined
  const called = node.getText()
  if (called === 'Date.now' && !wallClocks.includes(path)) return `Date.now() ${clockSay}`
  if (called === 'Math.random')
    return 'Math.random cannot be seeded: use randomBytes for secrets and a seeded generator elsewhere'
  if (node.expression.getText() === 'console' && !talkers.some((one) => path.startsWith(one)))
    return `${called} prints past the log: use ground.log, or process.stdout in a command`
  return undefined
}

type Comment = { line: number; text: string }

/** Comments hang on tokens; strings and JSX text that look like comments are not asked. */
function commentsOf(source: Source): Comment[] {
  const seen = new Map<number, Comment>()
  const tokens = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.JsxText) return
    for (const range of ts.getLeadingCommentRanges(source.text, node.pos) ?? [])
      seen.set(range.pos, {
        line: lineAt(source.text, range.pos + 1),
        text: source.text.slice(range.pos, range.end),
      })
    for (const range of ts.getTrailingCommentRanges(source.text, node.end) ?? [])
      seen.set(range.pos, {
        line: lineAt(source.text, range.pos + 1),
        text: source.text.slice(range.pos, range.end),
      })
    for (const child of node.getChildren(source.ast)) tokens(child)
  }
  if (/FIXME|TODO|XXX|@ts-/.test(source.text)) tokens(source.ast)
  return [...seen.values()]
}
