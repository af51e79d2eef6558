/**
 * A second verifier of receipts, written from docs/reference/seal.md alone: it shares no line with
 * the project and works on hexadecimal text, so that neither can repeat the other's mistakes.
 */
import { createHash, createPublicKey, verify } from 'node:crypto'

const HASH = 32
const LIMIT = 9223372036854775807n

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** Answers with the name of the first step of the page that does not hold, or `valid`. */
export function judgeReceipt(text: string, publishedKey?: string): string {
  try {
    judge(JSON.parse(text) as Json, publishedKey)
    return 'valid'
  } catch (error) {
    if (error instanceof Invalid) return error.message
    if (error instanceof SyntaxError) return 'format'
    throw error
  }
}

class Invalid extends Error {}

function hold(step: string, holds: boolean): asserts holds {
  if (!holds) throw new Invalid(step)
}

type Entry = { address: string; asset: string; version: bigint; amount: bigint; balance: bigint }

function judge(receipt: Json, publishedKey: string | undefined): void {
  const top = members(receipt, 'format posting entries leaf batch signature', 'day')
  hold('format', top['format'] === 'suanpan.receipt.v1')
  const posting = members(
    top['posting'],
    'book seq id kind occurredAt bookedAt businessDate fingerprint',
    'reference',
  )
  const batch = members(top['batch'], 'batch firstSeq lastSeq path root')
  const signature = members(top['signature'], 'publicKey value')
  const day =
    top['day'] === undefined
      ? undefined
      : members(top['day'], 'firstBatch batchCount path root previous')

  const book = posting['book']
  hold('format', typeof book === 'number' && Number.isInteger(book) && book >= 0 && book < 65536)
  const date = ascii(posting['businessDate'], /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)
  const seq = count(posting['seq'])
  const header =
    tag('leaf') +
    u16(book) +
    i64(seq) +
    instant(posting['bookedAt']) +
    instant(posting['occurredAt']) +
    date +
    bytes(posting['fingerprint'], 16) +
    prose(posting['id']) +
    prose(posting['kind']) +
    ('reference' in posting ? prose(posting['reference']) : u16(0))
  const entries = list(top['entries']).map(readEntry)
  const leaf = bytes(top['leaf'], HASH)
  const batchNumber = count(batch['batch'])
  const [firstSeq, lastSeq] = [count(batch['firstSeq']), count(batch['lastSeq'])]
  const batchPath = list(batch['path']).map((hash) => bytes(hash, HASH))
  const batchRoot = bytes(batch['root'], HASH)
  const batchStatement =
    tag('batch') + u16(book) + date + i64(batchNumber) + i64(firstSeq) + i64(lastSeq) + batchRoot
  const signed = day ? readDay(day, { book, date }) : undefined
  const publicKey = bytes(signature['publicKey'], 32)
  const value = bytes(signature['value'], 64)

  checkAmounts(entries.map(({ shown }) => shown))
  const hashes = entries.map(({ hash }) => hash)
  hold('leaf', sha256('00' + header + u16(hashes.length) + hashes.join('')) === leaf)
  const tree = { index: seq - firstSeq, size: lastSeq - firstSeq + 1n }
  hold('batch', climb(leaf, batchPath, tree) === batchRoot)
  if (signed) {
    const place = { index: batchNumber - signed.firstBatch, size: signed.batchCount }
    hold('day', climb(sha256('00' + batchStatement), signed.path, place) === signed.root)
  }
  hold('key', publishedKey === undefined || publishedKey === signature['publicKey'])
  const statement = signed ? signed.statement : batchStatement
  hold('signature', isSigned(publicKey, statement, value))
}

function readDay(day: Record<string, Json>, of: { book: number; date: string }) {
  const firstBatch = count(day['firstBatch'])
  const batchCount = count(day['batchCount'])
  const root = bytes(day['root'], HASH)
  const previous = bytes(day['previous'], HASH)
  const path = list(day['path']).map((hash) => bytes(hash, HASH))
  const numbers = i64(firstBatch) + i64(batchCount)
  const statement = tag('day') + u16(of.book) + of.date + numbers + root + previous
  return { firstBatch, batchCount, root, path, statement }
}

function readEntry(entry: Json): { hash: string; shown: Entry | undefined } {
  if (typeof entry === 'string') return { hash: bytes(entry, HASH), shown: undefined }
  const its = members(entry, 'address asset version amount balance salt')
  const address = ascii(its['address'], /^[a-z0-9_]+(:[a-z0-9_]+)*$/)
  const asset = ascii(its['asset'], /^[A-Z][A-Z0-9.-]{1,22}\/(0|[1-9][0-9]?)$/)
  const version = count(its['version'])
  const [amount, balance] = [whole(its['amount']), whole(its['balance'])]
  const salt = bytes(its['salt'], 16)
  const numbers = i64(version) + i64(amount) + i64(balance)
  const hash = sha256(tag('entry') + salt + counted(address) + counted(asset) + numbers)
  return { hash, shown: { address, asset, version, amount, balance } }
}

