import { posix } from 'node:path'
import ts from 'typescript'
import type { Tree } from './tree.ts'

/** A TypeScript file of the tree, parsed once. */
export type Source = { path: string; text: string; ast: ts.SourceFile; isTest: boolean }

export type Import = {
  specifier: string
  /** The file it leads to, when that file is part of the repository. */
  target: string | undefined
  line: number
  /** Imported names; `*` when the whole module is taken. */
  names: string[]
  typeOnly: boolean
  /** `export … from`: the names are passed on rather than used. */
  passedOn: boolean
}

const parsed = new WeakMap<Tree, Source[]>()

/** Every .ts and .tsx file of the tree. */
export function sources(tree: Tree): Source[] {
  const known = parsed.get(tree)
  if (known !== undefined) return known
  const made: Source[] = []
  for (const [path, text] of tree) {
    if (!/\.tsx?$/.test(path) || path.endsWith('.d.ts')) continue
    const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
    const ast = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind)
    made.push({ path, text, ast, isTest: isTestFile(path) })
  }
  parsed.set(tree, made)
  return made
}

export function isTestFile(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || path.startsWith('tests/')
}

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

export function lineOf(source: Source, node: ts.Node): number {
  return source.ast.getLineAndCharacterOfPosition(node.getStart(source.ast)).line + 1
}

const importsOf = new WeakMap<Source, Import[]>()

/** Static imports, `export … from` and `import('…')` with a literal. */
export function imports(tree: Tree, source: Source): Import[] {
  const known = importsOf.get(source)
  if (known !== undefined) return known
  const found: Import[] = []
  const add = (
    at: ts.Node,
    specifier: string,
    rest: Omit<Import, 'specifier' | 'target' | 'line'>,
  ) =>
    found.push({
      specifier,
      target: resolve(tree, source.path, specifier),
      line: lineOf(source, at),
      ...rest,
    })
  walk(source.ast, (node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node, node.moduleSpecifier.text, { ...clauseNames(node.importClause), passedOn: false })
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      if (!ts.isStringLiteral(node.moduleSpecifier)) return
      const names =
        node.exportClause !== undefined && ts.isNamedExports(node.exportClause)
          ? node.exportClause.elements.map((one) => (one.propertyName ?? one.name).text)
          : ['*']
      add(node, node.moduleSpecifier.text, { names, typeOnly: node.isTypeOnly, passedOn: true })
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [to] = node.arguments
      if (to !== undefined && ts.isStringLiteralLike(to))
        add(node, to.text, { names: ['*'], typeOnly: false, passedOn: false })
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      const to = node.argument.literal
      if (ts.isStringLiteral(to))
        add(node, to.text, { names: ['*'], typeOnly: true, passedOn: false })
    }
  })
  importsOf.set(source, found)
  return found
}

function clauseNames(clause: ts.ImportClause | undefined): { names: string[]; typeOnly: boolean } {
  if (clause === undefined) return { names: [], typeOnly: false }
  const names = clause.name === undefined ? [] : ['default']
  const bindings = clause.namedBindings
  if (bindings !== undefined && ts.isNamespaceImport(bindings)) names.push('*')
  let typed = clause.phaseModifier === ts.SyntaxKind.TypeKeyword
  if (bindings !== undefined && ts.isNamedImports(bindings)) {
    for (const one of bindings.elements) names.push((one.propertyName ?? one.name).text)
    const all = bindings.elements.length > 0 && bindings.elements.every((one) => one.isTypeOnly)
    typed ||= all && clause.name === undefined
  }
  return { names, typeOnly: typed }
}

/** The file of the tree that a specifier means; undefined for packages from outside. */
export function resolve(tree: Tree, from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) {
    const path = posix.normalize(posix.join(posix.dirname(from), specifier))
    return tree.has(path) ? path : undefined
  }
  const own = /^@suanpan\/([a-z]+)(?:\/(.+))?$/.exec(specifier)
  if (own === null) return undefined
  const [, name = '', sub = 'index'] = own
  const folder = ['packages', 'apps'].map((top) => `${top}/${name}`).concat(name)
  return folder.map((one) => `${one}/${sub.replace(/\.ts$/, '')}.ts`).find((path) => tree.has(path))
}
