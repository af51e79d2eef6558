/** Everything the audit looks at, in the words of its report. */
export const checks = {
  sequence: { zh: '凭证序号连续', en: 'Postings are numbered without a gap' },
  time: { zh: '记账时间与营业日不倒退', en: 'Booking time and business date never go back' },
  entry: { zh: '流水齐全', en: 'Every entry is there and belongs to its posting' },
  movement: { zh: '借贷相抵', en: 'Both sides of every movement cancel out' },
  version: { zh: '账户版本连续', en: 'Versions of an account have no gap' },
  balance: { zh: '余额可由流水重算', en: 'Balances follow from the entries' },
  stray: { zh: '无游离流水', en: 'No entry is without a posting' },
  standing: { zh: '现存余额等于流水之和', en: 'Standing balances are those of the entries' },
  limit: {
    zh: '余额不低于下限，销户余额为零',
    en: 'Balances are not below their floor, and zero when closed',
  },
  lot: { zh: '批次归属明确且不为负', en: 'Lots have a holder and are not below zero' },
  conservation: { zh: '各资产合计为零', en: 'Every asset sums to zero' },
  totals: { zh: '日汇总等于流水之和', en: 'Daily totals are those of the entries' },
  counter: { zh: '计数不为负', en: 'Counters are not below zero' },
  batch: { zh: '批次首尾相接', en: 'Batches follow each other and cover all postings' },
  root: { zh: '批次根哈希可重算', en: 'Roots of batches follow from their postings' },
  seal: { zh: '批次哈希链完整', en: 'The chain of batches is whole' },
  day: { zh: '日终记录可重算', en: 'Closed days follow from their batches' },
  signature: { zh: '日终签名有效', en: 'Signatures of closed days are genuine' },
  head: { zh: '账簿头与内容一致', en: 'The head of the book is where its content ends' },
} as const satisfies Record<string, { zh: string; en: string }>

export type AuditCheck = keyof typeof checks

/** Where a difference is: as many of these as apply. */
export type AuditPlace = {
  posting?: string
  seq?: bigint
  batch?: bigint
  account?: string
  version?: bigint
  businessDate?: string
  chart?: string
  asset?: string
  counter?: string
  field?: string
}

export type AuditDifference = {
  check: AuditCheck
  at: AuditPlace
  expected: string
  found: string
}

/** Ends an audit: the first difference is the one that is named. */
export class Differs extends Error {
  override readonly name = 'Differs'
  readonly difference: AuditDifference

  constructor(difference: AuditDifference) {
    super(`${difference.check}: expected ${difference.expected}, found ${difference.found}`)
    this.difference = difference
  }
}

type Comparable = bigint | number | string | boolean | Date | Uint8Array | null | undefined

/** Throws `Differs` unless both are the same. */
export function demand(
  check: AuditCheck,
  at: AuditPlace,
  values: { expected: Comparable; found: Comparable },
): void {
  if (values.expected === values.found) return
  const expected = show(values.expected)
  const found = show(values.found)
  if (expected !== found) throw new Differs({ check, at, expected, found })
}

/** Throws `Differs` with what was found instead of a sentence that says what must hold. */
export function differs(
  check: AuditCheck,
  at: AuditPlace,
  expected: string,
  found: Comparable,
): never {
  throw new Differs({ check, at, expected, found: show(found) })
}

function show(value: Comparable): string {
  if (value === null || value === undefined) return 'nothing'
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  return String(value)
}
