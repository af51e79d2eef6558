import { posix } from 'node:path'
import ts from 'typescript'
import { roomOf, rooms } from '../house.ts'
import { lineOf, sources, walk } from '../source.ts'
import { lineAt } from '../tree.ts'
import type { Offence, Rule, Tree } from '../tree.ts'

const FOLDER = 'server/migrations/'
const NAME = /^(\d{4})_([a-z]+)_?([a-z0-9_]*)\.sql$/
const schemas = rooms.flatMap(({ schema }) => schema ?? [])

export const tableSentences: Rule = {
  promise: 'every table has the sentence above it that says what it guarantees',
  check: (tree) =>
    migrations(tree).flatMap(([file, text]) => {
      const rows = text.split('\n')
      return rows.flatMap((row, at) => {
        const name = /^\s*create (?:unlogged )?table (?:if not exists )?([\w."]+)/i.exec(row)?.[1]
        if (name === undefined || /partition of/i.test(row)) return []
        const above = rows[at - 1]?.trim() ?? ''
        if (/^-- .*[.。]$/.test(above)) return []
        const say = `${name} has no sentence: write "-- what it guarantees." on the line above`
        return [{ file, line: at + 1, say }]
      })
    }),
}

export const migrationNames: Rule = {
  promise: 'migrations are numbered without a gap and named after their room',
  check: (tree) =>
    migrations(tree).flatMap(([file], at) => {
      const wanted = String(at + 1).padStart(4, '0')
      const [, number, room] = NAME.exec(posix.basename(file)) ?? []
      if (number === undefined || room === undefined)
        return [{ file, line: 1, say: 'name it NNNN_room_what.sql' }]
      if (number !== wanted)
        return [{ file, line: 1, say: `its number should be ${wanted}: numbers have no gap` }]
      if (!schemas.includes(room))
        return [{ file, line: 1, say: `${room} is no room with a schema in tests/tidy/house.ts` }]
      return []
    }),
}

export const ownSchemas: Rule = {
  promise: "a room's SQL names only its own schema",
  check: (tree) => [...migrations(tree).flatMap(foreignInMigration), ...foreignInCode(tree)],
}

function migrations(tree: Tree): [string, string][] {
  return [...tree]
    .filter(([path]) => path.startsWith(FOLDER) && path.endsWith('.sql'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

function foreignInMigration([file, text]: [string, string]): Offence[] {
  const own = NAME.exec(posix.basename(file))?.[2]
  const bare = text.replaceAll(/--.*$/gm, (comment) => ' '.repeat(comment.length))
  return namedSchemas(bare, 'on|schema|function|procedure|execute')
    .filter(({ schema }) => schema !== own)
    .map(({ schema, at }) => ({ file, line: lineAt(text, at), say: foreign(schema) }))
}

function foreignInCode(tree: Tree): Offence[] {
  const offences: Offence[] = []
  for (const source of sources(tree)) {
    const room = roomOf(source.path)
    if (source.isTest || room === undefined || !source.path.startsWith('server/')) continue
    walk(source.ast, (node) => {
      if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return
      const text = node.getText(source.ast)
      if (!/\b(select|insert|update|delete|truncate|lock|alter|create)\b/i.test(text)) return
      for (const { schema, at } of namedSchemas(text, 'schema'))
        if (schema !== room.schema)
          offences.push({
            file: source.path,
            line: lineOf(source, node) + lineAt(text, at) - 1,
            say: foreign(schema),
          })
    })
  }
  return offences
}

/** Schemas in the places where SQL expects a relation; an alias elsewhere is not one. */
function namedSchemas(sql: string, also: string): { schema: string; at: number }[] {
  const places = `from|join|into|update|only|table|references|truncate|using|${also}`
  const named = new RegExp(`\\b(?:${places})\\s+"?(${schemas.join('|')})"?\\s*\\.\\s*"?\\w`, 'gi')
  return [...sql.matchAll(named)].map((hit) => ({
    schema: (hit[1] ?? '').toLowerCase(),
    at: hit.index + hit[0].length - 1,
  }))
}

const foreign = (schema: string): string =>
  `names the schema of server/${schema}: ask that room through its front door`
