import { insertInto, stamped } from '../ledger/index.ts'

/** How the room's rows are written together with their postings. */
export const pointsRows = [
  insertInto('points.earnings', {
    id: 'text',
    payment: 'text',
    person: 'text',
    programme: 'text',
    rule: 'text',
    lot: 'text',
    base: 'int8',
    desired: 'int8',
    occurred_at: 'timestamptz',
    granted: { type: 'int8', from: ({ quantities }) => quantities['earned']!.granted },
    reason: {
      type: 'jsonb',
      from: ({ quantities }) => {
        const { reason } = quantities['earned']!
        return reason ? JSON.stringify(reason) : null
      },
    },
    seq: stamped.seq,
  }),
  insertInto('points.redemptions', {
    id: 'text',
    person: 'text',
    programme: 'text',
    amount: 'int8',
    reason: 'text',
    occurred_at: 'timestamptz',
    seq: stamped.seq,
  }),
]
