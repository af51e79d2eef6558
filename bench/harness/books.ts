import { hash } from 'node:crypto'
import { derivedId, newId } from '@suanpan/kernel/ids'
import type { Posting } from '@suanpan/kernel/posting'
import { openBooks } from '../../server/ledger/index.ts'
import type { Books } from '../../server/ledger/index.ts'
import { loadConfig, openDb, openGround, systemClock } from '../../server/platform/index.ts'
import type { Db } from '../../server/platform/index.ts'
import type { Moved } from '../textbook.ts'
import type { Outcome } from './load.ts'
import type { Stage } from './stage.ts'

const ASSET = 'CNY/2'
const LEGS_A_POSTING = 64
const INTENT_BYTES = 16

/** Our books with numbered accounts, each of a person of its own, as the others have them. */
export type Ours = {
  db: Db
  books: Books
  transfer(id: string, moves: Moved[]): Promise<Outcome>
  close(): Promise<void>
}

/** Opens the accounts, in the database that the stage migrated. */
export async function openOurs(
  stage: Stage,
  { accounts, opening }: { accounts: number; opening: bigint },
): Promise<Ours> {
  const ours = attach(stage, stage.appUrl, accounts)
  await openAccounts(ours.books, accounts, opening)
  const owner = openDb({ url: stage.ownerUrl, max: 1, applicationName: 'bench' })
  await owner.query('vacuum analyze')
  await owner.close()
  return ours
}

/** Goes on with accounts that are open already. */
export function attach(stage: Stage, url: string, accounts: number): Ours {
  const db = openDb({ url, applicationName: 'suanpan' })
  const config = loadConfig({ SUANPAN_DATA: stage.workDir, LOG_LEVEL: 'warn' })
  const books = openBooks(openGround({ db, config }))
  const addresses = Array.from({ length: accounts }, (_, at) => addressOf(personOf(at)))
  return {
    db,
    books,
    async transfer(id, moves) {
      const verdict = await books.tryPost(transferOf(id, moves, addresses))
      return verdict.state === 'posted' ? 'done' : 'refused'
    },
    async close() {
      await books.close()
      await db.close()
    },
  }
}

const personOf = (at: number): string => derivedId('per', 'bench', String(at))
const addressOf = (person: string): string => `person:${person}:cny`

function transferOf(id: string, moves: Moved[], addresses: string[]): Posting {
  return {
    id,
    kind: 'bench.transfer',
    intent: intentOf(id),
    occurredAt: systemClock.now(),
    legs: moves.map(({ from, to, amount }) => ({
      from: { account: addresses[from] ?? '' },
      to: { account: addresses[to] ?? '' },
      amount,
    })),
  }
}

/** Stands for the hash of a request body. */
function intentOf(id: string): Uint8Array {
  return hash('sha256', id, 'buffer').subarray(0, INTENT_BYTES)
}

async function openAccounts(books: Books, accounts: number, amount: bigint): Promise<void> {
  const source = {
    account: 'equity:opening:cny',
    open: { asset: ASSET, chart: 'equity.opening', floor: null },
  }
  const postings: Promise<unknown>[] = []
  for (let first = 0; first < accounts; first += LEGS_A_POSTING) {
    const id = newId('top', systemClock.now())
    const length = Math.min(LEGS_A_POSTING, accounts - first)
    const legs = Array.from({ length }, (_, at) => {
      const holder = personOf(first + at)
      const open = { asset: ASSET, chart: 'person.money', holder }
      return { from: source, to: { account: addressOf(holder), open }, amount }
    })
    const intent = intentOf(id)
    postings.push(
      books.post({ id, kind: 'bench.opening', intent, occurredAt: systemClock.now(), legs }),
    )
  }
  await Promise.all(postings)
}
