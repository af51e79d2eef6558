import { toBase64url } from '@suanpan/kernel/bytes'
import type { Query } from '../platform/index.ts'
import { actOf, ACT_COLUMNS, type ActFilter, type ActRow, type RecordedAct } from './acts.ts'

export type TrailFormat = 'csv' | 'jsonl'
const ACTS_AT_ONCE = 1_000
const COLUMNS =
  'seq,number,at,id,actor_kind,actor,action,subject,reason,before,after,ip,user_agent,request_id,hash'

type ChainedAct = RecordedAct & { number: bigint | null; hash: string | null }

/**
 * The trail as text, oldest first, each act with its place in the chain: what an auditor takes
 * home. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
 */
export async function* exportTrail(
  query: Query,
  format: TrailFormat,
  filter: Pick<ActFilter, 'from' | 'until'> = {},
): AsyncGenerator<string> {
  if (format === 'csv') yield `${COLUMNS}\n`
  for await (const act of streamActs(query, filter)) yield format === 'csv' ? csv(act) : line(act)
}

async function* streamActs(
  query: Query,
  { from, until }: Pick<ActFilter, 'from' | 'until'>,
): AsyncGenerator<ChainedAct> {
  let after = 0n
  for (;;) {
    const rows = await query<ActRow & { number: bigint | null; hash: Buffer | null }>(
      `select ${ACT_COLUMNS}, l.number, l.hash from oversight.acts a
       left join oversight.links l on l.act = a.id
       where seq > $1 and ($2::timestamptz is null or at >= $2)
         and ($3::timestamptz is null or at < $3) order by seq limit $4`,
      [after, from ?? null, until ?? null, ACTS_AT_ONCE],
    )
    for (const { number, hash, ...row } of rows) {
      yield { ...actOf(row), number, hash: hash && toBase64url(hash) }
    }
    const last = rows.at(-1)
    if (!last || rows.length < ACTS_AT_ONCE) return
    after = last.seq
  }
}

function line(act: ChainedAct): string {
  const { seq, number, ...rest } = act
  const places = { seq: String(seq), number: number === null ? null : String(number) }
  return `${JSON.stringify({ ...places, ...rest })}\n`
}

function csv(act: ChainedAct): string {
  const json = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value))
  const cells = [
    String(act.seq),
    act.number === null ? '' : String(act.number),
    act.at.toISOString(),
    act.id,
    act.actor.kind,
    act.actor.id,
    act.action,
    act.subject,
    act.reason ?? '',
    json(act.before),
    json(act.after),
    act.origin?.ip ?? '',
    act.origin?.userAgent ?? '',
    act.origin?.requestId ?? '',
    act.hash ?? '',
  ]
  return `${cells.map(cell).join(',')}\n`
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
