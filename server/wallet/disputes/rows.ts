import type { Posted } from '@suanpan/kernel/posting'
import { insertInto, stamped, type RowWriter, type TravellingRow } from '../../ledger/index.ts'

/** Under which name a posting decides how much can be held back. */
export const HELD = 'held'

const heldOf = ({ quantities }: Posted): bigint => quantities[HELD]?.granted ?? 0n

const steps = insertInto('wallet.dispute_steps', {
  dispute: 'text',
  step: 'int4',
  id: 'text',
  act: 'text',
  state: 'text',
  actor_kind: 'text',
  actor: 'text',
  refunded: 'int8',
  refund: 'text',
  occurred_at: 'timestamptz',
  seq: stamped.seq,
})

const MOVED: readonly [column: string, type: string, of: (row: TravellingRow) => unknown][] = [
  ['id', 'text', ({ row }) => row['dispute']],
  ['step', 'int4', ({ row }) => row['step']],
  ['state', 'text', ({ row }) => row['state']],
  ['due_at', 'timestamptz', ({ row }) => row['due_at'] ?? null],
  ['moved_at', 'timestamptz', ({ row }) => row['occurred_at']],
  ['refunded', 'int8', ({ row }) => row['refunded']],
  ['keeps', 'bool', ({ row }) => row['keeps_hold']],
  ['held', 'int8', ({ posted }) => heldOf(posted)],
  ['hold', 'text', ({ row, posted }) => (heldOf(posted) > 0n ? row['hold'] : null)],
]

const MOVE = `
  update wallet.disputes d set step = n.step, state = n.state, due_at = n.due_at,
    moved_at = n.moved_at, refunded = d.refunded + n.refunded,
    held = case when n.keeps then d.held else n.held end,
    hold = case when n.keeps then d.hold else n.hold end
  from unnest(${MOVED.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ')})
    as n (${MOVED.map(([column]) => column).join(', ')})
  where d.id = n.id and d.step = n.step - 1`

/** A step moves its dispute on; several of one dispute in a batch move it one after the other. */
const stepsAndTheirDisputes: RowWriter = {
  table: steps.table,
  async write(query, rows) {
    await steps.write(query, rows)
    const later = rows.filter(({ row }) => row['step'] !== 1)
    for (const round of roundsOf(later)) {
      await query({
        name: 'wallet.move_disputes',
        text: MOVE,
        values: MOVED.map(([, , of]) => round.map(of)),
      })
    }
  },
}

/** Rows such that no dispute is twice in a round, in the order of their steps. */
function roundsOf(rows: readonly TravellingRow[]): TravellingRow[][] {
  const rounds: TravellingRow[][] = []
  const seen = new Map<unknown, number>()
  for (const each of rows) {
    const round = seen.get(each.row['dispute']) ?? 0
    seen.set(each.row['dispute'], round + 1)
    rounds[round] = [...(rounds[round] ?? []), each]
  }
  return rounds
}

/** In the order in which one row refers to another. */
export const disputeRows: readonly RowWriter[] = [
  insertInto('wallet.disputes', {
    id: 'text',
    payment: 'text',
    person: 'text',
    merchant: 'text',
    asset: 'text',
    amount: 'int8',
    reason: 'text',
    state: 'text',
    step: 'int4',
    opened_at: 'timestamptz',
    moved_at: 'timestamptz',
    due_at: 'timestamptz',
    held: { type: 'int8', from: heldOf },
    // One that nothing was held for is told by `held`.
    hold: 'text',
    seq: stamped.seq,
  }),
  stepsAndTheirDisputes,
  insertInto('wallet.dispute_words', { step: 'text', key: 'bytea', text_sealed: 'bytea' }),
]
