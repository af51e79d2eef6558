import { Refusal } from '@suanpan/contract/refusals'
import { derivedId, newId } from '@suanpan/kernel/ids'
import { transaction, type Ground, type Tx } from '../platform/index.ts'
import { getPerson, normalName, normalPhone, PEOPLE_TABLE, type Person } from './people.ts'

export type Registration = {
  /** Made when absent. */
  id?: string
  registeredAt: Date
  name?: string
  phone?: string
  external?: { source: string; reference: string }
  /** Sixteen bytes over what the caller asked for; with an `id` that the caller chose. */
  intent?: Uint8Array
}

/**
 * Registers people, thousands in one statement. Who is known already, by id or by source and
 * reference, is left as they are.
 *
 * @returns the id of each row, in order, known before or not; letters `person.registered` go out
 * for the new ones
 */
export async function registerPeople(
  tx: Tx,
  ground: Ground,
  rows: Registration[],
): Promise<string[]> {
  if (rows.length === 0) return []
  const sealed = rows.map((row) => sealRow(ground, row))
  const inserted = await tx.query<{ id: string }>({
    name: 'parties.register_people',
    text: `insert into parties.people
             (id, registered_at, source, reference, key, name_sealed, phone_sealed,
              name_index, phone_index, intent)
           select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::bytea[],
             $6::bytea[], $7::bytea[], $8::bytea[], $9::bytea[], $10::bytea[])
           on conflict do nothing
           returning id`,
    values: [
      sealed.map((row) => row.id),
      sealed.map((row) => row.registeredAt),
      sealed.map((row) => row.source),
      sealed.map((row) => row.reference),
      sealed.map((row) => row.key),
      sealed.map((row) => row.name),
      sealed.map((row) => row.phone),
      sealed.map((row) => row.nameIndex),
      sealed.map((row) => row.phoneIndex),
      sealed.map((row) => row.intent),
    ],
  })
  const isNew = new Set(inserted.map((row) => row.id))
  for (const row of sealed) if (isNew.has(row.id)) announce(tx, row)
  if (isNew.size === sealed.length) return sealed.map((row) => row.id)
  const known = await idsByReference(tx, sealed)
  return sealed.map((row) => known.get(externalKey(row.source, row.reference)) ?? row.id)
}

/**
 * Registers one person for a caller who chose the id, so that asking again answers the same person.
 *
 * Refuses with `external_id_taken {source, reference}` and, for the same id with another intent,
 * `id_used_with_other_content {id}`.
 */
export async function registerPerson(
  ground: Ground,
  row: Registration & { id: string },
): Promise<{ person: Person; replayed: boolean }> {
  const replayed = await transaction(ground.db, async (tx) => {
    const [known] = await tx.query<{ intent: Buffer | null }>(
      'select intent from parties.people where id = $1',
      [row.id],
    )
    if (known) {
      if (Buffer.compare(known.intent ?? Buffer.alloc(0), row.intent ?? Buffer.alloc(0)) !== 0) {
        throw new Refusal('id_used_with_other_content', { id: row.id })
      }
      return true
    }
    const [id] = await registerPeople(tx, ground, [row])
    if (id !== row.id) throw new Refusal('external_id_taken', { ...row.external })
    return false
  })
  const person = await getPerson(ground, row.id)
  if (person === undefined) throw new Error(`person ${row.id} is gone right after registration`)
  return { person, replayed }
}

type SealedRow = {
  id: string
  registeredAt: Date
  source: string | null
  reference: string | null
  key: Buffer | null
  name: Buffer | null
  phone: Buffer | null
  nameIndex: Buffer | null
  phoneIndex: Buffer | null
  intent: Uint8Array | null
}

function sealRow({ crypter }: Ground, row: Registration): SealedRow {
  const id = row.id ?? newId('per', row.registeredAt)
  const personal = row.name !== undefined || row.phone !== undefined
  const key = personal ? crypter.newKey({ table: PEOPLE_TABLE, row: id }) : null
  const seal = (column: string, text: string | undefined): Buffer | null =>
    key === null || text === undefined
      ? null
      : crypter.encrypt(key, { table: PEOPLE_TABLE, column, row: id }, text)
  const phone = row.phone === undefined ? undefined : normalPhone(row.phone)
  return {
    id,
    registeredAt: row.registeredAt,
    source: row.external?.source ?? null,
    reference: row.external?.reference ?? null,
    key,
    name: seal('name', row.name),
    phone: seal('phone', phone),
    nameIndex:
      row.name === undefined ? null : crypter.blindIndex('person.name', normalName(row.name)),
    phoneIndex: phone === undefined ? null : crypter.blindIndex('person.phone', phone),
    intent: row.intent ?? null,
  }
}

function announce(tx: Tx, row: SealedRow): void {
  tx.emit({
    id: derivedId('ltr', row.id, 'person.registered'),
    type: 'person.registered',
    party: row.id,
    at: row.registeredAt,
    body: {
      person: row.id,
      ...(row.source === null ? {} : { source: row.source }),
      registeredAt: row.registeredAt.toISOString(),
    },
  })
}

async function idsByReference(tx: Tx, rows: SealedRow[]): Promise<Map<string, string>> {
  const external = rows.filter((row) => row.source !== null)
  const found = await tx.query<{ id: string; source: string; reference: string }>({
    name: 'parties.ids_by_reference',
    text: `select p.id, p.source, p.reference
           from unnest($1::text[], $2::text[]) as wanted (source, reference)
           join parties.people p using (source, reference)`,
    values: [external.map((row) => row.source), external.map((row) => row.reference)],
  })
  return new Map(found.map((row) => [externalKey(row.source, row.reference), row.id]))
}

function externalKey(source: string | null, reference: string | null): string {
  return source === null ? '' : `${source}\u0000${reference}`
}
