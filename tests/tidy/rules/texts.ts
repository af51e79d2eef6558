import { posix } from 'node:path'
import ts from 'typescript'
import { lineOf, sources, walk } from '../source.ts'
import type { Source } from '../source.ts'
import type { Offence, Rule, Tree } from '../tree.ts'

const CJK = /\p{Script=Han}/u
const APP_SOURCE = /^apps\/[^/]+\/src\//
/**
 * A dictionary is a file in a folder i18n (zh.ts beside en.ts, or zh/… beside en/…), or a file
 * texts.ts of a small page with both languages in each row.
 */
const DICTIONARY = /\/i18n\/|\/texts\.ts$/

export const textsInDictionaries: Rule = {
  promise: 'no screen carries Chinese text outside the dictionaries',
  check: (tree) =>
    appSources(tree)
      .filter(({ path }) => !DICTIONARY.test(path))
      .flatMap((source) => {
        const offences: Offence[] = []
        walk(source.ast, (node) => {
          if (!isText(node) || !CJK.test(node.text)) return
          const say = `"${node.text.trim()}" is text on a screen: give it a key in the i18n dictionaries, in both languages`
          offences.push({ file: source.path, line: lineOf(source, node), say })
        })
        return offences
      }),
}

export const bothLanguages: Rule = {
  promise: 'the Chinese and the English dictionary have the same keys',
  check: (tree) =>
    appSources(tree)
      .filter(({ path }) => DICTIONARY.test(path))
      .flatMap(parity(tree)),
}

function appSources(tree: Tree): Source[] {
  return sources(tree).filter(({ path, isTest }) => APP_SOURCE.test(path) && !isTest)
}

type Text =
  ts.JsxText | ts.StringLiteralLike | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail

function isText(node: ts.Node): node is Text {
  return (
    ts.isJsxText(node) ||
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node)
  )
}

function parity(tree: Tree): (source: Source) => Offence[] {
  return (source) => {
    const offences = pairsInside(source)
    const twinPath = twinOf(source.path)
    if (twinPath === undefined) return offences
    const twin = sources(tree).find(({ path }) => path === twinPath)
    if (twin === undefined)
      return [...offences, { file: source.path, line: 1, say: `has no counterpart ${twinPath}` }]
    const there = keysOf(twin)
    for (const [key, line] of keysOf(source))
      if (!there.has(key))
        offences.push({ file: source.path, line, say: `${key} is missing in ${twinPath}` })
    return offences
  }
}

function twinOf(path: string): string | undefined {
  const swap = (part: string): string =>
    part.replace(/^(zh|en)(?=$|\.|-)/, (one) => (one === 'zh' ? 'en' : 'zh'))
  const twin = path.split('/').map(swap).join('/')
  return twin === path ? undefined : posix.normalize(twin)
}

/** Dotted paths of the leaves of every object literal in a dictionary, with their lines. */
function keysOf(source: Source): Map<string, number> {
  const keys = new Map<string, number>()
  const collect = (object: ts.ObjectLiteralExpression, prefix: string): void => {
    for (const one of object.properties) {
      if (!ts.isPropertyAssignment(one)) continue
      const key = prefix + propertyName(one)
      if (ts.isObjectLiteralExpression(one.initializer)) collect(one.initializer, `${key}.`)
      else keys.set(key, lineOf(source, one))
    }
  }
  walk(source.ast, (node) => {
    if (ts.isObjectLiteralExpression(node) && !insideObject(node)) collect(node, '')
  })
  return keys
}

function insideObject(node: ts.Node): boolean {
  for (let up = node.parent; up !== undefined && !ts.isSourceFile(up); up = up.parent)
    if (ts.isObjectLiteralExpression(up)) return true
  return false
}

/** A dictionary may also keep both languages in one row: `{ zh, en }`; then neither is missing. */
function pairsInside(source: Source): Offence[] {
  const offences: Offence[] = []
  walk(source.ast, (node) => {
    if (!ts.isObjectLiteralExpression(node)) return
    const keys = node.properties.filter(ts.isPropertyAssignment).map(propertyName)
    const [zh, en] = [keys.includes('zh'), keys.includes('en')]
    if (zh !== en)
      offences.push({
        file: source.path,
        line: lineOf(source, node),
        say: `has ${zh ? 'zh without en' : 'en without zh'}: say it in both languages`,
      })
  })
  return offences
}

function propertyName(one: ts.PropertyAssignment): string {
  return ts.isStringLiteralLike(one.name) ? one.name.text : one.name.getText()
}
