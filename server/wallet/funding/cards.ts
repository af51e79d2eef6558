import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'
import type { CardKind } from '../../banking/index.ts'
import { transaction, type Db, type Query } from '../../platform/index.ts'
import { bankOf, type Funding } from './funding.ts'

export type Card = {
  id: string
  person: string
  bank: string
  kind: CardKind
  lastFour: string
  boundAt: Date
}

/** A card as the bank is told of it. */
export type CardWithToken = Card & { token: string }

const CARD = `
  select id, person, bank, kind, last_four as "lastFour", bound_at as "boundAt", token
  from wallet.cards`

/** A person's cards in the order of deduction; the first is the default. */
export function listCards({ query }: { query: Query }, person: string): Promise<CardWithToken[]> {
  return query<CardWithToken>(
    `${CARD} where person = $1 and unbound_at is null order by place, bound_at, id`,
    [person],
  )
}

/** A card that the person has bound. Refuses with `card_not_found {card}`, somebody else's too. */
export async function findCard(
  { query }: { query: Query },
  { person, card }: { person: string; card: string },
): Promise<CardWithToken> {
  const [row] = await query<CardWithToken>(
    `${CARD} where id = $1 and person = $2 and unbound_at is null`,
    [card, person],
  )
  if (!row) throw new Refusal('card_not_found', { card })
  return row
}

/** The cards that orders were made with, unbound ones too. */
export async function cardsById(db: Db, ids: string[]): Promise<Map<string, CardWithToken>> {
  const rows = await db.query<CardWithToken>(`${CARD} where id = any($1)`, [[...new Set(ids)]])
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Sets the order of deduction; the first is the default. All bound cards must be named once.
 * Refuses with `card_not_found`.
 */
export function orderCards(
  { books }: Funding,
  { person, cards }: { person: string; cards: string[] },
): Promise<void> {
  return transaction(books.ground.db, async (tx) => {
    const bound = await listCards(tx, person)
    const unknown = cards.find((card) => !bound.some(({ id }) => id === card))
    if (unknown !== undefined) throw new Refusal('card_not_found', { card: unknown })
    if (new Set(cards).size !== bound.length || cards.length !== bound.length)
      throw new Refusal('invalid_request', {
        where: 'body.cards',
        problem: 'must name each bound card once',
      })
    await tx.query(
      `update wallet.cards c set place = o.place
       from unnest($2::text[]) with ordinality as o (id, place) where c.id = o.id and c.person = $1`,
      [person, cards],
    )
  })
}

/**
 * Unbinds a card. Orders under way are ended with it; nothing new is taken. Sends `card.unbound`.
 * Refuses with `card_not_found`.
 */
export async function unbindCard(
  funding: Funding,
  { person, card }: { person: string; card: string },
): Promise<void> {
  const { db, clock } = funding.books.ground
  const { token } = await findCard(db, { person, card })
  await transaction(db, async (tx) => {
    const at = clock.now()
    const gone = await tx.query(
      'update wallet.cards set unbound_at = $2 where id = $1 and unbound_at is null returning id',
      [card, at],
    )
    if (gone.length === 0) return
    tx.emit({
      id: cardLetter(card, 'unbound'),
      type: 'card.unbound',
      party: person,
      at,
      body: { card, person },
    })
  })
  await bankOf(funding).unbind(token)
}

export const cardLetter = (card: string, what: string): string =>
  derivedId('ltr', card, `card.${what}`)
