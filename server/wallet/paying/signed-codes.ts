import { timingSafeEqual } from 'node:crypto'
import type { Ground } from '../../platform/index.ts'

/** The address under which the wallet opens a code: `https://<host>/wallet/c/<code>`. */
export const CODE_PATH = '/wallet/c/'

/** What a code printed or shown leads to. */
export type SignedCode = {
  kind: 'merchant' | 'person' | 'checkout' | 'agreement' | 'request' | 'red_packet' | 'goal'
  /** Of the merchant, the person, the checkout … */
  id: string
  /** Minor units, where the payee named the amount; on codes of merchants and people only. */
  amount?: bigint
  /** Of a person's code: how often they renewed it. */
  generation?: number
  /** Of a person's code: what it is for, in their words. */
  note?: string
}

const KINDS = {
  m: { kind: 'merchant', prefix: 'mer' },
  p: { kind: 'person', prefix: 'per' },
  k: { kind: 'checkout', prefix: 'chk' },
  a: { kind: 'agreement', prefix: 'ago' },
  r: { kind: 'request', prefix: 'prq' },
  h: { kind: 'red_packet', prefix: 'rpk' },
  g: { kind: 'goal', prefix: 'gol' },
} as const satisfies Record<string, { kind: SignedCode['kind']; prefix: string }>
const BODY =
  /^([mpkarhg])([0-9a-hjkmnp-tv-z]{26})(?:-([1-9][0-9]{0,5}))?(?:\.([1-9][0-9]{0,17}))?(?:\.n([\w-]{1,400}))?$/
const SEAL_BYTES = 9

/**
 * A code as text for a QR code: what it leads to, what else it says, and nine bytes of
 * an HMAC, so that nobody prints a code for somebody else that we did not make.
 */
export function writeSignedCode(ground: Ground, code: SignedCode): string {
  const [letter] = Object.entries(KINDS).find(([, { kind }]) => kind === code.kind) ?? []
  if (letter === undefined) throw new TypeError(`no code leads to ${code.kind}`)
  const amount = code.amount === undefined ? '' : `.${code.amount}`
  const generation = code.generation ? `-${code.generation}` : ''
  const note = code.note === undefined ? '' : `.n${Buffer.from(code.note).toString('base64url')}`
  const body = `${letter}${code.id.slice(4)}${generation}${amount}${note}`
  return `${body}.${sealOf(ground, body)}`
}

/** What a scanned text leads to: the whole address or the code alone; undefined when we did not make it. */
export function readSignedCode(ground: Ground, text: string): SignedCode | undefined {
  const code = codeIn(text)
  const cut = code.lastIndexOf('.')
  const body = code.slice(0, cut)
  // Compared as text: decoding would forgive what does not belong there.
  const given = Buffer.from(code.slice(cut + 1))
  const right = Buffer.from(sealOf(ground, body))
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  const [, letter, id, generation, amount, note] = BODY.exec(body) ?? []
  if (letter === undefined || id === undefined || !isLetter(letter)) return undefined
  const { kind, prefix } = KINDS[letter]
  return {
    kind,
    id: `${prefix}_${id}`,
    ...(generation !== undefined && { generation: Number(generation) }),
    ...(amount !== undefined && { amount: BigInt(amount) }),
    ...(note !== undefined && { note: Buffer.from(note, 'base64url').toString() }),
  }
}

/** The code alone: it stands at the end of the address that leads to it. */
export function codeIn(text: string): string {
  return text.trim().split('/').at(-1) ?? ''
}

const isLetter = (letter: string): letter is keyof typeof KINDS => Object.hasOwn(KINDS, letter)

function sealOf({ crypter }: Ground, body: string): string {
  const seal = crypter.blindIndex('wallet.signed-code', body).subarray(0, SEAL_BYTES)
  return seal.toString('base64url')
}
