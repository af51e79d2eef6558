import ts from 'typescript'
import { generated, publicSurface, roomOf } from '../house.ts'
import { imports, lineOf, sources, walk } from '../source.ts'
import type { Source } from '../source.ts'
import type { Offence, Rule, Tree } from '../tree.ts'

export const usedExports: Rule = {
  promise: 'nothing is exported that nobody uses',
  check(tree) {
    const used = namesImported(tree)
    return sources(tree).flatMap((source) => {
      const { path, isTest } = source
      if (isTest || generated(path) || publicSurface.includes(path) || isEntry(path)) return []
      const door = isFrontDoor(path)
      return exportsOf(source)
        .filter(({ name }) => !publicSurface.includes(`${path}#${name}`))
        .filter(
          ({ name }) => used.get(path)?.has(name) !== true && used.get(path)?.has('*') !== true,
        )
        .filter(
          ({ name, shape }) =>
            !(door ? shape || shapeBehind(tree, path, name) : usedInside(source, name)),
        )
        .map(({ name, line }) => offence(path, line, name, door))
    })
  },
}

function offence(file: string, line: number, name: string, door: boolean): Offence {
  const say = door
    ? `the front door offers ${name} and nobody takes it: remove it, or list it as public surface in tests/tidy/house.ts`
    : `${name} is exported and used nowhere: remove it`
  return { file, line, say }
}

/** Files a program or a tool starts from: their exports are called by name from outside. */
function isEntry(path: string): boolean {
  return /(^|\/)(vite|playwright)\.config\.ts$/.test(path)
}

function isFrontDoor(path: string): boolean {
  const room = roomOf(path)
  return room !== undefined && path === `${room.folder}/index.ts`
}

/** For each file the names others take from it; what a front door passes on counts as taken. */
function namesImported(tree: Tree): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>()
  for (const source of sources(tree))
    for (const { target, names } of imports(tree, source)) {
      if (target === undefined) continue
      const known = used.get(target) ?? new Set()
      for (const name of names) known.add(name)
      used.set(target, known)
    }
  return used
}

type Export = {
  name: string
  line: number
  /** A type: no value that could lie unused. */ shape: boolean
}

function exportsOf(source: Source): Export[] {
  const found: Export[] = []
  const add = (name: string, node: ts.Node, shape: boolean) =>
    found.push({ name, line: lineOf(source, node), shape })
  for (const node of source.ast.statements) {
    if (ts.isExportDeclaration(node) && node.exportClause !== undefined) {
      if (!ts.isNamedExports(node.exportClause)) continue
      for (const one of node.exportClause.elements)
        add(one.name.text, one, node.isTypeOnly || one.isTypeOnly)
    } else if (isExported(node)) {
      if (ts.isVariableStatement(node))
        for (const { name } of node.declarationList.declarations) add(name.getText(), name, false)
      else if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node))
        add(node.name.text, node, true)
      else if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node))
        add(isDefault(node) ? 'default' : (node.name?.text ?? 'default'), node, false)
    }
  }
  return found
}

function modifiersOf(node: ts.Node): readonly ts.Modifier[] {
  return (ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined) ?? []
}
const isExported = (node: ts.Node): boolean =>
  modifiersOf(node).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
const isDefault = (node: ts.Node): boolean =>
  modifiersOf(node).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)

/** A front door passes types on so that callers can name what its functions take and give. */
function shapeBehind(tree: Tree, door: string, name: string): boolean {
  const source = sources(tree).find(({ path }) => path === door)
  if (source === undefined) return false
  return imports(tree, source).some(({ passedOn, names, target }) => {
    if (!passedOn || !names.includes(name) || target === undefined) return false
    const origin = sources(tree).find(({ path }) => path === target)
    return origin !== undefined && exportsOf(origin).some((one) => one.name === name && one.shape)
  })
}

/** Mentioned again in its own file: the export gives a name to what another export takes or gives. */
function usedInside(source: Source, name: string): boolean {
  let mentions = 0
  walk(source.ast, (node) => {
    if (ts.isIdentifier(node) && node.text === name) mentions++
  })
  return mentions > 1
}
