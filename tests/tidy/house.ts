/**
 * The house of Suanpan, as `tests/tidy` checks it.
 *
 * A new room gets one line here. Calls only go down: a room imports rooms with a smaller floor, and
 * only through their front door. Rooms with the same floor do not know each other.
 */
export type Room = {
  /** The folder, from the root of the repository. */
  folder: string
  floor: number
  /** The files others may import; every other file is the room's own business. */
  door: 'index.ts' | 'every file'
  /** Further files that others may import, where the front door would bring too much along. */
  windows?: readonly string[]
  /** The PostgreSQL schema that the room's SQL names, and no other room's. */
  schema?: string
}

export const rooms: readonly Room[] = [
  { folder: 'packages/kernel', floor: -2, door: 'every file' },
  { folder: 'packages/contract', floor: -1, door: 'every file' },
  { folder: 'packages/client', floor: 0, door: 'index.ts' },
  // The page that verifies receipts does without React.
  {
    folder: 'packages/ui',
    floor: 0,
    door: 'index.ts',
    windows: ['packages/ui/format.ts', 'packages/ui/paint.ts'],
  },
  { folder: 'server/platform', floor: 0, door: 'index.ts', schema: 'platform' },
  { folder: 'server/ledger', floor: 1, door: 'index.ts', schema: 'ledger' },
  { folder: 'server/oversight', floor: 1, door: 'index.ts', schema: 'oversight' },
  { folder: 'server/messages', floor: 1, door: 'index.ts', schema: 'messages' },
  { folder: 'server/parties', floor: 2, door: 'index.ts', schema: 'parties' },
  { folder: 'server/audit', floor: 2, door: 'index.ts', schema: 'audit' },
  { folder: 'server/banking', floor: 3, door: 'index.ts', schema: 'banking' },
  { folder: 'server/wallet', floor: 4, door: 'index.ts', schema: 'wallet' },
  { folder: 'server/notices', floor: 4, door: 'index.ts', schema: 'notices' },
  { folder: 'server/points', floor: 4, door: 'index.ts', schema: 'points' },
  { folder: 'server/care', floor: 6, door: 'index.ts', schema: 'care' },
  { folder: 'server/door', floor: 7, door: 'index.ts', schema: 'door' },
  { folder: 'server/import', floor: 7, door: 'index.ts', schema: 'import' },
  { folder: 'server/demo', floor: 7, door: 'index.ts', schema: 'demo' },
  // Programs compose rooms; nothing imports them.
  { folder: 'server/commands', floor: 8, door: 'every file' },
  { folder: 'server', floor: 8, door: 'every file' },
  { folder: 'apps/console', floor: 9, door: 'every file' },
  { folder: 'apps/wallet', floor: 9, door: 'every file' },
]

/** The browser's apps stand on these alone. */
export const packagesForApps: readonly string[] = [
  'packages/client',
  'packages/ui',
  'packages/contract',
  'packages/kernel',
]

/** What a test outside a room may import from it besides the front door. */
export const sideDoorsForTests: readonly string[] = ['server/platform/testing.ts']

/** The only places that may read the machine's clock. */
export const wallClocks: readonly string[] = [
  'server/platform/clock.ts',
  'apps/wallet/src/data/clock.ts',
]

/** Where a line on the terminal is the purpose. */
export const talkers: readonly string[] = ['scripts/', 'bench/', 'server/commands/']

/**
 * Exports that are offered to readers outside this repository, or to a tool that finds them by
 * convention, and so need no importer here: `path` or `path#name`.
 */
/** The parts of the wallet are there for its pages to come. */
const walletParts: readonly string[] = [
  'apps/wallet/src/data/queries.ts',
  'apps/wallet/src/i18n/index.ts',
  'apps/wallet/src/parts/act/ConfirmSheet.tsx',
  'apps/wallet/src/parts/act/Result.tsx',
  'apps/wallet/src/parts/act/PinField.tsx',
  'apps/wallet/src/parts/act/proof.tsx',
  'apps/wallet/src/parts/money/AmountField.tsx',
  'apps/wallet/src/parts/money/Money.tsx',
  'apps/wallet/src/parts/money/QrCode.tsx',
  'apps/wallet/src/parts/money/typed.ts',
  'apps/wallet/src/parts/page/Field.tsx',
  'apps/wallet/src/parts/page/Page.tsx',
  'apps/wallet/src/parts/page/Rows.tsx',
  'apps/wallet/src/parts/page/Choice.tsx',
  'apps/wallet/src/parts/state/Loaded.tsx',
  'apps/wallet/src/parts/state/say.ts',
  'apps/wallet/src/parts/time/When.tsx',
  'apps/wallet/src/parts/time/dates.ts',
]

export const publicSurface: readonly string[] = ['packages/client/index.ts', ...walletParts]

/** Machine-made files: sizes and unused exports are not their reader's concern. */
export const generated = (path: string): boolean => /\.generated\.tsx?$/.test(path)

export const FILE_LINES_MAX = 400
export const FUNCTION_LINES_MAX = 70
export const PARAMETERS_MAX = 4
export const ROOM_FILES_MAX = 15
export const README_LINES_MAX = 120
export const ROOM_README_LINES_MAX = 40

/** The room a file lives in: the longest folder that holds it, so `server` is the last resort. */
export function roomOf(path: string): Room | undefined {
  return rooms
    .filter((room) => path.startsWith(room.folder + '/'))
    .sort((a, b) => b.folder.length - a.folder.length)[0]
}
