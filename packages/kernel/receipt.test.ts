import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync, sign, verify, createPublicKey } from 'node:crypto'
import { test } from 'node:test'
import { toBase64url } from './bytes.ts'
import { receiptMisfit } from './receipt-shape.ts'
import { verifyReceipt } from './receipt.ts'
import type { Receipt, ReceiptTools, ShownEntry } from './receipt.ts'
import { auditPath, entryHash, entrySalts, hashLeaf, leafHash, merkleRoot } from './seal.ts'
import { batchStatement, dayStatement } from './statements.ts'

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

const tools: ReceiptTools = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  verifyEd25519: (publicKey, message, signature) =>
    verify(
      null,
      message,
      createPublicKey({
        key: Buffer.concat([SPKI_PREFIX, publicKey]),
        format: 'der',
        type: 'spki',
      }),
      signature,
    ),
}

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const key = publicKey.export({ format: 'jwk' }).x!

test('a receipt of a closed day proves what 林 lin sees and nothing else', async () => {
  const receipt = teahouseReceipt({ closed: true })
  const result = await verifyReceipt(receipt, tools, { publicKey: key })
  assert.deepEqual(
    result.steps.map(({ step, outcome }) => `${step} ${outcome}`),
    [
      'format passed',
      'amounts passed',
      'leaf passed',
      'batch passed',
      'day passed',
      'key passed',
      'signature passed',
    ],
  )
  assert.deepEqual(
    { ok: result.ok, trusted: result.keyTrusted, closed: result.dayClosed },
    { ok: true, trusted: true, closed: true },
  )
  assert.ok(!JSON.stringify(receipt).includes('teahouse'))
})

test('until the day closes the signature is over the batch', async () => {
  const result = await verifyReceipt(teahouseReceipt({ closed: false }), tools)
  assert.equal(result.ok, true)
  assert.equal(result.dayClosed, false)
  assert.equal(result.keyTrusted, false)
  assert.equal(result.steps.find(({ step }) => step === 'day')?.outcome, 'skipped')
})

test('one changed character anywhere fails', async () => {
  for (const closed of [true, false]) {
    const text = JSON.stringify(teahouseReceipt({ closed }))
    for (let at = 0; at < text.length; at++) {
      const now = text[at]!
      if (!/[\w-]/.test(now)) continue
      for (const other of [/\d/.test(now) ? String((Number(now) + 1) % 10) : 'A', 'B', '7']) {
        if (other === now) continue
        const changed = parsed(text.slice(0, at) + other + text.slice(at + 1))
        if (changed === undefined) continue
        const { ok } = await verifyReceipt(changed, tools)
        assert.equal(ok, false, `at ${at}: ${text.slice(at - 20, at + 20)} with ${other}`)
      }
    }
  }
})

test('the step that fails is the one whose claim is false', async () => {
  const failures = async (change: (receipt: Receipt) => void): Promise<string[]> => {
    const receipt = teahouseReceipt({ closed: true })
    change(receipt)
    const { steps } = await verifyReceipt(receipt, tools, { publicKey: key })
    return steps.filter(({ outcome }) => outcome === 'failed').map(({ step }) => step)
  }
  assert.deepEqual(
    await failures((receipt) => {
      receipt.posting.id = 'pay_other'
    }),
    ['leaf'],
  )
  assert.deepEqual(
    await failures((receipt) => {
      receipt.batch.path.pop()
    }),
    ['batch'],
  )
  assert.deepEqual(
    await failures((receipt) => {
      receipt.day!.path.reverse()
    }),
    ['day'],
  )
  assert.deepEqual(
    await failures((receipt) => {
      receipt.day!.previous = toBase64url(new Uint8Array(32))
    }),
    ['signature'],
  )
  const stranger = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x!
  assert.deepEqual(
    await failures((receipt) => {
      receipt.signature.publicKey = stranger
    }),
    ['key', 'signature'],
  )
})

test('a shown amount that is not the opposite of its other side fails before any hash', async () => {
  const receipt = teahouseReceipt({ closed: true, all: true })
  const taken = receipt.entries[1]
  assert.ok(typeof taken === 'object')
  taken.amount = '2999'
  const { steps } = await verifyReceipt(receipt, tools)
  assert.equal(steps.find(({ step }) => step === 'amounts')?.outcome, 'failed')
})

