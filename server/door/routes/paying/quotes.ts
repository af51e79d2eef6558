import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { getAccount } from '../../../ledger/index.ts'
import { permit, type Merchant, type PermitAsk } from '../../../parties/index.ts'
import {
  budgetWarning,
  categoryFor,
  checkoutNow,
  expectOpenCheckout,
  issueQuote,
  listCards,
  paymentOfQuote,
  personMoney,
  priceOf,
  readSignedCode,
  type Card,
  type Wish,
} from '../../../wallet/index.ts'
import { handle, type Ask } from '../../handle.ts'
import type { House } from '../../house.ts'
import type { ConsumerPrincipal } from '../../principal.ts'
import { WALLET_ASSET } from './asset.ts'
import { cardLabel } from './card-label.ts'
import { payableMerchant } from './merchant.ts'

type QuoteAsk = Ask<typeof routes.quotes.create>

/** What a payment would be, before it is one. */
export const quoteHandlers = [
  handle(routes.quotes.create, async (ask) => {
    const { principal, house } = ask
    const { merchant: payee, amount, staticCode, checkout, ...named } = await payeeOf(ask)
    const merchant = await payableMerchant(house, { merchant: payee })
    const [balance, cards, warnings] = await Promise.all([
      balanceOf(house, principal.id),
      listCards(house.ground.db, principal.id),
      warningsOf(house, { person: principal.id, merchant, amount }),
    ])
    const { source = sourceFor({ balance, amount, cards }) } = ask.body
    const reference = named.reference ?? ask.body.reference
    const card = cardOf(cards, source)
    const wish: Wish = {
      person: principal.id,
      merchant: merchant.id,
      asset: WALLET_ASSET,
      amount,
      source,
      staticCode,
      ...(reference !== undefined && { reference }),
      ...(checkout !== undefined && { checkout }),
    }
    const price = priceOf({ ...wish, merchant })
    const issued = issueQuote(house.ground, { wish, price, shown: shownOf(merchant) })
    const { id, token: quote } = issued
    const { expiresAt, version, hash } = issued.quote
    return {
      id,
      quote,
      payee: { id: merchant.id, name: merchant.name, category: merchant.category },
      amount: String(amount),
      asset: WALLET_ASSET,
      fee: '0',
      sources: [partOf(amount, card)],
      choices: [
        { source: 'balance', label: null, enough: balance >= amount },
        ...cards.map((each) => ({ source: each.id, label: cardLabel(each), enough: true })),
      ],
      warnings,
      stepUp: await stepUpOf(
        house,
        permitAsk(principal, { id, wish, at: house.ground.clock.now() }),
      ),
      balance: String(balance),
      expiresAt: expiresAt.toISOString(),
      version,
      hash,
    }
  }),
]

/** What a person was shown and must still be so when they pay. */
export const shownOf = ({ name, category }: Merchant): unknown => ({ name, category })

/** What is asked of `permit` for a quote; the proof covers the quote's id. */
export function permitAsk(
  { session }: ConsumerPrincipal,
  { id, wish, at }: { id: string; wish: Wish; at: Date },
): PermitAsk {
  const { person, merchant: payee, amount, asset, source, staticCode } = wish
  return {
    id: paymentOfQuote(id),
    person,
    device: session.device,
    kind: 'payment',
    amount,
    asset,
    payee,
    nonce: id,
    at,
    staticCode,
    fromCard: source === 'balance' ? 0n : amount,
  }
}

export function partOf(amount: bigint, card: Card | undefined) {
  const kind: 'balance' | 'card' = card ? 'card' : 'balance'
  return { kind, amount: String(amount), label: card ? cardLabel(card) : null }
}

type Named = {
  merchant: string
  amount: bigint
  staticCode: boolean
  /** Of a checkout, which names the order too. */
  checkout?: string
  reference?: string
}

async function payeeOf({ body, house }: QuoteAsk): Promise<Named> {
  const { payee, amount: given } = body
  if (given !== undefined && given.asset !== WALLET_ASSET) {
    const problem = `must be ${WALLET_ASSET}`
    throw new Refusal('invalid_request', { where: 'body.amount.asset', problem })
  }
  const amount = given && BigInt(given.amount)
  if (payee.kind === 'merchant') {
    return { merchant: payee.merchant, amount: expectAmount(amount), staticCode: false }
  }
  const code = readSignedCode(house.ground, payee.code)
  if (code?.kind === 'checkout') return checkoutPayee(house, { checkout: code.id, amount })
  if (code?.kind !== 'merchant') throw new Refusal('code_unknown')
  if (code.amount !== undefined) expectNoOther(amount, code.amount)
  const wanted = expectAmount(code.amount ?? amount)
  return { merchant: code.id, amount: wanted, staticCode: code.amount === undefined }
}

async function checkoutPayee(
  { books }: House,
  { checkout: id, amount: given }: { checkout: string; amount: bigint | undefined },
): Promise<Named> {
  const checkout = await checkoutNow(books, id)
  expectOpenCheckout(checkout)
  const { merchant, amount, reference } = checkout
  expectNoOther(given, amount)
  const named = { merchant, amount, staticCode: false, checkout: id }
  return reference === null ? named : { ...named, reference }
}

function expectNoOther(given: bigint | undefined, fixed: bigint): void {
  if (given === undefined || given === fixed) return
  throw new Refusal('amount_fixed', { amount: String(fixed), asset: WALLET_ASSET })
}

function expectAmount(amount: bigint | undefined): bigint {
  if (amount === undefined) throw new Refusal('amount_missing')
  return amount
}

async function warningsOf(
  { ground }: House,
  { person, merchant, amount }: { person: string; merchant: Merchant; amount: bigint },
) {
  const category = await categoryFor(ground, { person, merchant })
  const spend = { person, asset: WALLET_ASSET, category, amount, at: ground.clock.now() }
  return (await budgetWarning(ground, spend)).map((each) => ({
    kind: 'budget' as const,
    category: each.category,
    asset: each.asset,
    amount: String(each.amount),
    spent: String(each.spent),
    after: String(each.after),
    level: each.level,
  }))
}

/** The balance first; the first card where that is short. */
function sourceFor({
  balance,
  amount,
  cards,
}: {
  balance: bigint
  amount: bigint
  cards: Card[]
}): string {
  return balance >= amount ? 'balance' : (cards[0]?.id ?? 'balance')
}

function cardOf(cards: Card[], source: string): Card | undefined {
  if (source === 'balance') return undefined
  const card = cards.find(({ id }) => id === source)
  if (!card) throw new Refusal('card_not_found', { card: source })
  return card
}

async function balanceOf({ ground, books }: House, person: string): Promise<bigint> {
  const { account } = personMoney(person, WALLET_ASSET)
  const found = await getAccount(ground.db, books.book, account).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'account_not_found') return undefined
    throw error
  })
  return found?.balance ?? 0n
}

async function stepUpOf({ books }: House, ask: PermitAsk): Promise<'none' | 'pin' | 'passkey'> {
  try {
    await permit(books, ask)
    return 'none'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'pin_required') return 'pin'
    if (error.code === 'passkey_required') return 'passkey'
    throw error
  }
}
