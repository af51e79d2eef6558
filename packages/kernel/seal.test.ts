import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  GENESIS_SEAL,
  auditPath,
  batchSeal,
  entryHash,
  entrySalts,
  hashLeaf,
  leafHash,
  merkleRoot,
} from './seal.ts'

/** The leaves of the test vectors of Certificate Transparency (RFC 6962 and 9162 have the same tree). */
const CT_LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => hashLeaf(Buffer.from(hex, 'hex')))

/** The root over the first n of them, n from 0. */
const CT_ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const CT_PATHS: [leaf: number, of: number, path: string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
]

test('roots and audit paths are those of the published vectors', () => {
  for (const [size, root] of CT_ROOTS.entries())
    assert.equal(merkleRoot(CT_LEAVES.slice(0, size)).toString('hex'), root, `of ${size}`)
  for (const [leaf, of, path] of CT_PATHS)
    assert.deepEqual(
      auditPath(CT_LEAVES.slice(0, of), leaf).map((hash) => hash.toString('hex')),
      path,
      `leaf ${leaf} of ${of}`,
    )
})

test('roots and audit paths are those that RFC 9162 defines, whatever the size', () => {
  const leaves = Array.from({ length: 40 }, (_, n) => Buffer.from(`leaf ${n}`))
  for (let size = 1; size <= leaves.length; size++) {
    const data = leaves.slice(0, size)
    const hashed = data.map((each) => hashLeaf(each))
    assert.deepEqual(merkleRoot(hashed), treeHash(data), `root of ${size}`)
    for (let m = 0; m < size; m++)
      assert.deepEqual(auditPath(hashed, m), inclusionPath(m, data), `path of ${m} in ${size}`)
  }
})

test('one changed, added or removed leaf gives another root', () => {
  const data = fc.array(fc.uint8Array({ maxLength: 20 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(data, fc.nat(), (data, n) => {
      const root = rootOf(data)
      const at = n % data.length
      assert.notDeepEqual(
        rootOf(data.toSpliced(at, 1, Buffer.concat([data[at]!, Buffer.of(1)]))),
        root,
      )
      assert.notDeepEqual(rootOf(data.toSpliced(at, 1)), root)
      assert.notDeepEqual(rootOf([...data, data[at]!]), root)
    }),
    { seed: 20260303, numRuns: 100 },
  )
})

test('the first version of every format gives these bytes for ever', () => {
  const salts = entrySalts(Buffer.from(Array.from({ length: 32 }, (_, n) => n)), 2)
  assert.deepEqual(hexOf(salts), [
    'c72815884f71a94545c2a98375db3844',
    '96944c251eca384fb9b3fd35a669264c',
  ])
  const [lin, teahouse] = ['person:lin:cny', 'merchant:teahouse:cny'].map((address) => ({
    address,
    asset: 'CNY/2',
  }))
  const entries = [
    entryHash({ ...lin!, version: 2n, amount: -3000n, balance: 7000n }, salts[0]!),
    entryHash({ ...teahouse!, version: 1n, amount: 3000n, balance: 3000n }, salts[1]!),
  ]
  assert.deepEqual(hexOf(entries), [
    '063f1e1b4cc14aa5dd0e08b11d30056fe30338d93d9cda76aeda7e77324bd9b7',
    '730fe44dc2e90940e1dcda0ea863bb7f0a6032bc8cac296b0a066415a8c91f88',
  ])
  const header = {
    book: 1,
    bookedAt: new Date('2026-03-01T02:03:04.005Z'),
    businessDate: '2026-03-01',
  }
  const payment = leafHash(
    {
      ...header,
      seq: 12n,
      // Before 1970: the instant is a signed number.
      occurredAt: new Date('1969-12-31T23:59:59.999Z'),
      id: 'pay_1',
      kind: 'payment',
      reference: '茶馆',
      fingerprint: Buffer.from(Array.from({ length: 16 }, (_, n) => n)),
    },
    entries,
  )
  const claim = leafHash(
    {
      ...header,
      seq: 13n,
      occurredAt: header.bookedAt,
      id: 'claim',
      kind: 'claim',
      reference: undefined,
      fingerprint: Buffer.alloc(16),
    },
    [],
  )
  const root = merkleRoot([payment, claim])
  const seal = batchSeal({
    previous: GENESIS_SEAL,
    book: 1,
    batch: 1n,
    firstSeq: 12n,
    lastSeq: 13n,
    root,
  })
  assert.deepEqual(hexOf([payment, claim, root, seal]), [
    '247f681b37f4360c1168159b4ecb4daedd544abed3c55d6f0e3edba2dfc61b10',
    'fdece3b807ab0ac5ac17845313bc7d1662d280d78d1f58180fa56ba3f9cd69a9',
    'fe22f67f4e157327d7b501ad59821ae31cc2d837035bf021e1def0c6a7fd0a35',
    '51e9ba154bdc73acf5dc1e146ee0cfb9b3c6106156070712fbd74a75aa75dcbf',
  ])
})

const hexOf = (hashes: Buffer[]): string[] => hashes.map((hash) => hash.toString('hex'))
const rootOf = (data: Uint8Array[]): Buffer => merkleRoot(data.map((each) => hashLeaf(each)))

const sha256 = (...parts: Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest()

/** MTH of RFC 9162, 2.1.1, as it is written there: k is the largest power of two smaller than n. */
function treeHash(d: Uint8Array[]): Buffer {
  if (d.length === 1) return sha256(Buffer.of(0), d[0]!)
  const k = splitOf(d.length)
  return sha256(Buffer.of(1), treeHash(d.slice(0, k)), treeHash(d.slice(k)))
}

/** PATH of RFC 9162, 2.1.3.1. */
function inclusionPath(m: number, d: Uint8Array[]): Buffer[] {
  if (d.length === 1) return []
  const k = splitOf(d.length)
  return m < k
    ? [...inclusionPath(m, d.slice(0, k)), treeHash(d.slice(k))]
    : [...inclusionPath(m - k, d.slice(k)), treeHash(d.slice(0, k))]
}

function splitOf(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}
