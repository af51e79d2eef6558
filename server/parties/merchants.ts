import { Refusal } from '@suanpan/contract/refusals'
import { newId } from '@suanpan/kernel/ids'
import { recordAct, type Origin } from '../oversight/index.ts'
import { transaction, type Ground, type Tx } from '../platform/index.ts'

/** Somebody who accepts payments. */
export type Merchant = {
  id: string
  registeredAt: Date
  name: string
  category: string
  /** 60 is 0.60 %. */
  feeBasisPoints: number
  active: boolean
}

export type MerchantFilter = {
  /** Only these. */
  ids?: readonly string[]
  search?: string
  category?: string
  active?: boolean
  before?: { registeredAt: Date; id: string }
  limit: number
}

type MerchantRow = {
  id: string
  registered_at: Date
  name: string
  category: string
  fee_basis_points: number
  active: boolean
}

const COLUMNS = 'id, registered_at, name, category, fee_basis_points, active'

export async function getMerchant(ground: Ground, id: string): Promise<Merchant | undefined> {
  const [row] = await ground.db.query<MerchantRow>({
    name: 'parties.get_merchant',
    text: `select ${COLUMNS} from parties.merchants where id = $1`,
    values: [id],
  })
  return row && merchantOf(row)
}

/** Several merchants at once; who is not there is absent from the map. */
export async function getMerchants(ground: Ground, ids: string[]): Promise<Map<string, Merchant>> {
  if (ids.length === 0) return new Map()
  const rows = await ground.db.query<MerchantRow>({
    name: 'parties.get_merchants',
    text: `select ${COLUMNS} from parties.merchants where id = any($1)`,
    values: [ids],
  })
  return new Map(rows.map((row) => [row.id, merchantOf(row)]))
}

/** Newest first; the search looks for a part of the name or the beginning of the id. */
export async function listMerchants(ground: Ground, filter: MerchantFilter): Promise<Merchant[]> {
  const where: string[] = []
  const values: unknown[] = []
  const bind = (value: unknown): string => `$${values.push(value)}`
  if (filter.search !== undefined) {
    const wanted = filter.search.trim().replace(/[\\%_]/g, '\\$&')
    where.push(`(name ilike ${bind(`%${wanted}%`)} or id like ${bind(`${wanted}%`)})`)
  }
  if (filter.ids !== undefined) where.push(`id = any(${bind(filter.ids)})`)
  if (filter.category !== undefined) where.push(`category = ${bind(filter.category)}`)
  if (filter.active !== undefined) where.push(`active = ${bind(filter.active)}`)
  if (filter.before) {
    const { registeredAt, id } = filter.before
    where.push(`(registered_at, id) < (${bind(registeredAt)}::timestamptz, ${bind(id)}::text)`)
  }
  const rows = await ground.db.query<MerchantRow>(
    `select ${COLUMNS} from parties.merchants
     ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
     order by registered_at desc, id desc limit ${bind(filter.limit)}`,
    values,
  )
  return rows.map(merchantOf)
}

export async function countMerchants(ground: Ground): Promise<number> {
  const [row] = await ground.db.query<{ count: bigint }>('select count(*) from parties.merchants')
  return Number(row?.count ?? 0n)
}

export type MerchantRegistration = {
  id?: string
  registeredAt: Date
  name: string
  category: string
  feeBasisPoints: number
  intent?: Uint8Array
}

/** Registers merchants in one statement; an id that is known already is left as it is. */
export async function registerMerchants(tx: Tx, rows: MerchantRegistration[]): Promise<string[]> {
  const ids = rows.map((row) => row.id ?? newId('mer', row.registeredAt))
  await tx.query({
    name: 'parties.register_merchants',
    text: `insert into parties.merchants
             (id, registered_at, name, category, fee_basis_points, intent)
           select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::int4[],
             $6::bytea[])
           on conflict do nothing`,
    values: [
      ids,
      rows.map((row) => row.registeredAt),
      rows.map((row) => row.name),
      rows.map((row) => row.category),
      rows.map((row) => row.feeBasisPoints),
      rows.map((row) => row.intent ?? null),
    ],
  })
  return ids
}

/**
 * Registers one merchant for a caller who chose the id.
 *
 * Refuses with `id_used_with_other_content {id}` when the id came with another intent.
 */
export async function registerMerchant(
  ground: Ground,
  row: MerchantRegistration & { id: string },
): Promise<{ merchant: Merchant; replayed: boolean }> {
  return transaction(ground.db, async (tx) => {
    const read = (): Promise<(MerchantRow & { intent: Buffer | null })[]> =>
      tx.query(`select ${COLUMNS}, intent from parties.merchants where id = $1`, [row.id])
    const [known] = await read()
    if (!known) await registerMerchants(tx, [row])
    const [found] = known ? [known] : await read()
    if (!found) throw new Error(`merchant ${row.id} is gone right after registration`)
    if (Buffer.compare(found.intent ?? Buffer.alloc(0), row.intent ?? Buffer.alloc(0)) !== 0) {
      throw new Refusal('id_used_with_other_content', { id: row.id })
    }
    return { merchant: merchantOf(found), replayed: known !== undefined }
  })
}

export type MerchantChange = {
  name?: string | undefined
  category?: string | undefined
  feeBasisPoints?: number | undefined
  active?: boolean | undefined
}

type MerchantChanging = {
  id: string
  change: MerchantChange
  by: string
  row?: string
  origin?: Origin
}

/**
 * Changes a merchant and remembers who did it and what it was before.
 *
 * @param input.row chosen by a caller who may come again: then nothing more happens
 *
 * Refuses with `merchant_not_found {merchant}`.
 */
export async function changeMerchant(
  ground: Ground,
  { id, change, by, row: given, origin }: MerchantChanging,
): Promise<Merchant> {
  return transaction(ground.db, async (tx) => {
    const [row] = await tx.query<MerchantRow>(
      `select ${COLUMNS} from parties.merchants where id = $1 for update`,
      [id],
    )
    if (!row) throw new Refusal('merchant_not_found', { merchant: id })
    const was = merchantOf(row)
    const at = ground.clock.now()
    const changeId = given ?? newId('chg', at)
    const done = await tx.query('select from parties.merchant_changes where id = $1', [changeId])
    if (done.length > 0) return was
    const became: Merchant = {
      ...was,
      name: change.name ?? was.name,
      category: change.category ?? was.category,
      feeBasisPoints: change.feeBasisPoints ?? was.feeBasisPoints,
      active: change.active ?? was.active,
    }
    await tx.query(
      `update parties.merchants
       set name = $2, category = $3, fee_basis_points = $4, active = $5 where id = $1`,
      [id, became.name, became.category, became.feeBasisPoints, became.active],
    )
    await tx.query(
      `insert into parties.merchant_changes (id, merchant, at, by, was, became)
       values ($1, $2, $3, $4, $5, $6)`,
      [changeId, id, at, by, JSON.stringify(was), JSON.stringify(became)],
    )
    await recordAct(tx, ground, {
      actor: { kind: 'operator', id: by },
      action: 'merchant.change',
      subject: id,
      before: told(was),
      after: told(became),
      ...(origin && { origin }),
    })
    return became
  })
}

/** A merchant is a company: its name is not personal, and who reads the trail knows it by that. */
function told({ name, category, feeBasisPoints, active }: Merchant) {
  return { name, category, feeBasisPoints, active }
}

function merchantOf(row: MerchantRow): Merchant {
  return {
    id: row.id,
    registeredAt: row.registered_at,
    name: row.name,
    category: row.category,
    feeBasisPoints: row.fee_basis_points,
    active: row.active,
  }
}
