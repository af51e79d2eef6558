import type { Db } from '../../platform/index.ts'

/** What a payer may choose. */
export type ChosenArrival = 'instant' | 'after_2h' | 'after_24h'
/** When the payee has it; a phone that has no wallet yet has a day to register. */
export type Arrival = ChosenArrival | 'on_registration'
export type TransferState = 'in_transit' | 'arrived' | 'revoked' | 'returned'

export type Transfer = {
  id: string
  person: string
  /** Absent until somebody registers with the phone it was sent to. */
  payee: string | null
  asset: string
  amount: bigint
  arrival: Arrival
  state: TransferState
  /** Why it went back: `unclaimed` or `not_receivable`. */
  reason: string | null
  occurredAt: Date
  /** When it arrives, or goes back unclaimed. */
  dueAt: Date
  endedAt: Date | null
  /** The shared book that it settles. */
  settles: string | null
  seq: bigint
}

const TRANSFER = `
  select t.id, t.person, coalesce(e.payee, t.payee) as payee, t.asset, t.amount, t.arrival,
    coalesce(e.outcome, 'in_transit') as state, e.reason, t.occurred_at as "occurredAt",
    t.due_at as "dueAt", e.occurred_at as "endedAt", s.book as settles, t.seq
  from wallet.transfers t
  left join wallet.transfer_ends e on e.transfer = t.id
  left join wallet.book_settlements s on s.transfer = t.id`

/** A transfer, or undefined. */
export async function getTransfer(db: Db, id: string): Promise<Transfer | undefined> {
  const [row] = await db.query<Transfer>({
    name: 'wallet.get_transfer',
    text: `${TRANSFER} where t.id = $1`,
    values: [id],
  })
  return row
}

/** A transfer that this person sent or is to receive; somebody else's is not there for them. */
export async function getTransferOf(
  db: Db,
  { id, person }: { id: string; person: string },
): Promise<Transfer | undefined> {
  const found = await getTransfer(db, id)
  return found?.person === person || found?.payee === person ? found : undefined
}

export type TransferFilter = {
  person: string
  before?: { occurredAt: Date; id: string }
  limit: number
}

/** What somebody sent and what came or comes to them, newest first. */
export function listTransfers(db: Db, filter: TransferFilter): Promise<Transfer[]> {
  const { person, before, limit } = filter
  const page = `($2::timestamptz is null or (t.occurred_at, t.id) < ($2, $3))
    order by t.occurred_at desc, t.id desc limit $4`
  return db.query<Transfer>({
    name: 'wallet.list_transfers',
    text: `
      select * from (
        (${TRANSFER} where t.person = $1 and ${page})
        union all
        (${TRANSFER} where t.payee = $1 and ${page})
        union all
        (${TRANSFER} where t.payee is null and e.payee = $1 and ${page})
      ) as t order by "occurredAt" desc, id desc limit $4`,
    values: [person, before?.occurredAt ?? null, before?.id ?? null, limit],
  })
}

/** How many transfers of this person reached this payee. */
export async function arrivedBefore(
  db: Db,
  { person, payee }: { person: string; payee: string },
): Promise<{ times: number; lastAt: Date | null }> {
  const [row] = await db.query<{ times: bigint; lastAt: Date | null }>({
    name: 'wallet.arrived_before',
    text: `select count(*) as times, max(occurred_at) as "lastAt" from wallet.transfer_ends
           where payee = $1 and person = $2 and outcome = 'arrived'`,
    values: [payee, person],
  })
  return { times: Number(row?.times ?? 0n), lastAt: row?.lastAt ?? null }
}
