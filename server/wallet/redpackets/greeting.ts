import type { Ground } from '../../platform/index.ts'

const TABLE = 'wallet.red_packet_words'

/** The sealed column of this part of the room, for the rotation of the installation's key. */
export const sealedGreetings = { table: TABLE, id: 'packet', key: 'key' }

/** What the sender wrote, as the row that travels with the posting. */
export function sealGreeting(
  { crypter }: Ground,
  packet: string,
  greeting: string,
): Record<string, unknown> {
  const key = crypter.newKey({ table: TABLE, row: packet })
  const place = { table: TABLE, column: 'greeting', row: packet }
  return { packet, key, greeting_sealed: crypter.encrypt(key, place, greeting) }
}

/** What was written on several packets; what was erased, and what was never written, is absent. */
export async function greetingsOf(ground: Ground, packets: string[]): Promise<Map<string, string>> {
  const rows = await ground.db.query<{ packet: string; key: Buffer | null; sealed: Buffer }>({
    name: 'wallet.greetings_of',
    text: `select packet, key, greeting_sealed as sealed from wallet.red_packet_words
           where packet = any($1)`,
    values: [packets],
  })
  return new Map(
    rows.flatMap(({ packet, key, sealed }) => {
      if (key === null) return []
      const place = { table: TABLE, column: 'greeting', row: packet }
      return [[packet, ground.crypter.decrypt(key, place, sealed)] as const]
    }),
  )
}
