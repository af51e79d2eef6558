import { Refusal } from '@suanpan/contract/refusals'
import { phoneIndex } from '../identity/codes.ts'
import type { Records } from '../identity/my-records.ts'
import type { Ground } from '../../platform/index.ts'

export const SEALED_TABLE = 'parties.sealed_identities'
const WINDOW_MINUTES = 30

/** A closed wallet, of which no more is known without opening it. */
export type Sealed = {
  person: string
  closedAt: Date
  shredAt: Date
  /** False once the key was shredded. */
  readable: boolean
  /** Until when the asking operator may read it. */
  openUntil: Date | null
}

type Filter = {
  operator: string
  phone?: string
  person?: string
  before?: { closedAt: Date; person: string }
  limit: number
}

/** Closed wallets, the last closed first; by phone only whole, and only while it is not shredded. */
export async function listSealed(ground: Ground, filter: Filter): Promise<Sealed[]> {
  const { operator, phone, person, before, limit } = filter
  return ground.db.query<Sealed>(
    `select s.person, s.closed_at as "closedAt", s.shred_at as "shredAt",
       s.key is not null as readable,
       (select max(w.closes_at) from parties.sealed_windows w
        where w.person = s.person and w.operator = $1 and w.closes_at > $2) as "openUntil"
     from parties.sealed_identities s
     where ($3::bytea is null or s.phone_index = $3) and ($4::text is null or s.person = $4)
       and ($5::timestamptz is null or (s.closed_at, s.person) < ($5, $6::text))
     order by s.closed_at desc, s.person desc limit $7`,
    [
      operator,
      ground.clock.now(),
      phone === undefined ? null : phoneIndex(ground, phone),
      person ?? null,
      before?.closedAt ?? null,
      before?.person ?? '',
      limit,
    ],
  )
}

/** Refuses with `sealed_not_found {person}` and, after the retention, `sealed_shredded {shredAt}`. */
export async function getSealed(
  ground: Ground,
  { person, operator }: { person: string; operator: string },
): Promise<Sealed> {
  const [found] = await listSealed(ground, { person, operator, limit: 1 })
  if (!found) throw new Refusal('sealed_not_found', { person })
  if (!found.readable) {
    throw new Refusal('sealed_shredded', { shredAt: found.shredAt.toISOString() })
  }
  return found
}

/**
 * Opens a sealed wallet to one operator for half an hour, because another one agreed. Called again
 * under the same id it changes nothing.
 *
 * Refuses with `sealed_not_found {person}` and `sealed_shredded {shredAt}`.
 */
export async function openSealedWindow(
  ground: Ground,
  wanted: { id: string; person: string; operator: string; approval: string; caseNumber: string },
): Promise<{ closesAt: Date }> {
  const { id, person, operator, approval, caseNumber } = wanted
  await getSealed(ground, { person, operator })
  const at = ground.clock.now()
  await ground.db.query(
    `insert into parties.sealed_windows
       (id, person, operator, approval, case_number, opened_at, closes_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
    [
      id,
      person,
      operator,
      approval,
      caseNumber,
      at,
      new Date(at.getTime() + WINDOW_MINUTES * 60_000),
    ],
  )
  const [window] = await ground.db.query<{ closesAt: Date }>(
    'select closes_at as "closesAt" from parties.sealed_windows where id = $1',
    [id],
  )
  if (!window) throw new Error(`the window ${id} is gone right after it was opened`)
  return window
}

/**
 * Who it was, for the operator whose window is open; `note` writes the reading into the trail before
 * anything is answered.
 *
 * Refuses with `sealed_not_found {person}`, `sealed_shredded {shredAt}` and `sealed_closed`.
 */
export async function readSealed(
  ground: Ground,
  { person, operator }: { person: string; operator: string },
  note: (window: { approval: string; caseNumber: string }) => Promise<unknown>,
): Promise<Records> {
  await getSealed(ground, { person, operator })
  const [window] = await ground.db.query<{ approval: string; caseNumber: string }>(
    `select approval, case_number as "caseNumber" from parties.sealed_windows
     where person = $1 and operator = $2 and closes_at > $3 order by closes_at desc limit 1`,
    [person, operator, ground.clock.now()],
  )
  if (!window) throw new Refusal('sealed_closed')
  const [row] = await ground.db.query<{ key: Buffer | null; sealed: Buffer | null }>(
    'select key, content_sealed as sealed from parties.sealed_identities where person = $1',
    [person],
  )
  if (!row?.key || !row.sealed) throw new Refusal('sealed_not_found', { person })
  await note(window)
  const place = { table: SEALED_TABLE, column: 'content', row: person }
  // What `closeWallet` sealed.
  return JSON.parse(ground.crypter.decrypt(row.key, place, row.sealed)) as Records
}
