import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { appendFile, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestContext } from 'node:test'
import { promisify } from 'node:util'
import { exportBooks } from '../../server/audit/index.ts'
import type { AuditedBooks } from '../../server/audit/index.ts'
import { streamBalances } from '../../server/ledger/index.ts'
import type { StandingBalance } from '../../server/ledger/index.ts'

const run = promisify(execFile)
const OUTPUT_BYTES_MAX = 256 * 1024 * 1024
const AFTER_EVERYTHING = '2999-12-31'

/** What a foreign program says about an export: its balances by our addresses, or its complaint. */
export type Opinion = { balances: Map<string, string> } | { complaint: string }

export type Auditor = {
  program: string
  examine(books: AuditedBooks, range?: { from?: string; to?: string }): Promise<Opinion>
}

export const auditors: readonly Auditor[] = [
  {
    program: 'hledger',
    examine: (books, range) => examine(books, { format: 'hledger', range, ask: askHledger }),
  },
  {
    program: 'ledger',
    examine: (books, range) => examine(books, { format: 'ledger', range, ask: askLedger }),
  },
  {
    program: 'bean-check',
    examine: (books, range) => examine(books, { format: 'beancount', range, ask: askBeancount }),
  },
]

/** Skips the test, saying so, where the program is not installed. */
export function needs(t: TestContext, program: string): boolean {
  const there = (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
  if (!there) t.skip(`${program} is not installed here: apt-get install hledger ledger beancount`)
  return there
}

/** Every account of the books in decimals, as a journal counts it: what is owed is negative. */
export async function balancesOf(books: AuditedBooks): Promise<Map<string, string>> {
  const balances = new Map<string, string>()
  for await (const each of streamBalances(books.ground.db, books.book)) {
    // An account that never moved is in no journal.
    if (each.version !== 0n) balances.set(each.address, decimals(each))
  }
  return balances
}

/** Programs leave out or write differently what is zero. */
export function zeroless(balances: Map<string, string>): Map<string, string> {
  return new Map(
    [...balances]
      .filter(([, amount]) => !/^-?0(\.0+)?$/.test(amount))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

type Ask = (file: string, books: AuditedBooks) => Promise<Opinion>

async function examine(
  books: AuditedBooks,
  of: {
    format: 'hledger' | 'ledger' | 'beancount'
    range: { from?: string; to?: string } | undefined
    ask: Ask
  },
): Promise<Opinion> {
  const folder = await mkdtemp(path.join(tmpdir(), 'suanpan-export-'))
  try {
    const name = path.join(folder, `books.${of.format}`)
    const file = await open(name, 'w')
    try {
      const write = async (text: string): Promise<void> => {
        await file.write(text)
      }
      await exportBooks(books, { format: of.format, ...of.range, write })
    } finally {
      await file.close()
    }
    return await of.ask(name, books)
  } catch (error) {
    if (error instanceof Error && 'stderr' in error && 'code' in error) {
      return { complaint: String(error.stderr) }
    }
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function askHledger(file: string): Promise<Opinion> {
  const args = ['-f', file, 'balance', '--flat', '-E', '-N', '-O', 'csv']
  const { stdout } = await run('hledger', args, { maxBuffer: OUTPUT_BYTES_MAX })
  const [, ...lines] = stdout.trim().split('\n')
  return balancesIn(lines.map((line) => line.slice(1, -1).split('","')))
}

async function askLedger(file: string): Promise<Opinion> {
  const args = ['--args-only', '-f', file, 'balance', '--flat', '-E', '--no-total']
  const { stdout } = await run(
    'ledger',
    [...args, '--balance-format', '%(account)\t%(display_total)\n'],
    { maxBuffer: OUTPUT_BYTES_MAX },
  )
  return balancesIn(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t')),
  )
}

/**
 * bean-check prints no balances; it is handed the database's own as directives of a later day, and
 * agrees when it has nothing to say.
 */
async function askBeancount(file: string, books: AuditedBooks): Promise<Opinion> {
  const balances = await balancesOf(books)
  const named = new Map<string, string>()
  for await (const each of streamBalances(books.ground.db, books.book)) {
    if (each.version !== 0n) named.set(each.address, beancountName(each))
  }
  const directives = Array.from(balances, ([address, amount]) => {
    const [name, commodity] = (named.get(address) ?? '').split(' ')
    return `${AFTER_EVERYTHING} balance ${name} ${amount} ~ 0 ${commodity}\n`
  })
  await appendFile(file, directives.join(''))
  await run('bean-check', ['--no-cache', file], { maxBuffer: OUTPUT_BYTES_MAX })
  return { balances }
}

/** Written here once more, by hand, so that the exporter's own mapping is not its only witness. */
function beancountName({ address, class: of, asset }: StandingBalance): string {
  const root = {
    asset: 'Assets',
    liability: 'Liabilities',
    income: 'Income',
    expense: 'Expenses',
    equity: 'Equity',
  }[of]
  const parts = address
    .split(':')
    .map((part) => (part[0] ?? '').toUpperCase() + part.slice(1).replaceAll('_', '-'))
  return `${[root, ...parts].join(':')} ${asset.split('/')[0]}`
}

function balancesIn(lines: readonly string[][]): Opinion {
  const balances = new Map<string, string>()
  for (const [account = '', amount = ''] of lines) {
    balances.set(account.slice(account.indexOf(':') + 1), amount.split(' ')[0] ?? '')
  }
  return { balances }
}

function decimals({ balance, asset }: StandingBalance): string {
  const scale = Number(asset.split('/')[1])
  const units = -(balance ?? 0n)
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  const cut = digits.length - scale
  return `${units < 0n ? '-' : ''}${digits.slice(0, cut)}${scale > 0 ? `.${digits.slice(cut)}` : ''}`
}
