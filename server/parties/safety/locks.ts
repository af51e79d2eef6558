import { Refusal } from '@suanpan/contract/refusals'
import type { LockKind } from '@suanpan/contract/safety-words'
import type { PayProof } from '@suanpan/contract/shapes-proof'
import { derivedId, newId } from '@suanpan/kernel/ids'
import { businessDate } from '@suanpan/kernel/time'
import { foresee, holdStill, type Books } from '../../ledger/index.ts'
import { recordAct } from '../../oversight/index.ts'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import { verifyConfirmation } from '../identity/proof.ts'
import { figuresOf } from './figures.ts'
import { tell } from './freezes.ts'
import { FREE_TIMES } from './limit-refusal.ts'
import { dayWindow, limitKey, usedIn } from './limits.ts'

/** A lock that a person put on their own wallet. */
export type Lock = {
  id: string
  kind: LockKind
  /** From this amount on nothing goes; of `free_of_pin` what a shown code pays without PIN. */
  amount: bigint | null
  /** Hours of the installation's clocks; from 23 until 6 goes over midnight. */
  fromHour: number | null
  untilHour: number | null
  setAt: Date
}

export type LockWish = {
  person: string
  device: string
  kind: LockKind
  amount?: bigint | undefined
  fromHour?: number | undefined
  untilHour?: number | undefined
  proof?: PayProof | undefined
}

const COLUMNS = `id, kind, amount, from_hour as "fromHour", until_hour as "untilHour", set_at as "setAt"`

/** The locks that hold now. */
export function listLocks({ db }: Pick<Ground, 'db'>, person: string): Promise<Lock[]> {
  return db.query<Lock>(
    `select ${COLUMNS} from parties.locks where person = $1 and lifted_at is null order by kind`,
    [person],
  )
}

/** What a shown code may pay without PIN: the person's own figure, the most, and how often today. */
export async function freeOfPin(
  { ground, book }: Books,
  person: string,
): Promise<{ amount: bigint; max: bigint; times: bigint; timesUsed: bigint }> {
  const key = limitKey(FREE_TIMES, person)
  const [figures, locks, { counters }] = await Promise.all([
    figuresOf(ground),
    listLocks(ground, person),
    foresee(ground.db, book, { posting: '', keys: [key] }),
  ])
  const own = locks.find(({ kind }) => kind === 'free_of_pin')?.amount
  const { zone } = ground.config
  const today = dayWindow(businessDate(ground.clock.now(), zone), zone)
  return {
    amount: own ?? figures.any('free_of_pin_amount'),
    max: figures.any('free_of_pin_amount_max'),
    times: figures.any(FREE_TIMES),
    timesUsed: usedIn(today, counters.get(key)),
  }
}

/**
 * Sets a lock, or changes it. Tighter is free; looser needs the PIN or a passkey. The lock of the
 * whole wallet holds in the books themselves: once this has answered, nothing of the person's goes
 * out, also of what was on its way. Sends `freeze.changed` or `lock.changed`.
 *
 * Refuses with `amount_too_high {max}`, `lock_changed`, and for looser `pin_required` and what
 * `verifyConfirmation` refuses with.
 */
export async function setLock(books: Books, wish: LockWish): Promise<Lock> {
  const { ground } = books
  const { person, kind, proof } = wish
  const before = (await listLocks(ground, person)).find((lock) => lock.kind === kind)
  if (before && isSame(before, wish)) return before
  const { amount: free, max } = await freeOfPin(books, person)
  if (kind === 'free_of_pin' && (wish.amount ?? 0n) > max) {
    throw new Refusal('amount_too_high', { max: String(max), asset: 'CNY/2' })
  }
  if (isLooser(before, wish, free)) await verifyConfirmation(ground, { person, proof })
  const id = newId('lck', ground.clock.now())
  await change(books, wish, async (tx, at) => {
    const lifted = await lift(tx, wish, at)
    if (lifted !== before?.id) throw new Refusal('lock_changed', { lock: kind })
    await insert(tx, { ...wish, id, at })
    return id
  })
  const lock = (await listLocks(ground, person)).find((each) => each.id === id)
  if (!lock) throw new Refusal('lock_changed', { lock: kind })
  return lock
}

