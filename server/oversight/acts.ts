import type { JsonObject } from '@suanpan/contract/json'
import { newId } from '@suanpan/kernel/ids'
import type { Ground, Query, Tx } from '../platform/index.ts'

export type ActorKind = 'operator' | 'person' | 'server' | 'system'
export type Actor = { kind: ActorKind; id: string }

/** Where a request came from; absent when nobody asked, as for what a job does. */
export type Origin = { ip: string; userAgent: string; requestId: string }

/** Somebody did something to something. Ids and numbers only: who they belong to is elsewhere. */
export type Act = {
  actor: Actor
  /** `freeze.lift`, `person.reveal`: what was done. */
  action: string
  /** The id of what it was done to. */
  subject: string
  before?: JsonObject
  after?: JsonObject
  /** In the words of whoever did it. */
  reason?: string
  origin?: Origin
}

export type RecordedAct = Act & { id: string; seq: bigint; at: Date }

export type ActRow = {
  seq: bigint
  id: string
  at: Date
  actor_kind: ActorKind
  actor: string
  action: string
  subject: string
  before: JsonObject | null
  after: JsonObject | null
  reason: string | null
  ip: string | null
  user_agent: string | null
  request_id: string | null
}

export const ACT_COLUMNS =
  'seq, id, at, actor_kind, actor, action, subject, before, after, reason, ip, user_agent, request_id'
const USER_AGENT_CHARS = 300
const PERSONAL = ['phone', 'email', 'realName', 'idNumber', 'cardNumber', 'pin', 'password']

/**
 * Writes an act into the trail, in the transaction of what was done, or by itself when a `Db` is
 * given because the act has none. The chain takes it up a few seconds later.
 *
 * @param act ids only: what is personal would stay for ever, and is a fault of the caller
 */
export async function recordAct(
  on: Pick<Tx, 'query'>,
  { clock }: Pick<Ground, 'clock'>,
  act: Act,
): Promise<string> {
  const personal = PERSONAL.find((name) => name in { ...act.before, ...act.after })
  if (personal !== undefined) throw new Error(`${act.action}: ${personal} is not for the trail`)
  const at = clock.now()
  const id = newId('act', at)
  await on.query({
    name: 'oversight.record_act',
    text: `with act as (
             insert into oversight.acts (id, at, actor_kind, actor, action, subject, before, after,
               reason, ip, user_agent, request_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id)
           insert into oversight.unchained (act) select id from act`,
    values: [
      id,
      at,
      act.actor.kind,
      act.actor.id,
      act.action,
      act.subject,
      act.before === undefined ? null : JSON.stringify(act.before),
      act.after === undefined ? null : JSON.stringify(act.after),
      act.reason ?? null,
      act.origin?.ip ?? null,
      act.origin?.userAgent.slice(0, USER_AGENT_CHARS) ?? null,
      act.origin?.requestId ?? null,
    ],
  })
  return id
}

export type ActFilter = {
  actor?: string
  /** One action, or with a dot at the end all that begin so: `approval.`. */
  action?: string
  subject?: string
  from?: Date
  until?: Date
  /** Only acts before this one in the trail. */
  before?: bigint
  limit: number
}

/** Newest first. */
export async function listActs(query: Query, filter: ActFilter): Promise<RecordedAct[]> {
  const where: string[] = []
  const values: unknown[] = []
  const bind = (value: unknown): string => `$${values.push(value)}`
  if (filter.actor !== undefined) where.push(`actor = ${bind(filter.actor)}`)
  if (filter.subject !== undefined) where.push(`subject = ${bind(filter.subject)}`)
  if (filter.action?.endsWith('.') === true) {
    where.push(`starts_with(action, ${bind(filter.action)})`)
  } else if (filter.action !== undefined) where.push(`action = ${bind(filter.action)}`)
  if (filter.from) where.push(`at >= ${bind(filter.from)}`)
  if (filter.until) where.push(`at < ${bind(filter.until)}`)
  if (filter.before !== undefined) where.push(`seq < ${bind(filter.before)}`)
  const rows = await query<ActRow>(
    `select ${ACT_COLUMNS} from oversight.acts
     ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
     order by seq desc limit ${bind(filter.limit)}`,
    values,
  )
  return rows.map(actOf)
}

export function actOf(row: ActRow): RecordedAct {
  return {
    id: row.id,
    seq: row.seq,
    at: row.at,
    actor: { kind: row.actor_kind, id: row.actor },
    action: row.action,
    subject: row.subject,
    ...(row.before !== null && { before: row.before }),
    ...(row.after !== null && { after: row.after }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.request_id !== null && {
      origin: {
        ip: row.ip ?? '',
        userAgent: row.user_agent ?? '',
        requestId: row.request_id,
      },
    }),
  }
}
