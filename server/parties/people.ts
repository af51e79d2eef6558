import type { Ground } from '../platform/index.ts'

/** Somebody who holds money and points. Everything but the id is optional. */
export type Person = {
  id: string
  registeredAt: Date
  name?: string
  phone?: string
  /** Verified by a code. */
  email?: string
  external?: { source: string; reference: string }
}

export type PeopleFilter = {
  /** A whole name or phone, or the beginning of an id or of an external reference. */
  search?: string
  source?: string
  /** Only these. */
  ids?: string[]
  /** All but these. */
  exceptIds?: string[]
  registeredFrom?: Date
  registeredUntil?: Date
  before?: { registeredAt: Date; id: string }
  limit: number
}

/** The row as it lies in the table; `personOf` opens it. */
export type PersonRow = {
  id: string
  registered_at: Date
  source: string | null
  reference: string | null
  key: Buffer | null
  name_sealed: Buffer | null
  phone_sealed: Buffer | null
  email_sealed: Buffer | null
}

export const PEOPLE_TABLE = 'parties.people'
const COLUMNS = 'id, registered_at, source, reference, key, name_sealed, phone_sealed, email_sealed'

const TWO_CHARACTER_SURNAMES = [
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '司徒',
]

/** A person by id. */
export async function getPerson(ground: Ground, id: string): Promise<Person | undefined> {
  const [row] = await ground.db.query<PersonRow>({
    name: 'parties.get_person',
    text: `select ${COLUMNS} from parties.people where id = $1`,
    values: [id],
  })
  return row && personOf(ground, row)
}

/** Several people at once; who is not there is absent from the map. */
export async function getPeople(ground: Ground, ids: string[]): Promise<Map<string, Person>> {
  if (ids.length === 0) return new Map()
  const rows = await ground.db.query<PersonRow>({
    name: 'parties.get_people',
    text: `select ${COLUMNS} from parties.people where id = any($1)`,
    values: [ids],
  })
  return new Map(rows.map((row) => [row.id, personOf(ground, row)]))
}

/** Newest first. Names and phones are sealed, so they are found by their blind index: whole or not at all. */
export async function listPeople(ground: Ground, filter: PeopleFilter): Promise<Person[]> {
  const where: string[] = []
  const values: unknown[] = []
  const bind = (value: unknown): string => `$${values.push(value)}`
  if (filter.search !== undefined) where.push(searchCondition(ground, filter.search, bind))
  if (filter.source !== undefined) where.push(`source = ${bind(filter.source)}`)
  if (filter.ids !== undefined) where.push(`id = any(${bind(filter.ids)})`)
  if (filter.exceptIds !== undefined) where.push(`id <> all(${bind(filter.exceptIds)})`)
  if (filter.registeredFrom) where.push(`registered_at >= ${bind(filter.registeredFrom)}`)
  if (filter.registeredUntil) where.push(`registered_at < ${bind(filter.registeredUntil)}`)
  if (filter.before) {
    const { registeredAt, id } = filter.before
    where.push(`(registered_at, id) < (${bind(registeredAt)}::timestamptz, ${bind(id)}::text)`)
  }
  const rows = await ground.db.query<PersonRow>(
    `select ${COLUMNS} from parties.people
     ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
     order by registered_at desc, id desc limit ${bind(filter.limit)}`,
    values,
  )
  return rows.map((row) => personOf(ground, row))
}

/**
 * Whom a phone belongs to: whoever opened a wallet with it, else the only person who is known by it.
 * Where an import brought several people with one number, none of them is meant.
 */
export async function findPersonByPhone(
  ground: Ground,
  phone: string,
): Promise<Person | undefined> {
  const rows = await ground.db.query<PersonRow & { registered: boolean }>({
    name: 'parties.find_person_by_phone',
    text: `select ${COLUMNS}, exists (
             select from parties.identities i
             where i.person = p.id and i.phone_index = $1 and i.closed_at is null) as registered
           from parties.people p where phone_index = $1
           order by registered desc limit 2`,
    values: [ground.crypter.blindIndex('person.phone', normalPhone(phone))],
  })
  const [first, second] = rows
  return first && (first.registered || !second) ? personOf(ground, first) : undefined
}

export async function countPeople(ground: Ground): Promise<number> {
  const [row] = await ground.db.query<{ count: bigint }>('select count(*) from parties.people')
  return Number(row?.count ?? 0n)
}

/** Keeps the last four digits: enough to recognise a number, not enough to call it. */
export function maskPhone(phone: string): string {
  return phone.slice(0, -4).replace(/[0-9]/g, '*') + phone.slice(-4)
}

/**
 * The name as a stranger may see it before paying: the surname hidden, as in `*小月` and `Alice *`.
 */
export function maskName(name: string): string {
  const whole = name.trim()
  if (!/^\p{Script=Han}/u.test(whole)) return whole.replace(/\S+$/u, '*') || '*'
  const surname = TWO_CHARACTER_SURNAMES.some((known) => whole.startsWith(known)) ? 2 : 1
  return '*' + [...whole].slice(surname).join('')
}

/**
 * Whether somebody typed the surname that `maskName` hides. A name of one word is its own surname.
 */
export function surnameIs(name: string, typed: string): boolean {
  const whole = normalName(name)
  const shown = normalName(maskName(name))
  const surname = shown.startsWith('*')
    ? whole.slice(0, whole.length - (shown.length - 1))
    : whole.slice(shown.length - 1)
  return surname !== '' && surname === normalName(typed)
}

/** One spelling a number, so that equal phones have equal blind indexes. */
export function normalPhone(phone: string): string {
  return phone.replace(/[\s()-]/g, '').replace(/^(\+86|0086)(?=1[0-9]{10}$)/, '')
}

export function normalName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}

function searchCondition(ground: Ground, search: string, bind: (value: unknown) => string): string {
  const wanted = search.trim()
  const nameIndex = ground.crypter.blindIndex('person.name', normalName(wanted))
  const either = [`name_index = ${bind(nameIndex)}`]
  const phone = normalPhone(wanted)
  if (/^\+?[0-9]{5,15}$/.test(phone)) {
    either.push(`phone_index = ${bind(ground.crypter.blindIndex('person.phone', phone))}`)
  }
  const beginning = bind(`${wanted.replace(/[\\%_]/g, '\\$&')}%`)
  either.push(`reference like ${beginning}`)
  if (/^per_[0-9a-z]*$/.test(wanted)) either.push(`id like ${beginning}`)
  return `(${either.join(' or ')})`
}

function personOf({ crypter }: Ground, row: PersonRow): Person {
  const open = (column: string, sealed: Buffer | null): string | undefined =>
    row.key === null || sealed === null
      ? undefined
      : crypter.decrypt(row.key, { table: PEOPLE_TABLE, column, row: row.id }, sealed)
  const name = open('name', row.name_sealed)
  const phone = open('phone', row.phone_sealed)
  const email = open('email', row.email_sealed)
  return {
    id: row.id,
    registeredAt: row.registered_at,
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
    ...(row.source === null || row.reference === null
      ? {}
      : { external: { source: row.source, reference: row.reference } }),
  }
}
