import { posix } from 'node:path'
import { lineAt } from '../tree.ts'
import type { Offence, Rule, Tree } from '../tree.ts'

export const pinnedVersions: Rule = {
  promise: 'every dependency is pinned to one version',
  check: (tree) =>
    [...tree].flatMap(([file, text]) =>
      /(^|\/)package\.json$/.test(file) ? unpinned(file, text) : [],
    ),
}

export const links: Rule = {
  promise: 'every link between the documents leads somewhere',
  check: (tree) =>
    [...tree].flatMap(([file, text]) => (file.endsWith('.md') ? broken(tree, file, text) : [])),
}

function unpinned(file: string, text: string): Offence[] {
  const offences: Offence[] = []
  const described: unknown = JSON.parse(text)
  if (typeof described !== 'object' || described === null) return []
  for (const [group, wanted] of Object.entries(described)) {
    if (!/dependencies$/i.test(group) || group === 'peerDependencies') continue
    for (const [name, version] of Object.entries(wanted as Record<string, unknown>))
      if (typeof version !== 'string' || !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))
        offences.push({
          file,
          line: lineAt(text, text.indexOf(`"${name}"`)),
          say: `${name} is ${String(version)}: pin one version, so that every clone is the same`,
        })
  }
  return offences
}

function broken(tree: Tree, file: string, text: string): Offence[] {
  const prose = text.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, (code) =>
    code.replaceAll(/[^\n]/g, ' '),
  )
  return [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)].flatMap((hit) => {
    const link = hit[1] ?? ''
    if (/^[a-z][a-z+.-]*:/i.test(link)) return []
    const [path = '', anchor] = link.split('#')
    const target =
      path === '' ? file : posix.normalize(posix.join(posix.dirname(file), decodeURI(path)))
    const add = (say: string) => [{ file, line: lineAt(text, hit.index), say }]
    if (!exists(tree, target)) return add(`the link ${link} leads nowhere: correct or remove it`)
    const page = tree.get(target)
    if (anchor === undefined || page === undefined || !target.endsWith('.md')) return []
    if (anchorsOf(page).has(decodeURIComponent(anchor))) return []
    return add(`${target} has no heading #${anchor}: correct or remove it`)
  })
}

function exists(tree: Tree, path: string): boolean {
  if (tree.has(path)) return true
  const folder = path.replace(/\/$/, '') + '/'
  return path === '.' || [...tree.keys()].some((one) => one.startsWith(folder))
}

/** Anchors as code hosts make them from headings. */
function anchorsOf(page: string): Set<string> {
  const headings = page.replaceAll(/```[\s\S]*?```/g, '').match(/^#{1,6} .*$/gm) ?? []
  return new Set(
    headings.map((heading) =>
      heading
        .replace(/^#+ /, '')
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(/\s/g, '-'),
    ),
  )
}