test('a receipt with a member too many, or a second spelling of the same bytes, is no receipt', () => {
  const receipt = teahouseReceipt({ closed: true })
  assert.equal(receiptMisfit({ ...receipt, note: 'paid twice' }), 'receipt.note')
  const spelled = {
    ...receipt,
    leaf: receipt.leaf.slice(0, -1) + nextCharacter(receipt.leaf.at(-1)!),
  }
  assert.equal(receiptMisfit(spelled), 'receipt.leaf')
  const padded = { ...receipt, posting: { ...receipt.posting, seq: `0${receipt.posting.seq}` } }
  assert.equal(receiptMisfit(padded), 'receipt.posting.seq')
  assert.equal(receiptMisfit([]), 'receipt')
  assert.equal(receiptMisfit(null), 'receipt')
})

const entries = [
  { address: 'person:per_lin:cny', version: 2n, amount: -3000n, balance: 7000n },
  { address: 'merchant:mer_teahouse:cny', version: 9n, amount: 3000n, balance: 5000n },
  { address: 'merchant:mer_teahouse:cny', version: 10n, amount: -18n, balance: 4982n },
  { address: 'income:fee:cny', version: 40n, amount: 18n, balance: 420n },
].map((entry) => ({ ...entry, asset: 'CNY/2' }))

const header = {
  book: 1,
  seq: 12n,
  bookedAt: new Date('2026-03-01T02:03:04.005Z'),
  occurredAt: new Date('2026-02-28T20:00:00.000Z'),
  businessDate: '2026-03-01',
  id: 'pay_lin',
  kind: 'payment',
  reference: 'ord_1',
  fingerprint: Buffer.alloc(16, 3),
}

/** 林 pays the teahouse 30.00 in the third posting of the second of three batches. */
function teahouseReceipt(options: { closed: boolean; all?: boolean }): Receipt {
  const salts = entrySalts(Buffer.alloc(32, 7), entries.length)
  const hashes = entries.map((entry, at) => entryHash(entry, salts[at]!))
  const leaves = [hashLeaf(Buffer.of(1)), hashLeaf(Buffer.of(2)), leafHash(header, hashes)]
  const root = merkleRoot(leaves)
  const { batch, day } = sealed(root)
  return {
    format: 'suanpan.receipt.v1',
    posting: {
      ...header,
      seq: String(header.seq),
      occurredAt: header.occurredAt.toISOString(),
      bookedAt: header.bookedAt.toISOString(),
      fingerprint: toBase64url(header.fingerprint),
    },
    entries: entries.map((entry, at) =>
      at === 0 || options.all ? shown(entry, salts[at]!) : toBase64url(hashes[at]!),
    ),
    leaf: toBase64url(leaves[2]!),
    batch: {
      batch: '6',
      firstSeq: '10',
      lastSeq: '12',
      path: auditPath(leaves, 2).map(toBase64url),
      root: toBase64url(root),
    },
    ...(options.closed ? { day: day.part } : {}),
    signature: {
      publicKey: key,
      value: toBase64url(sign(null, options.closed ? day.statement : batch, privateKey)),
    },
  }
}

function shown(entry: (typeof entries)[number], salt: Uint8Array): ShownEntry {
  return {
    address: entry.address,
    asset: entry.asset,
    version: String(entry.version),
    amount: String(entry.amount),
    balance: String(entry.balance),
    salt: toBase64url(salt),
  }
}

/** The statement of the batch with this root, and of the day it is in. */
function sealed(root: Buffer) {
  const { businessDate } = header
  const batches = [Buffer.alloc(32, 1), root, Buffer.alloc(32, 3)].map((each, at) =>
    batchStatement({
      book: 1,
      businessDate,
      batch: BigInt(at + 5),
      firstSeq: [5n, 10n, 13n][at]!,
      lastSeq: [9n, 12n, 16n][at]!,
      root: each,
    }),
  )
  const leaves = batches.map((batch) => hashLeaf(batch))
  const tree = { root: merkleRoot(leaves), previous: Buffer.alloc(32, 8) }
  return {
    batch: batches[1]!,
    day: {
      statement: dayStatement({ ...tree, book: 1, businessDate, firstBatch: 5n, batchCount: 3n }),
      part: {
        firstBatch: '5',
        batchCount: '3',
        path: auditPath(leaves, 1).map(toBase64url),
        root: toBase64url(tree.root),
        previous: toBase64url(tree.previous),
      },
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function nextCharacter(char: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return alphabet[(alphabet.indexOf(char) + 1) % 64]!
}
