import { concat, fromBase64url, int64, sized, toBase64url, u16, utf8 } from './bytes.ts'
import { isReceipt, receiptMisfit } from './receipt-shape.ts'
import type { Receipt, ShownEntry } from './receipt-shape.ts'
import { batchStatement, dayStatement } from './statements.ts'

export type { Receipt, ShownEntry } from './receipt-shape.ts'

/** What the platform brings: Node's or the browser's own cryptography. */
export type ReceiptTools = {
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> | Uint8Array
  /** @param publicKey 32 raw bytes */
  verifyEd25519(
    publicKey: Uint8Array<ArrayBuffer>,
    message: Uint8Array<ArrayBuffer>,
    signature: Uint8Array<ArrayBuffer>,
  ): Promise<boolean> | boolean
}

export type ReceiptStep = 'format' | 'amounts' | 'leaf' | 'batch' | 'day' | 'key' | 'signature'

/** `skipped`: nothing to check (the day is open, no key was given), or an earlier step made it impossible. */
export type StepOutcome = 'passed' | 'failed' | 'skipped'

export type CheckedStep = {
  step: ReceiptStep
  outcome: StepOutcome
  title: Sentence
  detail: Sentence
}

export type Verification = {
  /** No step failed. Without a key of the reader's own this says that the receipt agrees with itself. */
  ok: boolean
  /** The reader gave the public key and the receipt is signed with it. */
  keyTrusted: boolean
  dayClosed: boolean
  steps: CheckedStep[]
}

type Sentence = { zh: string; en: string }
type Finding = { outcome: StepOutcome; detail: Sentence }

const ENTRY_TAG = utf8('suanpan.entry.v1\0')
const LEAF_TAG = utf8('suanpan.leaf.v1\0')
const LEAF_PREFIX = Uint8Array.of(0)
const NODE_PREFIX = Uint8Array.of(1)

const titles: Record<ReceiptStep, Sentence> = {
  format: { zh: '格式', en: 'Format' },
  amounts: { zh: '所示金额', en: 'Amounts shown' },
  leaf: { zh: '凭证哈希', en: 'Hash of the posting' },
  batch: { zh: '批次路径', en: 'Path to the batch' },
  day: { zh: '当日路径', en: 'Path to the day' },
  key: { zh: '公钥', en: 'Public key' },
  signature: { zh: '签名', en: 'Signature' },
}

/**
 * Checks a receipt without the server: every amount shown is in the posting's hash, the posting in
 * its batch, the batch in its day, and the day (while it is open, the batch) is signed.
 *
 * @param receipt parsed JSON, not trusted in any way
 * @param options.publicKey base64url of the installation's published key; without it the key in
 *   the receipt is used and `keyTrusted` is false
 */
export async function verifyReceipt(
  receipt: unknown,
  tools: ReceiptTools,
  options: { publicKey?: string } = {},
): Promise<Verification> {
  if (!isReceipt(receipt)) return unreadable(receiptMisfit(receipt) ?? 'receipt')
  const findings: [ReceiptStep, Finding][] = [
    ['format', passed('格式正确', 'Every member is there and spelled as the format asks')],
    ['amounts', checkAmounts(receipt)],
    ['leaf', await checkLeaf(receipt, tools)],
    ['batch', await checkBatch(receipt, tools)],
    ['day', await checkDay(receipt, tools)],
    ['key', checkKey(receipt, options.publicKey)],
    ['signature', await checkSignature(receipt, tools)],
  ]
  const steps = findings.map(([step, finding]) => ({ step, title: titles[step], ...finding }))
  const ok = steps.every(({ outcome }) => outcome !== 'failed')
  return {
    ok,
    keyTrusted: ok && options.publicKey !== undefined,
    dayClosed: receipt.day !== undefined,
    steps,
  }
}

