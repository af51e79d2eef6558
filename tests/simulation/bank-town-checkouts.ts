import assert from 'node:assert/strict'
import {
  cancelCheckout,
  checkoutNow,
  coverFromCard,
  createCheckout,
  exactRefusal,
  expectOpenCheckout,
  pay,
  plainPaymentOrder,
} from '../../server/wallet/index.ts'
import { CNY } from '../harness/funding.ts'
import { idOf, MERCHANTS, some, type Act, type BankTown, type Given } from './bank-town-money.ts'

/** A shop makes a link for one order; some live so short that nobody is in time. */
export function asksByLink(given: Given): Act['run'] {
  const { town } = given
  const { dice, it } = town
  const wish = {
    id: idOf('chk', given),
    merchant: dice.pick(MERCHANTS).id,
    asset: CNY,
    amount: some(dice, 3_00, 90_00),
    title: '一壶茶',
    expiresInMinutes: dice.pick([1, 90, 180, 1_440]),
  }
  return async () => {
    await createCheckout(it.ground, wish)
    town.links.push(wish.id)
  }
}

/** Somebody pays one of the last links, and perhaps somebody else does so in the same moment. */
export function paysLink(given: Given): Act['run'] {
  const { town, person } = given
  const { dice, it } = town
  const link = town.links.at(-dice.int(1, 3))
  const byCard = dice.chance(0.4)
  const id = idOf('pay', given)
  return async () => {
    if (link === undefined) return
    const checkout = await checkoutNow(it.books, link)
    expectOpenCheckout(checkout)
    const { asset, amount } = checkout
    const merchant = MERCHANTS.find((each) => each.id === checkout.merchant)
    assert.ok(merchant)
    const occurredAt = it.ground.clock.now()
    const order = { id, person: person.id, merchant, asset, amount, occurredAt }
    const request = { ...order, channel: 'checkout' as const, checkout: link }
    if (byCard) {
      const cover = { payment: id, person: person.id, card: person.card, asset, amount }
      const asked = { ...cover, order: plainPaymentOrder(request) }
      town.orders.push((await coverFromCard(it.funding, asked)).id)
    } else {
      await pay(it.books, request).catch(async (error: unknown) => {
        throw await exactRefusal(it.books, error)
      })
    }
    town.payments.push(request)
  }
}

export function cancelsLink({ town }: Given): Act['run'] {
  const link = town.links.at(-town.dice.int(1, 4))
  const { books, ground } = town.it
  return async () => {
    if (link !== undefined) await cancelCheckout(books, { id: link, at: ground.clock.now() })
  }
}

/** Every link waits or has one end, which its letter tells; and exactly those that are paid have a payment. */
export async function assertLinksEndOnce({ it }: BankTown): Promise<void> {
  assert.deepEqual(await it.ground.db.query(CROSSED), [], 'a link has not one end')
}

const CROSSED = `
  select c.id, 'paid without its payment' as problem from wallet.checkouts c
  join wallet.checkout_ends e on e.checkout = c.id
  left join wallet.payments p on p.id = e.payment and p.amount = c.amount
    and p.merchant = c.merchant and p.channel = 'checkout'
  where (e.state = 'paid') <> (p.id is not null)
  union all
  select p.id, 'a payment without a link' from wallet.payments p
  where p.channel = 'checkout'
    and not exists (select 1 from wallet.checkout_ends e where e.payment = p.id)
  union all
  select c.id, 'open and ended, or neither' from wallet.checkouts c
  left join wallet.checkout_ends e on e.checkout = c.id
  left join wallet.checkouts_open o on o.checkout = c.id
  where (e.checkout is null) <> (o.checkout is not null)
  union all
  select e.checkout, 'not told once' from wallet.checkout_ends e
  where (select count(*) from platform.letters l
    where l.type = 'checkout.' || e.state and l.body ->> 'checkout' = e.checkout) <> 1`
