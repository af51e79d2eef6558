import { createHash, hash } from 'node:crypto'

/**
 * Seal, leaf v1: the bytes under every hash of the books. The format is described in
 * `docs/reference/seal.md`; a second verifier in the tests is written from that page alone.
 */
export type LeafHeader = {
  book: number
  seq: bigint
  bookedAt: Date
  occurredAt: Date
  businessDate: string
  id: string
  kind: string
  reference: string | undefined
  fingerprint: Uint8Array
}

export type SealedEntry = {
  address: string
  asset: string
  version: bigint
  amount: bigint
  balance: bigint
}

export const SALT_BYTES = 16
export const HASH_BYTES = 32
export const GENESIS_SEAL = Buffer.alloc(HASH_BYTES)

const ENTRY_TAG = Buffer.from('suanpan.entry.v1\0', 'ascii')
const LEAF_TAG = Buffer.from('suanpan.leaf.v1\0', 'ascii')
const SEAL_TAG = Buffer.from('suanpan.seal.v1\0', 'ascii')
const SALT_TAG = Buffer.from('suanpan.salt.v1\0', 'ascii')

/** RFC 9162 leaf hash of a posting: sha256(0x00 ‖ header ‖ entry hashes). */
export function leafHash(header: LeafHeader, entryHashes: readonly Uint8Array[]): Buffer {
  return sha256(Buffer.concat([LEAF_PREFIX, leafBytes(header, entryHashes)]))
}

/** The fixed bytes of a leaf before hashing. */
export function leafBytes(header: LeafHeader, entryHashes: readonly Uint8Array[]): Buffer {
  const id = Buffer.from(header.id, 'utf8')
  const kind = Buffer.from(header.kind, 'utf8')
  const reference = Buffer.from(header.reference ?? '', 'utf8')
  const fixed = LEAF_TAG.length + 2 + 8 + 8 + 8 + 10 + 16 + 2 + 2 + 2 + 2
  const bytes = Buffer.allocUnsafe(
    fixed + id.length + kind.length + reference.length + entryHashes.length * HASH_BYTES,
  )
  let at = LEAF_TAG.copy(bytes, 0)
  at = bytes.writeUInt16BE(header.book, at)
  at = bytes.writeBigUInt64BE(header.seq, at)
  at = bytes.writeBigInt64BE(BigInt(header.bookedAt.getTime()), at)
  at = bytes.writeBigInt64BE(BigInt(header.occurredAt.getTime()), at)
  at += bytes.write(header.businessDate, at, 10, 'ascii')
  bytes.set(header.fingerprint, at)
  at += 16
  for (const text of [id, kind, reference]) {
    at = bytes.writeUInt16BE(text.length, at)
    at += text.copy(bytes, at)
  }
  at = bytes.writeUInt16BE(entryHashes.length, at)
  for (const entry of entryHashes) {
    bytes.set(entry, at)
    at += HASH_BYTES
  }
  return bytes
}

/** One salted hash an entry, so that a receipt can show some entries and hide the others. */
export function entryHash(entry: SealedEntry, salt: Uint8Array): Buffer {
  const address = Buffer.from(entry.address, 'utf8')
  const asset = Buffer.from(entry.asset, 'utf8')
  const bytes = Buffer.allocUnsafe(
    ENTRY_TAG.length + SALT_BYTES + 2 + address.length + 2 + asset.length + 24,
  )
  let at = ENTRY_TAG.copy(bytes, 0)
  bytes.set(salt, at)
  at += SALT_BYTES
  at = bytes.writeUInt16BE(address.length, at)
  at += address.copy(bytes, at)
  at = bytes.writeUInt16BE(asset.length, at)
  at += asset.copy(bytes, at)
  at = bytes.writeBigUInt64BE(entry.version, at)
  at = bytes.writeBigInt64BE(entry.amount, at)
  bytes.writeBigInt64BE(entry.balance, at)
  return sha256(bytes)
}

/** The salts of all entries of a batch in order: consecutive pieces of SHAKE256 over the batch's secret salt. */
export function entrySalts(batchSalt: Uint8Array, count: number): Buffer[] {
  if (count === 0) return []
  const stream = createHash('shake256', { outputLength: count * SALT_BYTES })
    .update(SALT_TAG)
    .update(batchSalt)
    .digest()
  return Array.from({ length: count }, (_, i) =>
    stream.subarray(i * SALT_BYTES, (i + 1) * SALT_BYTES),
  )
}

/** RFC 9162 Merkle tree hash over leaf hashes that are already hashed. */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256(Buffer.alloc(0))
  let level = [...leaves]
  // Pairing neighbours level by level and carrying an odd one up gives the RFC's tree.
  while (level.length > 1) {
    const above: Buffer[] = []
    for (let i = 0; i < level.length; i += 2) {
      const left = level[i]!
      const right = level[i + 1]
      above.push(right ? nodeHash(left, right) : left)
    }
    level = above
  }
  return level[0]!
}

/** RFC 9162 audit path of a leaf: the sibling hashes from the leaf to the root. */
export function auditPath(leaves: readonly Buffer[], index: number): Buffer[] {
  const path: Buffer[] = []
  let level = [...leaves]
  let at = index
  while (level.length > 1) {
    const sibling = level[at ^ 1]
    if (sibling) path.push(sibling)
    const above: Buffer[] = []
    for (let i = 0; i < level.length; i += 2) {
      const left = level[i]!
      const right = level[i + 1]
      above.push(right ? nodeHash(left, right) : left)
    }
    level = above
    at >>= 1
  }
  return path
}

/** RFC 9162 leaf hash of raw bytes. */
export function hashLeaf(data: Uint8Array): Buffer {
  return sha256(Buffer.concat([LEAF_PREFIX, data]))
}

/** Chains a batch to the one before it. */
export function batchSeal(input: {
  previous: Uint8Array
  book: number
  batch: bigint
  firstSeq: bigint
  lastSeq: bigint
  root: Uint8Array
}): Buffer {
  const bytes = Buffer.allocUnsafe(SEAL_TAG.length + HASH_BYTES + 2 + 24 + HASH_BYTES)
  let at = SEAL_TAG.copy(bytes, 0)
  bytes.set(input.previous, at)
  at += HASH_BYTES
  at = bytes.writeUInt16BE(input.book, at)
  at = bytes.writeBigUInt64BE(input.batch, at)
  at = bytes.writeBigUInt64BE(input.firstSeq, at)
  at = bytes.writeBigUInt64BE(input.lastSeq, at)
  bytes.set(input.root, at)
  return sha256(bytes)
}

const LEAF_PREFIX = Buffer.from([0])
const NODE_PREFIX = Buffer.from([1])

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(Buffer.concat([NODE_PREFIX, left, right]))
}

function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer')
}