function unreadable(where: string): Verification {
  const rest = ['amounts', 'leaf', 'batch', 'day', 'key', 'signature'] as const
  const steps = [
    {
      step: 'format' as const,
      title: titles.format,
      ...failed(`不是有效的存证：${where}`, `Not a receipt: ${where}`),
    },
    ...rest.map((step) => ({
      step,
      title: titles[step],
      ...skipped('无法检查', 'Cannot be checked'),
    })),
  ]
  return { ok: false, keyTrusted: false, dayClosed: false, steps }
}

/** What is shown must fit together: two sides of a movement cancel out and balances follow each other. */
function checkAmounts({ entries }: Receipt): Finding {
  const last = new Map<string, ShownEntry>()
  for (const [at, entry] of entries.entries()) {
    if (typeof entry === 'string') continue
    const other = entries[at ^ 1]
    const before = last.get(entry.address)
    if (!standsAlone(entry, at) || !cancels(entry, other) || !follows(entry, before)) {
      return failed(`第 ${at + 1} 行金额不符`, `Entry ${at + 1} does not fit with the others`)
    }
    last.set(entry.address, entry)
  }
  const shown = entries.filter((entry) => typeof entry !== 'string').length
  return passed(
    `示出 ${shown} 行，隐去 ${entries.length - shown} 行`,
    `${shown} entries shown, ${entries.length - shown} withheld`,
  )
}

/** The giving side comes first, the receiving one second; nothing moves nothing. */
function standsAlone(entry: ShownEntry, at: number): boolean {
  const amount = BigInt(entry.amount)
  return BigInt(entry.version) > 0n && (at % 2 === 0 ? amount < 0n : amount > 0n)
}

function cancels(entry: ShownEntry, other: ShownEntry | string | undefined): boolean {
  if (other === undefined) return false
  if (typeof other === 'string') return true
  return entry.asset === other.asset && BigInt(entry.amount) + BigInt(other.amount) === 0n
}

function follows(entry: ShownEntry, before: ShownEntry | undefined): boolean {
  if (before === undefined) {
    return BigInt(entry.version) > 1n || entry.amount === entry.balance
  }
  return (
    BigInt(entry.version) === BigInt(before.version) + 1n &&
    entry.asset === before.asset &&
    BigInt(entry.balance) === BigInt(before.balance) + BigInt(entry.amount)
  )
}

async function checkLeaf(receipt: Receipt, { sha256 }: ReceiptTools): Promise<Finding> {
  const { posting } = receipt
  const hashes: Uint8Array[] = []
  for (const entry of receipt.entries) {
    hashes.push(typeof entry === 'string' ? fromBase64url(entry) : await sha256(entryBytes(entry)))
  }
  const leaf = await sha256(
    concat(
      LEAF_PREFIX,
      LEAF_TAG,
      u16(posting.book),
      int64(BigInt(posting.seq)),
      int64(BigInt(Date.parse(posting.bookedAt))),
      int64(BigInt(Date.parse(posting.occurredAt))),
      utf8(posting.businessDate),
      fromBase64url(posting.fingerprint),
      sized(posting.id),
      sized(posting.kind),
      sized(posting.reference ?? ''),
      u16(hashes.length),
      ...hashes,
    ),
  )
  return toBase64url(leaf) === receipt.leaf
    ? passed('所示内容与凭证哈希一致', 'What is shown is what was hashed')
    : failed('所示内容与凭证哈希不一致', 'What is shown is not what was hashed')
}

function entryBytes(entry: ShownEntry): Uint8Array<ArrayBuffer> {
  return concat(
    ENTRY_TAG,
    fromBase64url(entry.salt),
    sized(entry.address),
    sized(entry.asset),
    int64(BigInt(entry.version)),
    int64(BigInt(entry.amount)),
    int64(BigInt(entry.balance)),
  )
}

async function checkBatch(receipt: Receipt, tools: ReceiptTools): Promise<Finding> {
  const { batch, posting } = receipt
  const first = BigInt(batch.firstSeq)
  const root = await climb(tools, fromBase64url(receipt.leaf), batch.path, {
    index: BigInt(posting.seq) - first,
    size: BigInt(batch.lastSeq) - first + 1n,
  })
  return root !== undefined && toBase64url(root) === batch.root
    ? passed(`凭证在第 ${batch.batch} 批之中`, `The posting is in batch ${batch.batch}`)
    : failed(`凭证不在第 ${batch.batch} 批之中`, `The posting is not in batch ${batch.batch}`)
}

