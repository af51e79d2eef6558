import { registerMerchants, registerPeople } from '../parties/index.ts'
import { transaction, type Ground, type Tx } from '../platform/index.ts'
import { idAt } from '@suanpan/kernel/ids'
import type { Run } from './runs.ts'
import { readHeld } from './stage.ts'

export type PartiesOptions = {
  /** Where the file does not name a merchant. */
  defaultMerchant: string
  feeBasisPoints: number
}

const PAGE_ROWS = 2_000
const CATEGORY = /^[a-z][a-z0-9_]{0,39}$/
const OTHER = 'other'

/** Registers everybody the staged purchases name and remembers which id each name means. */
export async function registerParties(
  ground: Ground,
  run: Run,
  options: PartiesOptions,
): Promise<{ people: number; merchants: number }> {
  const merchants = await registerAll(ground, run, {
    kind: 'merchant',
    register: (tx, found) => registerFoundMerchants(tx, run, { found, ...options }),
  })
  const people = await registerAll(ground, run, {
    kind: 'person',
    register: (tx, found) =>
      registerPeople(
        tx,
        ground,
        found.map(({ name, first }) => ({
          id: idAt('per', first, `${run.source}:person:${name}`),
          registeredAt: first,
          external: { source: run.source, reference: name },
        })),
      ),
  })
  return { people, merchants }
}

/** Categories are codes; what cannot be written as one is `other`. */
export function categoryCode(text: string): string {
  const code = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 40)
  return CATEGORY.test(code) ? code : OTHER
}

type Found = { name: string; category: string; first: Date }

async function registerAll(
  ground: Ground,
  run: Run,
  { kind, register }: { kind: Kind; register: (tx: Tx, found: Found[]) => Promise<string[]> },
): Promise<number> {
  let count = 0
  const text = `select ${kind} as name, min(category) as category, min(at) as first
    from import.rows where run = $1 group by ${kind} order by min(at), ${kind}`
  for await (const found of readHeld<Found>(ground.db, {
    text,
    values: [run.id],
    pageRows: PAGE_ROWS,
  })) {
    await transaction(ground.db, async (tx) => {
      const ids = await register(tx, found)
      await remember(tx, { run: run.id, kind, names: found.map(({ name }) => name), ids })
    })
    count += found.length
  }
  return count
}

type Kind = 'person' | 'merchant'

function registerFoundMerchants(
  tx: Tx,
  run: Run,
  { found, defaultMerchant, feeBasisPoints }: PartiesOptions & { found: Found[] },
): Promise<string[]> {
  return registerMerchants(
    tx,
    found.map(({ name, category, first }) => ({
      id: idAt('mer', first, `${run.source}:merchant:${name}`),
      registeredAt: first,
      name: name === '' ? defaultMerchant : name,
      category: categoryCode(category),
      feeBasisPoints,
    })),
  )
}

async function remember(
  tx: Tx,
  { run, kind, names, ids }: { run: string; kind: Kind; names: string[]; ids: string[] },
): Promise<void> {
  await tx.query(
    `insert into import.parties (run, kind, name, id)
     select $1, $2, * from unnest($3::text[], $4::text[]) on conflict do nothing`,
    [run, kind, names, ids],
  )
}
