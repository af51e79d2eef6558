import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

// Every sealed value begins with the version of its format and the key it was sealed with:
//   a record's key: 1 | installation key version (2 bytes) | id (8) | iv (12) | key (32) | tag (16)
//   a column:       1 | id of the record's key (8)         | iv (12) | text        | tag (16)
const FORMAT = 1
const VERSION_BYTES = 2
const ID_BYTES = 8
const IV_BYTES = 12
const KEY_BYTES = 32
const TAG_BYTES = 16
const KEY_ID_AT = 1 + VERSION_BYTES
const KEY_SEALED_AT = KEY_ID_AT + ID_BYTES
const COLUMN_SEALED_AT = 1 + ID_BYTES

/** One version of the installation's key; the highest version seals, the others only open. */
export type KeyVersion = { version: number; key: Buffer }

/** `table` with its schema, e.g. `parties.people`. */
export type RecordRef = { table: string; row: string }

export type Place = RecordRef & { column: string }

/**
 * Envelope encryption: every record has a key of its own, kept beside it and wrapped by the
 * installation's key. Dropping that wrapped key makes the record unreadable, in backups too once
 * they are gone: that is how a person is erased. Table, column and row are authenticated, so a
 * value copied to another place does not open.
 */
export type Crypter = {
  /** The version of the installation's key that new keys are wrapped with. */
  version: number
  /** A new wrapped key for a record, to be stored beside it. */
  newKey(record: RecordRef): Buffer
  encrypt(key: Buffer, place: Place, text: string): Buffer
  /** Throws `CryptoError` when the key, the place or the content is not the one it was sealed with. */
  decrypt(key: Buffer, place: Place, sealed: Buffer): string
  /** The same for what is not text: a picture, a document. */
  encryptBytes(key: Buffer, place: Place, bytes: Buffer): Buffer
  decryptBytes(key: Buffer, place: Place, sealed: Buffer): Buffer
  /** The key wrapped anew with the current version; the same bytes when it is current already. */
  rewrap(key: Buffer, record: RecordRef): Buffer
  /** Equal text gives equal bytes, for look-ups; another purpose gives other bytes. */
  blindIndex(purpose: string, text: string): Buffer
}

export class CryptoError extends Error {
  override readonly name = 'CryptoError'
}

/** @param keys.versions at least one; several while a rotation is under way */
export function createCrypter(keys: { versions: KeyVersion[]; blindIndex: Buffer }): Crypter {
  const byVersion = new Map(keys.versions.map(({ version, key }) => [version, key]))
  const version = Math.max(...byVersion.keys())
  const current = byVersion.get(version)
  if (current === undefined) throw new CryptoError('no encryption key')

  const wrap = (record: RecordRef, id: Buffer, key: Buffer): Buffer =>
    Buffer.concat([keyHeader(version), id, seal(current, aad({ ...record, column: 'key' }), key)])

  const unwrap = (wrapped: Buffer, record: RecordRef): Buffer => {
    if (wrapped[0] !== FORMAT) throw new CryptoError(`unknown key format ${wrapped[0]}`)
    const needed = keyVersion(wrapped)
    const installation = byVersion.get(needed)
    if (installation === undefined)
      throw new CryptoError(`encryption key ${needed} is not configured`)
    return open(installation, aad({ ...record, column: 'key' }), wrapped.subarray(KEY_SEALED_AT))
  }

  const encryptBytes: Crypter['encryptBytes'] = (key, place, bytes) =>
    Buffer.concat([Buffer.of(FORMAT), keyId(key), seal(unwrap(key, place), aad(place), bytes)])

  const decryptBytes: Crypter['decryptBytes'] = (key, place, sealed) => {
    if (sealed[0] !== FORMAT) throw new CryptoError(`unknown format ${sealed[0]}`)
    if (!sealed.subarray(1, COLUMN_SEALED_AT).equals(keyId(key))) {
      throw new CryptoError('sealed with the key of another record')
    }
    return open(unwrap(key, place), aad(place), sealed.subarray(COLUMN_SEALED_AT))
  }

  return {
    version,
    newKey: (record) => wrap(record, randomBytes(ID_BYTES), randomBytes(KEY_BYTES)),
    encrypt: (key, place, text) => encryptBytes(key, place, Buffer.from(text, 'utf8')),
    decrypt: (key, place, sealed) => decryptBytes(key, place, sealed).toString('utf8'),
    encryptBytes,
    decryptBytes,
    rewrap: (key, record) =>
      keyVersion(key) === version ? key : wrap(record, keyId(key), unwrap(key, record)),
    blindIndex: (purpose, text) =>
      createHmac('sha256', keys.blindIndex).update(`${purpose}\u0000${text}`).digest(),
  }
}

/** The installation key version a record's key is wrapped with. */
export function keyVersion(wrapped: Buffer): number {
  return wrapped.readUInt16BE(1)
}

function keyHeader(version: number): Buffer {
  const header = Buffer.alloc(KEY_ID_AT)
  header[0] = FORMAT
  header.writeUInt16BE(version, 1)
  return header
}

function keyId(wrapped: Buffer): Buffer {
  return wrapped.subarray(KEY_ID_AT, KEY_SEALED_AT)
}

function aad({ table, column, row }: Place): Buffer {
  return Buffer.from(`${table}|${column}|${row}`, 'utf8')
}

function seal(key: Buffer, place: Buffer, content: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(place)
  return Buffer.concat([iv, cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

function open(key: Buffer, place: Buffer, sealed: Buffer): Buffer {
  if (sealed.length < IV_BYTES + TAG_BYTES) throw new CryptoError('too short to be sealed')
  const end = sealed.length - TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(place).setAuthTag(sealed.subarray(end))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, end)), decipher.final()])
  } catch (error) {
    throw new CryptoError(`does not open at ${place.toString('utf8')}`, { cause: error })
  }
}
