import { Refusal } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import { getPerson, maskName } from '../../../parties/index.ts'
import {
  CODE_PATH,
  codeIn,
  collectionCode,
  getCheckout,
  getOffer,
  readSignedCode,
  refuseVoid,
  renewCollectionCode,
  writeSignedCode,
} from '../../../wallet/index.ts'
import { handle } from '../../handle.ts'
import type { House } from '../../house.ts'
import { WALLET_ASSET } from './asset.ts'
import { payableMerchant } from './merchant.ts'

const PAYMENT_CODE = /^8[23][0-9]{16}$/

/** Codes that payees show, and what somebody scanned. */
export const scanHandlers = [
  handle(routes.collectionCodes.mine, async ({ query, principal, house }) =>
    myCodeView(house, { person: principal.id, ...query }),
  ),

  handle(routes.collectionCodes.renew, async ({ principal, house }) => {
    await renewCollectionCode(house.ground, principal.id)
    return myCodeView(house, { person: principal.id })
  }),

  handle(routes.collectionCodes.merchant, async ({ params, query, principal, house }) => {
    const { id } = await payableMerchant(house, { merchant: params.id, principal })
    return codeView(house, { id, amount: query.amount })
  }),

  handle(routes.scans.create, async ({ body, house }) => {
    const text = body.text.trim()
    if (PAYMENT_CODE.test(text.replaceAll(' ', ''))) throw new Refusal('code_is_payment_code')
    const found = readSignedCode(house.ground, text)
    if (!found) throw new Refusal('code_unknown')
    if (found.kind === 'person') await refuseVoid(house.ground, found)
    const checkout =
      found.kind === 'checkout' ? await getCheckout(house.ground, found.id) : undefined
    const amount = checkout?.amount ?? found.amount
    return {
      kind: found.kind,
      id: found.id,
      code: codeIn(text),
      name: await nameOf(house, checkout ? { kind: 'merchant', id: checkout.merchant } : found),
      amount: amount === undefined ? null : String(amount),
      note: found.note ?? null,
      asset: WALLET_ASSET,
    }
  }),
]

function codeView({ ground }: House, { id, amount }: { id: string; amount: string | undefined }) {
  const code = writeSignedCode(ground, {
    kind: 'merchant',
    id,
    ...(amount !== undefined && { amount: BigInt(amount) }),
  })
  return { code, path: `${CODE_PATH}${code}`, amount: amount ?? null, asset: WALLET_ASSET }
}

async function myCodeView(
  house: House,
  {
    person,
    amount,
    note,
  }: { person: string; amount?: string | undefined; note?: string | undefined },
) {
  const code = await collectionCode(house.ground, {
    person,
    ...(amount !== undefined && { amount: BigInt(amount) }),
    ...(note !== undefined && { note }),
  })
  return {
    code,
    path: `${CODE_PATH}${code}`,
    amount: amount ?? null,
    note: note ?? null,
    asset: WALLET_ASSET,
    name: await nameOf(house, { kind: 'person', id: person }),
  }
}

async function nameOf(house: House, { kind, id }: { kind: string; id: string }) {
  if (kind === 'merchant') return (await payableMerchant(house, { merchant: id })).name
  if (kind === 'agreement') {
    const { merchant } = await getOffer(house.ground, id)
    return (await payableMerchant(house, { merchant })).name
  }
  if (kind !== 'person') return null
  const person = await getPerson(house.ground, id)
  if (!person) throw new Refusal('code_unknown')
  return person.name === undefined ? null : maskName(person.name)
}
