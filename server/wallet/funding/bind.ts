import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'
import type { CardFace } from '../../banking/index.ts'
import { transaction, type Tx } from '../../platform/index.ts'
import { cardLetter, findCard, listCards, type Card } from './cards.ts'
import { bankOf, type Funding } from './funding.ts'

const BINDING_MINUTES = 10
const CARDS_MAX = 10

export type BindingRequest = {
  /** `bnd_…` */
  id: string
  person: string
  number: string
  name: string
  phone: string
  /** The name that was verified for this person; a card of another name is not theirs. */
  verifiedName: string | undefined
}

export type Binding = CardFace & { id: string; expiresAt: Date; sandboxCode?: string }

/**
 * Asks the bank to send a code to the phone it knows of the card's holder. The number goes to the
 * bank and nowhere else.
 *
 * Refuses with `bank_not_connected`, `card_name_differs`, `card_refused {reason}`, `cards_full`,
 * `bank_silent`.
 */
export async function askBinding(funding: Funding, request: BindingRequest): Promise<Binding> {
  const { id, person, number, name, phone, verifiedName } = request
  const { db, clock } = funding.books.ground
  const bank = bankOf(funding)
  if (verifiedName !== undefined && plain(verifiedName) !== plain(name))
    throw new Refusal('card_name_differs')
  if ((await listCards(db, person)).length >= CARDS_MAX)
    throw new Refusal('cards_full', { max: CARDS_MAX })
  const answer = await bank.bind({ id, number, name: plain(name), phone })
  if (answer.state === 'unknown') throw new Refusal('bank_silent')
  if (answer.state === 'refused') throw new Refusal('card_refused', { reason: answer.reason })
  const now = clock.now()
  const expiresAt = new Date(now.getTime() + BINDING_MINUTES * 60_000)
  await db.query(
    `insert into wallet.card_bindings (id, person, channel, asked_at, expires_at)
     values ($1, $2, $3, $4, $5) on conflict on constraint card_bindings_pkey do nothing`,
    [id, person, bank.code, now, expiresAt],
  )
  const { state: _, ...face } = answer
  return { id, expiresAt, ...face }
}

/** Without spaces and dots between the parts of a name: banks and people write them as they like. */
const plain = (name: string): string => name.normalize('NFKC').replace(/[\s·•.]/g, '')

/**
 * Ends a binding with the bank's code; the card becomes the last in the order of deduction. The
 * same again answers the same card. Sends `card.bound`.
 *
 * Refuses with `binding_not_found`, `card_code_wrong {triesLeft}`, `card_bound_already`, `bank_silent`.
 */
export async function confirmBinding(
  funding: Funding,
  { id, person, code }: { id: string; person: string; code: string },
): Promise<Card> {
  const { db, clock } = funding.books.ground
  const bank = bankOf(funding)
  const [binding] = await db.query<{ expired: boolean }>(
    `select expires_at <= $3 as expired from wallet.card_bindings where id = $1 and person = $2`,
    [id, person, clock.now()],
  )
  if (!binding || binding.expired) throw new Refusal('binding_not_found', { binding: id })
  const answer = await bank.confirm({ id, code })
  if (answer.state === 'unknown') throw new Refusal('bank_silent')
  if (answer.state === 'refused')
    throw new Refusal('card_code_wrong', { triesLeft: answer.triesLeft })
  const card = derivedId('crd', id, 'card')
  await transaction(db, (tx) =>
    keep(tx, { ...answer, id: card, person, channel: bank.code, at: clock.now() }),
  )
  return findCard(db, { person, card })
}

type NewCard = CardFace & { id: string; person: string; channel: string; token: string; at: Date }

async function keep(tx: Tx, card: NewCard): Promise<void> {
  const { id, person, channel, token, bank, kind, lastFour, at } = card
  const kept = await tx.query(
    `insert into wallet.cards (id, person, channel, token, bank, kind, last_four, place, bound_at)
     select $1, $2, $3, $4, $5, $6, $7, coalesce(max(place), 0) + 1, $8
     from wallet.cards where person = $2
     on conflict do nothing returning id`,
    [id, person, channel, token, bank, kind, lastFour, at],
  )
  if (kept.length > 0) {
    tx.emit({
      id: cardLetter(id, 'bound'),
      type: 'card.bound',
      party: person,
      at,
      body: { card: id, person },
    })
    return
  }
  const [same] = await tx.query('select id from wallet.cards where id = $1', [id])
  if (!same) throw new Refusal('card_bound_already', { lastFour })
}