/**
 * Lifts a lock with the PIN or a passkey; one that is not there is lifted already.
 *
 * Refuses with `pin_required` and what `verifyConfirmation` refuses with.
 */
export async function liftLock(books: Books, wish: LockWish): Promise<void> {
  const { ground } = books
  const { person, proof } = wish
  await verifyConfirmation(ground, { person, proof })
  const locks = await listLocks(ground, person)
  const known = locks.find(({ kind }) => kind === wish.kind)
  if (!known) return
  await change(books, wish, async (tx, at) => {
    await lift(tx, wish, at)
    return derivedId('lck', known.id, 'lift')
  })
}

/** Writes a change of a lock; the whole wallet's together with the freeze in the books. */
async function change(
  books: Books,
  { person, kind }: LockWish,
  write: (tx: Tx, at: Date) => Promise<string>,
): Promise<void> {
  const { ground } = books
  const at = ground.clock.now()
  const noted = async (tx: Tx): Promise<string> => {
    // Whoever changes locks of the same person waits here.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 2))', [person])
    const id = await write(tx, at)
    const locks = await tx.query<{ kind: string }>(
      'select kind from parties.locks where person = $1 and lifted_at is null',
      [person],
    )
    const isLocked = locks.some((lock) => lock.kind === kind)
    const action = isLocked ? 'lock.set' : 'lock.lift'
    const actor = { kind: 'person' as const, id: person }
    await recordAct(tx, ground, { actor, action, subject: person, after: { lock: kind } })
    if (kind !== 'wallet') {
      tx.emit({
        id: derivedId('ltr', id, 'lock.changed'),
        type: 'lock.changed',
        party: person,
        at,
        body: { person, lock: kind, locked: isLocked, changedAt: at.toISOString() },
      })
    }
    return id
  }
  if (kind !== 'wallet') {
    await transaction(ground.db, noted)
    return
  }
  await holdStill(books, { holder: person, by: person, reason: 'own lock' }, async (tx) =>
    tell(tx, { person, change: await noted(tx), at, by: 'person', category: null }),
  )
}

/** @returns the id of the lock that held */
async function lift(
  tx: Tx,
  { person, kind, device }: LockWish,
  at: Date,
): Promise<string | undefined> {
  const [lifted] = await tx.query<{ id: string }>(
    `update parties.locks set lifted_at = $3, lifted_on = $4
     where person = $1 and kind = $2 and lifted_at is null returning id`,
    [person, kind, at, device],
  )
  return lifted?.id
}

async function insert(tx: Tx, lock: LockWish & { id: string; at: Date }): Promise<void> {
  const { id, person, kind, amount, fromHour, untilHour, at, device } = lock
  await tx.query(
    `insert into parties.locks (id, person, kind, amount, from_hour, until_hour, set_at, set_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, person, kind, amount ?? null, fromHour ?? null, untilHour ?? null, at, device],
  )
}

function isSame(lock: Lock, { amount, fromHour, untilHour }: LockWish): boolean {
  return (
    lock.amount === (amount ?? null) &&
    lock.fromHour === (fromHour ?? null) &&
    lock.untilHour === (untilHour ?? null)
  )
}

function isLooser(before: Lock | undefined, { kind, amount }: LockWish, free: bigint): boolean {
  if (kind === 'free_of_pin') return (amount ?? 0n) > free
  if (before === undefined) return false
  if (kind === 'large_amount') return (amount ?? 0n) > (before.amount ?? 0n)
  // Other hours let something go that the hours before did not.
  return kind === 'night'
}
