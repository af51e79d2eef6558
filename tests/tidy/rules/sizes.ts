import { posix } from 'node:path'
import ts from 'typescript'
import {
  FILE_LINES_MAX,
  FUNCTION_LINES_MAX,
  generated,
  PARAMETERS_MAX,
  README_LINES_MAX,
  ROOM_FILES_MAX,
  ROOM_README_LINES_MAX,
} from '../house.ts'
import { lineOf, sources, walk } from '../source.ts'
import type { Source } from '../source.ts'
import type { Offence, Rule } from '../tree.ts'

export const fileSizes: Rule = {
  promise: `no source file is longer than ${FILE_LINES_MAX} lines`,
  check: (tree) =>
    sources(tree)
      .filter(({ path, text }) => !generated(path) && lines(text) > FILE_LINES_MAX)
      .map(({ path, text }) => ({
        file: path,
        line: FILE_LINES_MAX + 1,
        say: `${lines(text)} lines, at most ${FILE_LINES_MAX}: move a noun or a verb to a file of its own`,
      })),
}

export const functionSizes: Rule = {
  promise: `no function is longer than ${FUNCTION_LINES_MAX} lines or takes more than ${PARAMETERS_MAX} parameters`,
  check: (tree) =>
    sources(tree)
      .filter(({ path }) => !generated(path))
      .flatMap(functionsOf),
}

export const roomSizes: Rule = {
  promise: `no folder of a room holds more than ${ROOM_FILES_MAX} source files`,
  check(tree) {
    const folders = new Map<string, number>()
    for (const { path, isTest } of sources(tree))
      if (!isTest && !generated(path) && /^(server|packages|apps)\//.test(path))
        folders.set(posix.dirname(path), (folders.get(posix.dirname(path)) ?? 0) + 1)
    return [...folders]
      .filter(([, count]) => count > ROOM_FILES_MAX)
      .map(([folder, count]) => ({
        file: folder,
        line: 1,
        say: `${count} files, at most ${ROOM_FILES_MAX}: this is two rooms, or a room with a subfolder`,
      }))
  },
}

export const readmeSizes: Rule = {
  promise: `a README has at most ${README_LINES_MAX} lines, a room's at most ${ROOM_README_LINES_MAX}`,
  check: (tree) =>
    [...tree].flatMap(([path, text]) => {
      if (!/(^|\/)README(\.[a-z]+)?\.md$/.test(path)) return []
      const max = path.startsWith('server/') ? ROOM_README_LINES_MAX : README_LINES_MAX
      if (lines(text) <= max) return []
      const say = `${lines(text)} lines, at most ${max}: move the rest to docs/ and link it`
      return [{ file: path, line: max + 1, say }]
    }),
}

function lines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
}

function functionsOf(source: Source): Offence[] {
  const offences: Offence[] = []
  walk(source.ast, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return
    const line = lineOf(source, node)
    const add = (say: string) => offences.push({ file: source.path, line, say })
    const name = nameOf(node)
    if (node.parameters.length > PARAMETERS_MAX)
      add(
        `${name} takes ${node.parameters.length} parameters, at most ${PARAMETERS_MAX}: pass an options object`,
      )
    const last = source.ast.getLineAndCharacterOfPosition(node.getEnd()).line + 1
    const long = last - line + 1
    // A test's callback is a story and may take its time.
    if (long > FUNCTION_LINES_MAX && !(source.isTest && ts.isCallExpression(node.parent)))
      add(
        `${name} has ${long} lines, at most ${FUNCTION_LINES_MAX}: give a step of it a name of its own`,
      )
  })
  return offences
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name !== undefined) return node.name.getText()
  if (ts.isVariableDeclaration(node.parent) || ts.isPropertyAssignment(node.parent))
    return node.parent.name.getText()
  return 'this function'
}
