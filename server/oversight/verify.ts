import type { KeyObject } from 'node:crypto'
import { fromBase64url } from '@suanpan/kernel/bytes'
import { publicKeyOf, transaction, verifyStatement, type Db } from '../platform/index.ts'
import type { Query } from '../platform/index.ts'
import { ACT_COLUMNS, type ActRow } from './acts.ts'
import { endStatement, FIRST_HASH, linkHash } from './chain.ts'

const LINKS_AT_ONCE = 1_000

/** What is wrong where the chain breaks first. */
export const trailProblems = {
  gap: { zh: '链号不连续', en: 'A link is missing' },
  act_missing: { zh: '行为记录不见了', en: 'The act of a link is gone' },
  act_changed: { zh: '行为记录与链不符', en: 'An act is not what was chained' },
  cut_off: { zh: '链尾短于签名', en: 'The chain ends before what was signed' },
  signature: { zh: '签名无效', en: 'A signature is not genuine' },
  slipped_in: { zh: '行为记录未入链', en: 'An act was written past the chain' },
} as const satisfies Record<string, { zh: string; en: string }>

export type TrailBreak = {
  problem: keyof typeof trailProblems
  /** Of the link, where there is one. */
  number?: bigint
  act?: string
}

export type TrailReport = {
  ok: boolean
  /** What was read before the end, or before the break. */
  counts: { links: bigint; signatures: number; waiting: number }
  /** The end of the chain: who wrote it down elsewhere can compare. */
  end?: { number: bigint; hash: string }
  broken?: TrailBreak
}

type Link = Partial<ActRow> & { number: bigint; act: string; hash: Buffer }
type Signature = { number: bigint; hash: Buffer; public_key: string; signature: Buffer }

/**
 * Recomputes the chain over all acts from its beginning and checks every signature, over one moment
 * of the trail while acts go on; the first break is named.
 *
 * @param options.publicKeys earlier seal keys of the installation, base64url
 */
export async function verifyTrail(
  { db, config }: { db: Db; config: { sealKey: KeyObject } },
  options: { publicKeys?: readonly string[] } = {},
): Promise<TrailReport> {
  const keys = new Set([publicKeyOf(config.sealKey), ...(options.publicKeys ?? [])])
  return transaction(db, async ({ query }) => {
    await query('set transaction isolation level repeatable read, read only')
    const report: TrailReport = { ok: false, counts: { links: 0n, signatures: 0, waiting: 0 } }
    const broken = (await walk(query, report, keys)) ?? (await slippedIn(query, report))
    return broken ? { ...report, broken } : { ...report, ok: true }
  })
}

async function walk(
  query: Query,
  report: TrailReport,
  keys: ReadonlySet<string>,
): Promise<TrailBreak | undefined> {
  const signatures = await query<Signature>(
    'select number, hash, public_key, signature from oversight.signatures order by number',
  )
  let previous = FIRST_HASH
  for await (const link of streamLinks(query)) {
    const number = report.counts.links + 1n
    const at = { number, act: link.act }
    if (link.number !== number) return { problem: 'gap', number }
    if (link.id === undefined || link.id === null) return { problem: 'act_missing', ...at }
    const hash = linkHash({ previous, number, act: actIn(link) })
    if (!hash.equals(link.hash)) return { problem: 'act_changed', ...at }
    if (signatures[report.counts.signatures]?.number === number) {
      const signature = signatures[report.counts.signatures]!
      if (!isGenuine(signature, { number, hash }, keys)) return { problem: 'signature', ...at }
      report.counts.signatures += 1
    }
    report.counts.links = number
    report.end = { number, hash: hash.toString('hex') }
    previous = hash
  }
  const beyond = signatures[report.counts.signatures]
  return beyond && { problem: 'cut_off', number: beyond.number }
}

async function* streamLinks(query: Query): AsyncGenerator<Link> {
  const columns = ACT_COLUMNS.replaceAll(/\w+/g, 'a.$&')
  let after = 0n
  for (;;) {
    const links = await query<Link>(
      `select l.number, l.act, l.hash, ${columns} from oversight.links l
       left join oversight.acts a on a.id = l.act where l.number > $1 order by l.number limit $2`,
      [after, LINKS_AT_ONCE],
    )
    yield* links
    const last = links.at(-1)
    if (!last || links.length < LINKS_AT_ONCE) return
    after = last.number
  }
}

function actIn({ number: _number, act: _act, hash: _hash, ...row }: Link): ActRow {
  // Every column of the act was selected, and its id is there.
  return row as ActRow
}

function isGenuine(
  signature: Signature,
  end: { number: bigint; hash: Buffer },
  keys: ReadonlySet<string>,
): boolean {
  return (
    signature.hash.equals(end.hash) &&
    keys.has(signature.public_key) &&
    verifyStatement(fromBase64url(signature.public_key), endStatement(end), signature.signature)
  )
}

/** An act is in the chain or waits for it; one that does neither came in by another way. */
async function slippedIn(query: Query, report: TrailReport): Promise<TrailBreak | undefined> {
  const [waiting] = await query<{ count: bigint; gone: string | null }>(
    `select count(*) as count, min(u.act) filter (where a.id is null) as gone
     from oversight.unchained u left join oversight.acts a on a.id = u.act`,
  )
  report.counts.waiting = Number(waiting?.count ?? 0n)
  if (waiting?.gone != null) return { problem: 'act_missing', act: waiting.gone }
  const [stray] = await query<{ id: string }>(
    `select a.id from oversight.acts a
     where not exists (select from oversight.links l where l.act = a.id)
       and not exists (select from oversight.unchained u where u.act = a.id)
     order by a.seq limit 1`,
  )
  return stray && { problem: 'slipped_in', act: stray.id }
}
