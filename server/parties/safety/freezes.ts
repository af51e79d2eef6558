import { Refusal } from '@suanpan/contract/refusals'
import type { FreezeCategory } from '@suanpan/contract/safety-words'
import { derivedId, newId } from '@suanpan/kernel/ids'
import { holdStill, type Books } from '../../ledger/index.ts'
import type { Ground, Tx } from '../../platform/index.ts'

/** A freeze by an operator, with who, when and why; and how it ended. */
export type Freeze = {
  id: string
  person: string
  category: FreezeCategory
  in: boolean
  out: boolean
  /** For operators only: the person sees the category. */
  reason: string
  at: Date
  by: string
  liftedAt: Date | null
  liftedBy: string | null
  liftReason: string | null
}

const COLUMNS = `id, person, category, frozen_in as in, frozen_out as out, reason, frozen_at as at,
  frozen_by as by, lifted_at as "liftedAt", lifted_by as "liftedBy", lift_reason as "liftReason"`

/** What is written together with a freeze or its end: the trail of the operator's act. */
export type Alongside = (tx: Tx, freeze: string) => Promise<unknown>

/**
 * Freezes a person for a reason of the list: nothing of theirs moves that way once this has
 * answered, in whichever process. Sends `freeze.changed`.
 */
export async function freezePerson(
  books: Books,
  input: {
    person: string
    category: FreezeCategory
    in: boolean
    out: boolean
    by: string
    reason: string
  },
  alongside: Alongside = async () => {},
): Promise<Freeze> {
  const at = books.ground.clock.now()
  const id = newId('frz', at)
  const { person, category, by, reason } = input
  await holdStill(books, { id, holder: person, by, reason }, async (tx) => {
    await tx.query(
      `insert into parties.freezes (id, person, category, frozen_in, frozen_out, reason, frozen_at, frozen_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, person, category, input.in, input.out, reason, at, by],
    )
    await alongside(tx, id)
    return tell(tx, { person, change: id, at, by: 'operator', category })
  })
  return getFreeze(books.ground, { person, freeze: id })
}

/**
 * Ends one freeze; what else holds the person still stays. Lifting it again changes nothing.
 * Sends `freeze.changed`. Refuses with `freeze_not_found {freeze}`.
 */
export async function liftFreeze(
  books: Books,
  input: { person: string; freeze: string; by: string; reason: string },
): Promise<Freeze> {
  const { freeze: id, person, by, reason } = input
  const freeze = await getFreeze(books.ground, { person, freeze: id })
  const change = derivedId('frz', id, 'lift')
  const at = books.ground.clock.now()
  await holdStill(books, { id: change, holder: person, by, reason }, async (tx) => {
    await tx.query(
      `update parties.freezes set lifted_at = $2, lifted_by = $3, lift_reason = $4
       where id = $1 and lifted_at is null`,
      [id, at, by, reason],
    )
    return tell(tx, { person, change, at, by: 'operator', category: freeze.category })
  })
  return getFreeze(books.ground, { person, freeze: id })
}

/** The freezes of a person, newest first. */
export function listFreezes({ db }: Pick<Ground, 'db'>, person: string): Promise<Freeze[]> {
  return db.query<Freeze>(
    `select ${COLUMNS} from parties.freezes where person = $1 order by id desc`,
    [person],
  )
}

/**
 * What follows for the books from everything that holds a person still: freezes of operators and
 * the person's own lock of the whole wallet, which lets money in. Says so by letter.
 */
export async function tell(
  tx: Tx,
  change: {
    person: string
    change: string
    at: Date
    by: 'operator' | 'person'
    category: FreezeCategory | null
  },
): Promise<{ in: boolean; out: boolean }> {
  const { person, at, by, category } = change
  const [state] = await tx.query<{ in: boolean; out: boolean }>(
    `select coalesce(bool_or(frozen_in), false) as in,
       coalesce(bool_or(frozen_out), false)
         or exists (select from parties.locks where person = $1 and kind = 'wallet' and lifted_at is null) as out
     from parties.freezes where person = $1 and lifted_at is null`,
    [person],
  )
  const now = state ?? { in: false, out: false }
  tx.emit({
    id: derivedId('ltr', change.change, 'freeze.changed'),
    type: 'freeze.changed',
    party: person,
    at,
    body: { person, in: now.in, out: now.out, by, category, changedAt: at.toISOString() },
  })
  return now
}

/** A freeze of this person; refuses with `freeze_not_found {freeze}`. */
export async function getFreeze(
  { db }: Pick<Ground, 'db'>,
  { person, freeze: id }: { person: string; freeze: string },
): Promise<Freeze> {
  const [freeze] = await db.query<Freeze>(`select ${COLUMNS} from parties.freezes where id = $1`, [
    id,
  ])
  if (freeze?.person !== person) throw new Refusal('freeze_not_found', { freeze: id })
  return freeze
}
