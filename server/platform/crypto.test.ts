import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { createCrypter, CryptoError, keyVersion, type KeyVersion } from './crypto.ts'

const lin = { table: 'parties.people', row: 'per_lin' }
const phone = { ...lin, column: 'phone' }
const blindIndex = randomBytes(32)

function version(number: number): KeyVersion {
  return { version: number, key: randomBytes(32) }
}

test('what was encrypted opens at its place, and never looks the same twice', () => {
  const crypter = createCrypter({ versions: [version(1)], blindIndex })
  const key = crypter.newKey(lin)
  const [first, second] = [1, 2].map(() => crypter.encrypt(key, phone, '13800138000 林'))
  assert.ok(first && second && !first.equals(second))
  assert.equal(crypter.decrypt(key, phone, first), '13800138000 林')
  assert.ok(!first.includes('13800138000'))
  assert.equal(crypter.decrypt(key, phone, crypter.encrypt(key, phone, '')), '')
})

test('a value moved to another column, row or table does not open', () => {
  const crypter = createCrypter({ versions: [version(1)], blindIndex })
  const key = crypter.newKey(lin)
  const sealed = crypter.encrypt(key, phone, '13800138000')
  const elsewhere = [
    { ...phone, column: 'name' },
    { ...phone, row: 'per_wang' },
    { ...phone, table: 'parties.operators' },
  ]
  for (const place of elsewhere) {
    assert.throws(() => crypter.decrypt(key, place, sealed), CryptoError)
  }
  const wang = { table: lin.table, row: 'per_wang' }
  assert.throws(() => crypter.decrypt(crypter.newKey(wang), phone, sealed), CryptoError)
})

test('no byte can be changed unnoticed', () => {
  const crypter = createCrypter({ versions: [version(1)], blindIndex })
  const key = crypter.newKey(lin)
  const sealed = crypter.encrypt(key, phone, '13800138000')
  const changed = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes)
    copy[at] = (copy[at] ?? 0) ^ 1
    return copy
  }
  for (let at = 0; at < sealed.length; at++) {
    assert.throws(() => crypter.decrypt(key, phone, changed(sealed, at)), CryptoError, `byte ${at}`)
  }
  for (let at = 0; at < key.length; at++) {
    assert.throws(() => crypter.decrypt(changed(key, at), phone, sealed), CryptoError, `key ${at}`)
  }
  for (const length of [0, 8, 20, sealed.length - 1]) {
    assert.throws(() => crypter.decrypt(key, phone, sealed.subarray(0, length)), CryptoError)
  }
})

test('after a rotation the records open with the new key alone, and not with the old one', () => {
  const [old, fresh] = [version(1), version(2)]
  const before = createCrypter({ versions: [old], blindIndex })
  const oldKey = before.newKey(lin)
  const sealed = before.encrypt(oldKey, phone, '13800138000')

  const during = createCrypter({ versions: [fresh, old], blindIndex })
  assert.equal(during.decrypt(oldKey, phone, sealed), '13800138000')
  const newKey = during.rewrap(oldKey, lin)
  assert.deepEqual([keyVersion(oldKey), keyVersion(newKey)], [1, 2])
  assert.equal(during.rewrap(newKey, lin), newKey)

  const after = createCrypter({ versions: [fresh], blindIndex })
  assert.equal(after.decrypt(newKey, phone, sealed), '13800138000')
  assert.throws(() => before.decrypt(newKey, phone, sealed), /key 2 is not configured/)
  assert.throws(() => after.decrypt(oldKey, phone, sealed), /key 1 is not configured/)
  const forged = createCrypter({ versions: [{ version: 2, key: old.key }], blindIndex })
  assert.throws(() => forged.decrypt(newKey, phone, sealed), CryptoError)
})

test('equal values are found by their blind index, within one purpose and one installation', () => {
  const crypter = createCrypter({ versions: [version(1)], blindIndex })
  const index = crypter.blindIndex('phone', '13800138000')
  assert.equal(index.length, 32)
  assert.deepEqual(crypter.blindIndex('phone', '13800138000'), index)
  assert.notDeepEqual(crypter.blindIndex('phone', '13800138001'), index)
  assert.notDeepEqual(crypter.blindIndex('card', '13800138000'), index)
  const other = createCrypter({ versions: [version(1)], blindIndex: randomBytes(32) })
  assert.notDeepEqual(other.blindIndex('phone', '13800138000'), index)
})
