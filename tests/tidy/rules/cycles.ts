import { imports, sources } from '../source.ts'
import type { Offence, Rule } from '../tree.ts'

export const noCycles: Rule = {
  promise: 'no file imports itself through others',
  check(tree) {
    const graph = new Map<string, { to: string; line: number }[]>()
    for (const source of sources(tree))
      graph.set(
        source.path,
        imports(tree, source).flatMap(({ target, line }) =>
          target === undefined ? [] : [{ to: target, line }],
        ),
      )
    return ringsOf(graph)
  },
}

export const browserReach: Rule = {
  promise: 'what the browser loads imports nothing from Node',
  check(tree) {
    const offences: Offence[] = []
    const byPath = new Map(sources(tree).map((source) => [source.path, source]))
    const start = [...byPath.keys()].filter((path) => /^apps\/[^/]+\/src\//.test(path))
    const reached = new Set(start.filter((path) => byPath.get(path)?.isTest === false))
    for (const path of reached) {
      const source = byPath.get(path)
      for (const one of source === undefined ? [] : imports(tree, source)) {
        if (one.typeOnly) continue
        if (one.target !== undefined) reached.add(one.target)
        else if (one.specifier.startsWith('node:'))
          offences.push({
            file: path,
            line: one.line,
            say: `the browser loads this file, so it cannot import ${one.specifier}: move that part to a file only the server reads`,
          })
      }
    }
    return offences
  },
}

type Graph = ReadonlyMap<string, { to: string; line: number }[]>

/** Depth-first; an edge back to a file on the current path closes a ring, told once per ring. */
function ringsOf(graph: Graph): Offence[] {
  const offences: Offence[] = []
  const done = new Set<string>()
  const path: string[] = []
  const enter = (file: string): void => {
    path.push(file)
    for (const { to, line } of graph.get(file) ?? []) {
      const from = path.indexOf(to)
      if (from !== -1)
        offences.push({
          file,
          line,
          say: `import cycle ${[...path.slice(from), to].join(' → ')}: move what both need to a file below them`,
        })
      else if (!done.has(to)) enter(to)
    }
    path.pop()
    done.add(file)
  }
  for (const file of graph.keys()) if (!done.has(file)) enter(file)
  return offences
}