function checkAmounts(entries: (Entry | undefined)[]): void {
  hold('amounts', entries.length % 2 === 0 || entries.at(-1) === undefined)
  const seen = new Map<string, Entry>()
  entries.forEach((entry, place) => {
    if (!entry) return
    hold('amounts', place % 2 === 0 ? entry.amount < 0n : entry.amount > 0n)
    hold('amounts', entry.version > 0n)
    const pair = entries[place % 2 === 0 ? place + 1 : place - 1]
    hold('amounts', !pair || (pair.asset === entry.asset && pair.amount === -entry.amount))
    const last = seen.get(entry.address)
    if (last) {
      hold('amounts', entry.version === last.version + 1n && entry.asset === last.asset)
      hold('amounts', entry.balance === last.balance + entry.amount)
    } else {
      hold('amounts', entry.version !== 1n || entry.balance === entry.amount)
    }
    seen.set(entry.address, entry)
  })
}

function climb(
  from: string,
  path: string[],
  { index, size }: { index: bigint; size: bigint },
): string | undefined {
  if (index < 0n || index >= size) return undefined
  let hash = from
  let fn = index
  let sn = size - 1n
  for (const step of path) {
    if (sn === 0n) return undefined
    if ((fn & 1n) === 1n || fn === sn) {
      hash = sha256('01' + step + hash)
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n
        sn >>= 1n
      }
    } else {
      hash = sha256('01' + hash + step)
    }
    fn >>= 1n
    sn >>= 1n
  }
  return sn === 0n ? hash : undefined
}

function isSigned(publicKey: string, statement: string, value: string): boolean {
  const x = Buffer.from(publicKey, 'hex').toString('base64url')
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return verify(null, Buffer.from(statement, 'hex'), key, Buffer.from(value, 'hex'))
  } catch {
    return false
  }
}

function members(value: Json | undefined, needed: string, allowed = ''): Record<string, Json> {
  hold('format', typeof value === 'object' && value !== null && !Array.isArray(value))
  const names = Object.keys(value)
  hold(
    'format',
    needed.split(' ').every((name) => names.includes(name)),
  )
  hold(
    'format',
    names.every((name) => `${needed} ${allowed}`.split(' ').includes(name)),
  )
  return value
}

function list(value: Json | undefined): Json[] {
  hold('format', Array.isArray(value) && value.length < 65536)
  return value
}

function bytes(value: Json | undefined, length: number): string {
  hold('format', typeof value === 'string' && /^[A-Za-z0-9_-]*$/.test(value))
  const decoded = Buffer.from(value, 'base64url')
  hold('format', decoded.length === length && decoded.toString('base64url') === value)
  return decoded.toString('hex')
}

function whole(value: Json | undefined): bigint {
  hold('format', typeof value === 'string' && /^(0|-?[1-9][0-9]*)$/.test(value))
  const number = BigInt(value)
  hold('format', number <= LIMIT && number >= -LIMIT)
  return number
}

function count(value: Json | undefined): bigint {
  const number = whole(value)
  hold('format', number >= 0n)
  return number
}

function instant(value: Json | undefined): string {
  hold('format', typeof value === 'string')
  const at = new Date(value)
  hold('format', !Number.isNaN(at.getTime()) && at.toISOString() === value)
  return i64(BigInt(at.getTime()))
}

function prose(value: Json | undefined): string {
  hold('format', typeof value === 'string' && value !== '')
  hold('format', value.isWellFormed() && Buffer.byteLength(value) < 65536)
  return counted(Buffer.from(value, 'utf8').toString('hex'))
}

/** As hexadecimal text, once the pattern holds. */
function ascii(value: Json | undefined, pattern: RegExp): string {
  hold('format', typeof value === 'string' && pattern.test(value))
  return Buffer.from(value, 'ascii').toString('hex')
}

const counted = (hex: string): string => u16(hex.length / 2) + hex
const tag = (name: string): string => Buffer.from(`suanpan.${name}.v1\0`).toString('hex')
const u16 = (value: number): string => value.toString(16).padStart(4, '0')
const i64 = (value: bigint): string => BigInt.asUintN(64, value).toString(16).padStart(16, '0')
const sha256 = (hex: string): string =>
  createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex')