async function checkDay(receipt: Receipt, tools: ReceiptTools): Promise<Finding> {
  const { day, batch, posting } = receipt
  if (!day) {
    return skipped(
      '营业日未日终，仅有批次签名',
      'The day is still open: the batch itself is signed',
    )
  }
  const leaf = await tools.sha256(concat(LEAF_PREFIX, signedBatch(receipt)))
  const root = await climb(tools, leaf, day.path, {
    index: BigInt(batch.batch) - BigInt(day.firstBatch),
    size: BigInt(day.batchCount),
  })
  return root !== undefined && toBase64url(root) === day.root
    ? passed(
        `批次在营业日 ${posting.businessDate} 之中`,
        `The batch is in the day ${posting.businessDate}`,
      )
    : failed(
        `批次不在营业日 ${posting.businessDate} 之中`,
        `The batch is not in the day ${posting.businessDate}`,
      )
}

function checkKey({ signature }: Receipt, trusted: string | undefined): Finding {
  if (trusted === undefined) {
    return skipped(
      `公钥取自存证本身（${signature.publicKey}），请与公布的公钥核对`,
      `The key (${signature.publicKey}) comes from the receipt itself: compare it with the published one`,
    )
  }
  return trusted === signature.publicKey
    ? passed('由公布的公钥签署', 'It is the published key')
    : failed('不是公布的公钥', 'It is not the published key')
}

async function checkSignature(receipt: Receipt, tools: ReceiptTools): Promise<Finding> {
  const { day, posting, signature } = receipt
  const message = day
    ? dayStatement({
        book: posting.book,
        businessDate: posting.businessDate,
        firstBatch: BigInt(day.firstBatch),
        batchCount: BigInt(day.batchCount),
        root: fromBase64url(day.root),
        previous: fromBase64url(day.previous),
      })
    : signedBatch(receipt)
  const genuine = await tools.verifyEd25519(
    fromBase64url(signature.publicKey),
    message,
    fromBase64url(signature.value),
  )
  return genuine
    ? passed('签名有效', 'The signature is genuine')
    : failed('签名无效', 'The signature is not genuine')
}

function signedBatch({ posting, batch }: Receipt): Uint8Array<ArrayBuffer> {
  return batchStatement({
    book: posting.book,
    businessDate: posting.businessDate,
    batch: BigInt(batch.batch),
    firstSeq: BigInt(batch.firstSeq),
    lastSeq: BigInt(batch.lastSeq),
    root: fromBase64url(batch.root),
  })
}

/** RFC 9162, 2.1.3.2: the root that an audit path leads to, or undefined when it has not the tree's shape. */
async function climb(
  { sha256 }: ReceiptTools,
  leaf: Uint8Array,
  path: readonly string[],
  { index, size }: { index: bigint; size: bigint },
): Promise<Uint8Array | undefined> {
  if (index < 0n || index >= size) return undefined
  let [at, last, hash] = [index, size - 1n, leaf]
  for (const step of path) {
    if (last === 0n) return undefined
    const sibling = fromBase64url(step)
    if (at % 2n === 1n || at === last) {
      hash = await sha256(concat(NODE_PREFIX, sibling, hash))
      while (at % 2n === 0n && at !== 0n) [at, last] = [at / 2n, last / 2n]
    } else {
      hash = await sha256(concat(NODE_PREFIX, hash, sibling))
    }
    ;[at, last] = [at / 2n, last / 2n]
  }
  return last === 0n ? hash : undefined
}

const passed = (zh: string, en: string): Finding => ({ outcome: 'passed', detail: { zh, en } })
const failed = (zh: string, en: string): Finding => ({ outcome: 'failed', detail: { zh, en } })
const skipped = (zh: string, en: string): Finding => ({ outcome: 'skipped', detail: { zh, en } })
