import { createHmac, timingSafeEqual } from 'node:crypto'
import { newId } from '@suanpan/kernel/ids'
import { transaction, type Ground, type Query } from '../../platform/index.ts'
import type { BindAnswer, BindRequest, CardFace, CardKind, ConfirmAnswer } from '../channel.ts'

/** What a card of the sandbox bank has when it is first seen: ¥50,000.00. */
const PLAY_MONEY = 5_000_000n
const TRIES = 5
const CODE_DIGITS = 6

/** The issuers by the first six digits of their cards. None of them exists. */
const ISSUERS: Readonly<Record<string, { bank: string; kind: CardKind }>> = {
  '622200': { bank: '云溪银行', kind: 'debit' },
  '622201': { bank: '山海银行', kind: 'debit' },
  '622202': { bank: '长亭银行', kind: 'debit' },
  '625500': { bank: '云溪银行', kind: 'credit' },
}

export type SandboxCard = CardFace & { token: string }

/** Opens the card at its first sight, compares the holder afterwards, and sends a code. */
export function bindCard(ground: Ground, request: BindRequest): Promise<BindAnswer> {
  return transaction(ground.db, async ({ query }) => {
    const issuer = ISSUERS[request.number.slice(0, 6)]
    if (!issuer || request.number.length !== 16) return { state: 'refused', reason: 'number' }
    const card = await cardOf(query, ground, { ...request, ...issuer })
    if ('reason' in card) return { state: 'refused', reason: card.reason }
    await query(
      `insert into banking.bindings (id, card, tries_left, asked_at) values ($1, $2, $3, $4)
       on conflict on constraint bindings_pkey do nothing`,
      [request.id, card.token, TRIES, ground.clock.now()],
    )
    const { bank, kind, lastFour } = card
    return { state: 'code_sent', bank, kind, lastFour, sandboxCode: codeOf(ground, request.id) }
  })
}

async function cardOf(
  query: Query,
  { crypter, clock }: Ground,
  card: { number: string; name: string; phone: string; bank: string; kind: CardKind },
): Promise<SandboxCard | { reason: 'name' | 'phone' }> {
  const index = (what: string, text: string): Buffer => crypter.blindIndex(`bank.${what}`, text)
  const holder = { name: index('name', card.name.trim()), phone: index('phone', card.phone) }
  const now = clock.now()
  const [row] = await query<SandboxCard & { name: Buffer; phone: Buffer }>(
    `with opened as (
       insert into banking.cards
         (token, number_index, name_index, phone_index, bank, kind, last_four, balance, opened_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict on constraint cards_number_key do nothing returning *
     )
     select token, bank, kind, last_four as "lastFour", name_index as name, phone_index as phone
     from (select * from opened union all select * from banking.cards where number_index = $2) as card`,
    [
      newId('tok', now),
      index('number', card.number),
      holder.name,
      holder.phone,
      card.bank,
      card.kind,
      card.number.slice(-4),
      PLAY_MONEY,
      now,
    ],
  )
  // Two who see a number first at once: the one who waited does not see the other's row yet.
  if (!row) throw new Error('the card was opened by somebody else in this moment')
  if (!row.name.equals(holder.name)) return { reason: 'name' }
  return row.phone.equals(holder.phone) ? row : { reason: 'phone' }
}

/** The bank's one-time code for a binding; it follows from the id, so it needs no keeping. */
function codeOf({ config }: Ground, binding: string): string {
  const digest = createHmac('sha256', config.sessionSecret).update(`bank code ${binding}`).digest()
  return String(digest.readUInt32BE(0) % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0')
}

/** Ends a binding with its code; after five wrong ones only a new binding helps. */
export function confirmBinding(
  ground: Ground,
  { id, code }: { id: string; code: string },
): Promise<ConfirmAnswer> {
  return transaction(ground.db, async ({ query }) => {
    const [row] = await query<SandboxCard & { triesLeft: number }>(
      `select c.token, c.bank, c.kind, c.last_four as "lastFour", b.tries_left as "triesLeft"
       from banking.bindings b join banking.cards c on c.token = b.card
       where b.id = $1 for update of b`,
      [id],
    )
    const triesLeft = row?.triesLeft ?? 0
    if (!row || triesLeft === 0) return { state: 'refused', reason: 'code', triesLeft: 0 }
    if (!isEqual(code, codeOf(ground, id))) {
      await query('update banking.bindings set tries_left = tries_left - 1 where id = $1', [id])
      return { state: 'refused', reason: 'code', triesLeft: triesLeft - 1 }
    }
    await query('update banking.bindings set bound_at = $2 where id = $1', [id, ground.clock.now()])
    const { token, bank, kind, lastFour } = row
    return { state: 'bound', token, bank, kind, lastFour }
  })
}

function isEqual(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
