import { insertInto, stamped, type RowWriter } from '../../ledger/index.ts'

const packets = insertInto('wallet.red_packets', {
  id: 'text',
  person: 'text',
  asset: 'text',
  amount: 'int8',
  shares: 'int4',
  kind: 'text',
  named: 'bool',
  seed: 'bytea',
  occurred_at: 'timestamptz',
  expires_at: 'timestamptz',
  seq: stamped.seq,
  booked_at: stamped.bookedAt,
})

/** A new packet has a seat for each share and stands on the list of those without an end. */
const packetsAndTheirSeats: RowWriter = {
  table: packets.table,
  async write(query, rows) {
    await packets.write(query, rows)
    const of = (name: string): unknown[] => rows.map(({ row }) => row[name])
    await query({
      name: 'wallet.set_seats',
      text: `insert into wallet.red_packet_seats (packet, slot)
             select packet, slot from unnest($1::text[], $2::int4[]) as p (packet, shares),
               lateral generate_series(0, p.shares - 1) as slot`,
      values: [of('id'), of('shares')],
    })
    await query({
      name: 'wallet.list_open_packets',
      text: `insert into wallet.red_packets_open (packet, expires_at)
             select * from unnest($1::text[], $2::timestamptz[])`,
      values: [of('id'), of('expires_at')],
    })
  },
}

const ends = insertInto('wallet.red_packet_ends', {
  packet: 'text',
  id: 'text',
  person: 'text',
  asset: 'text',
  outcome: 'text',
  returned: 'int8',
  occurred_at: 'timestamptz',
  seq: stamped.seq,
  booked_at: stamped.bookedAt,
})

/** With the end a packet leaves the list, and nobody sits there any more. */
const endsAndTheirSeats: RowWriter = {
  table: ends.table,
  async write(query, rows) {
    await ends.write(query, rows)
    const values = [rows.map(({ row }) => row['packet'])]
    for (const table of ['red_packet_seats', 'red_packets_open']) {
      await query({
        name: `wallet.leave_${table}`,
        text: `delete from wallet.${table} where packet = any($1::text[])`,
        values,
      })
    }
  },
}

/** In the order in which one row refers to another. */
export const redPacketRows: readonly RowWriter[] = [
  packetsAndTheirSeats,
  insertInto('wallet.red_packet_guests', { packet: 'text', person: 'text' }),
  insertInto('wallet.red_packet_words', { packet: 'text', key: 'bytea', greeting_sealed: 'bytea' }),
  insertInto('wallet.red_packet_grabs', {
    packet: 'text',
    slot: 'int4',
    id: 'text',
    person: 'text',
    sender: 'text',
    asset: 'text',
    amount: 'int8',
    occurred_at: 'timestamptz',
    seq: stamped.seq,
    booked_at: stamped.bookedAt,
  }),
  endsAndTheirSeats,
]
