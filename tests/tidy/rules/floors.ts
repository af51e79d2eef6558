import { packagesForApps, roomOf, rooms, sideDoorsForTests } from '../house.ts'
import type { Room } from '../house.ts'
import { imports, isTestFile, sources } from '../source.ts'
import type { Import } from '../source.ts'
import type { Offence, Rule, Tree } from '../tree.ts'

export const floors: Rule = {
  promise: 'calls only go down, and rooms of one floor do not know each other',
  check: (tree) => everyImport(tree, wrongFloor),
}

export const frontDoors: Rule = {
  promise: 'a room is entered only through its front door',
  check: (tree) => [...everyImport(tree, sideEntrance), ...everyImport(tree, wholesale)],
}

export const roomsAreListed: Rule = {
  promise: 'every room stands in tests/tidy/house.ts and has a front door and a README',
  check(tree) {
    const offences: Offence[] = []
    const folders = new Set<string>()
    for (const { path } of sources(tree)) {
      const folder = /^(server|packages|apps)\/[^/]+(?=\/)/.exec(path)?.[0]
      if (folder !== undefined && folder !== 'server/migrations') folders.add(folder)
    }
    for (const folder of folders) {
      const room = rooms.find((one) => one.folder === folder)
      const say = (file: string, sentence: string) =>
        offences.push({ file, line: 1, say: sentence })
      if (room === undefined) {
        say(folder, `the room ${folder} has no floor: give it a line in tests/tidy/house.ts`)
        continue
      }
      if (room.door === 'index.ts' && !tree.has(`${folder}/index.ts`))
        say(`${folder}/index.ts`, 'the room has no front door: export what others may use here')
      if (folder.startsWith('server/') && room.floor < 8 && !tree.has(`${folder}/README.md`))
        say(`${folder}/README.md`, 'the room has no README: say what it promises in 40 lines')
    }
    return offences
  },
}

type Judge = (from: string, to: Import & { target: string }) => string | undefined

function everyImport(tree: Tree, judge: Judge): Offence[] {
  const offences: Offence[] = []
  for (const source of sources(tree))
    for (const one of imports(tree, source)) {
      if (one.target === undefined) continue
      const say = judge(source.path, { ...one, target: one.target })
      if (say !== undefined) offences.push({ file: source.path, line: one.line, say })
    }
  return offences
}

function wrongFloor(from: string, { target }: { target: string }): string | undefined {
  const here = roomOf(from)
  const there = roomOf(target)
  if (here === undefined || there === undefined || here === there) return undefined
  // A test composes rooms as a program does; nothing that runs depends on it.
  if (isTestFile(from) && here.folder.startsWith('server/')) return undefined
  if (here.folder.startsWith('apps/') && !packagesForApps.includes(there.folder))
    return `an app stands on ${packagesForApps.join(', ')} only: reach ${target} over HTTP through packages/client`
  if (there.floor > here.floor)
    return `upstairs import: ${named(here)} calls ${named(there)}; emit a letter and let ${there.folder} subscribe, or take the value as an argument`
  if (there.floor === here.floor)
    return `neighbours: ${named(here)} knows ${named(there)}; let a room above call both, or send a letter`
  return undefined
}

const named = (room: Room): string => `${room.folder} (floor ${room.floor})`

function sideEntrance(from: string, { target }: { target: string }): string | undefined {
  const there = roomOf(target)
  if (there === undefined || there === roomOf(from) || there.door === 'every file') return undefined
  if (target === `${there.folder}/index.ts` || there.windows?.includes(target)) return undefined
  if (isTestFile(from) && sideDoorsForTests.includes(target)) return undefined
  return `side entrance: import from ${there.folder}/index.ts and export there what is missing`
}

function wholesale(
  from: string,
  { passedOn, names }: { passedOn: boolean; names: string[] },
): string | undefined {
  const room = roomOf(from)
  if (room === undefined || from !== `${room.folder}/index.ts` || !passedOn) return undefined
  return names.includes('*')
    ? 'a front door says by name what it offers: list the names'
    : undefined
}
