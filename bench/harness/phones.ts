import { createHmac } from 'node:crypto'
import { payProofText } from '@suanpan/contract/pay-proof'
import type { PayProof } from '@suanpan/contract/shapes-proof'
import { newId } from '@suanpan/kernel/ids'
import { systemClock } from '../../server/platform/index.ts'
import type { Answer, Connection } from './http.ts'
import { ask, type Town } from './town.ts'
import { WALLET_PIN, type Wallet } from './wallets.ts'

/**
 * Of a hundred payments, how many a till takes by a shown code, which asks for no proof, and how
 * many are quotes that the phone signs in a pay session. The others are quotes paid with the PIN.
 */
export type PayMix = { code: number; paySession: number }

type Phone = Wallet & { session: string; key: string }
type Amount = { amount: string; asset: string }
type Wanted = { merchant: string; amount: Amount }

/** The phones of the town's wallets. Each payment is two requests: for a code or quote, and to pay. */
export type Phones = { pay(connection: Connection, wanted: Wanted): Promise<Answer> }

const OPENED_AT_ONCE = 16

/** Opens the pay sessions first: that is not part of what is measured. */
export async function openPhones(
  connections: Connection[],
  { town, mix, random }: { town: Town; mix: PayMix; random: () => number },
): Promise<Phones> {
  const withPin = town.wallets.filter(({ hasPin }) => hasPin)
  const left = [...withPin]
  const phones: Phone[] = []
  const open = async (connection: Connection): Promise<void> => {
    for (let wallet = left.pop(); wallet !== undefined; wallet = left.pop())
      phones.push(await withPaySession(connection, wallet))
  }
  if (mix.paySession > 0) await Promise.all(connections.slice(0, OPENED_AT_ONCE).map(open))
  else phones.push(...withPin.map((wallet) => ({ ...wallet, session: '', key: '' })))
  if (phones.length < connections.length) throw new Error('fewer phones than connections')
  let next = Math.floor(random() * town.wallets.length)
  // A person pays one thing at a time: five PINs of theirs at once would lock them out.
  const byPhone = async (
    connection: Connection,
    wanted: Wanted & { signs: boolean },
  ): Promise<Answer> => {
    const phone = phones.shift()
    if (phone === undefined) throw new Error('more payments than phones')
    const answer = await byQuote(connection, phone, wanted)
    phones.push(phone)
    return answer
  }
  return {
    pay: (connection, wanted) => {
      const dice = random() * 100
      // One after the other, so that nobody's ten free payments of the day run out before the others'.
      if (dice < mix.code) {
        return byCode(connection, town, { ...wanted, wallet: at(town.wallets, next++) })
      }
      return byPhone(connection, { ...wanted, signs: dice < mix.code + mix.paySession })
    },
  }
}

function at<T>(all: T[], index: number): T {
  const found = all[index % all.length]
  if (found === undefined) throw new Error('nobody has a wallet')
  return found
}

async function byCode(
  connection: Connection,
  town: Town,
  { wallet, merchant, amount }: Wanted & { wallet: Wallet },
): Promise<Answer> {
  const path = '/v1/me/payment-codes'
  const key = newId('key', systemClock.now())
  const shown = await send(connection, wallet, { path, body: {}, key })
  if (shown.status !== 201) return shown
  const { code } = JSON.parse(shown.body) as { code: string }
  const body = { code, merchant, amount }
  return ask(connection, town, { path: '/v1/code-payments', key, body })
}

async function byQuote(
  connection: Connection,
  phone: Phone,
  { merchant, amount, signs }: Wanted & { signs: boolean },
): Promise<Answer> {
  const payee = { kind: 'merchant', merchant }
  const quoted = await send(connection, phone, { path: '/v1/quotes', body: { payee, amount } })
  if (quoted.status >= 300) return quoted
  const { id, quote } = JSON.parse(quoted.body) as { id: string; quote: string }
  const subject = { payee: merchant, ...amount, amount: BigInt(amount.amount), nonce: id }
  const proof: PayProof = signs
    ? { kind: 'pay_session', session: phone.session, mac: macOf(phone, payProofText(subject)) }
    : { kind: 'pin', pin: WALLET_PIN }
  return send(connection, phone, { path: '/v1/me/payments', body: { quote, proof }, key: id })
}

const macOf = ({ key }: Phone, text: string): string =>
  createHmac('sha256', Buffer.from(key, 'base64url')).update(text).digest('base64url')

async function withPaySession(connection: Connection, wallet: Wallet): Promise<Phone> {
  const wanted = { path: '/v1/me/pay-sessions', body: { pin: WALLET_PIN } }
  const answer = await send(connection, wallet, wanted)
  if (answer.status !== 201) throw new Error(`pay session: ${answer.status} ${answer.body}`)
  return { ...wallet, ...(JSON.parse(answer.body) as { session: string; key: string }) }
}

function send(
  connection: Connection,
  { cookie }: Wallet,
  { path, body, key }: { path: string; body: unknown; key?: string },
): Promise<Answer> {
  const headers = {
    cookie,
    'sec-fetch-site': 'same-origin',
    ...(key && { 'idempotency-key': key }),
  }
  return connection.post(path, headers, JSON.stringify(body))
}
