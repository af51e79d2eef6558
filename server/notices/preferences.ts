import { NOTICE_KINDS, type NoticeKind } from '@suanpan/contract/texts/notices'
import { Refusal } from '@suanpan/contract/refusals'
import { transaction, type Db, type Ground } from '../platform/index.ts'

export type QuietHours = { fromHour: number; untilHour: number }
export type NoticePreferences = {
  kinds: { kind: NoticeKind; alert: boolean }[]
  quietHours: QuietHours | null
}

/** What a person wants to be alerted of; everything, unless they said otherwise. */
export async function noticePreferences(db: Db, person: string): Promise<NoticePreferences> {
  const [rows, [quiet]] = await Promise.all([
    db.query<{ kind: string; wanted: boolean }>({
      name: 'notices.preferences',
      text: `select kind, wanted from notices.preferences where person = $1 and channel = 'alert'`,
      values: [person],
    }),
    db.query<QuietHours>({
      name: 'notices.quiet_hours',
      text: `select from_hour as "fromHour", until_hour as "untilHour"
             from notices.quiet_hours where person = $1`,
      values: [person],
    }),
  ])
  const said = new Map(rows.map(({ kind, wanted }) => [kind, wanted]))
  return {
    kinds: NOTICE_KINDS.map((kind) => ({ kind, alert: said.get(kind) ?? true })),
    quietHours: quiet ?? null,
  }
}

/**
 * Sets what a person wants to be alerted of. Every notice still lies in the message centre.
 * Refuses with `security_notices_stay`.
 */
export async function setNoticePreferences(
  { db, clock }: Ground,
  person: string,
  wanted: NoticePreferences,
): Promise<void> {
  if (wanted.kinds.some(({ kind, alert }) => kind === 'security' && !alert)) {
    throw new Refusal('security_notices_stay')
  }
  const at = clock.now()
  const { kinds, quietHours } = wanted
  await transaction(db, async ({ query }) => {
    await query(
      `insert into notices.preferences (person, kind, channel, wanted, changed_at)
       select $1, kind, 'alert', wanted, $4 from unnest($2::text[], $3::bool[]) as w (kind, wanted)
       on conflict (person, kind, channel)
         do update set wanted = excluded.wanted, changed_at = excluded.changed_at`,
      [person, kinds.map(({ kind }) => kind), kinds.map(({ alert }) => alert), at],
    )
    await query('delete from notices.quiet_hours where person = $1', [person])
    if (quietHours === null) return
    await query(
      `insert into notices.quiet_hours (person, from_hour, until_hour, changed_at)
       values ($1, $2, $3, $4)`,
      [person, quietHours.fromHour, quietHours.untilHour, at],
    )
  })
}

/** Whether a notice may light up the screen now, or waits quietly in the message centre. */
export function mayAlert(
  { kinds, quietHours }: NoticePreferences,
  { kind, hour }: { kind: NoticeKind; hour: number },
): boolean {
  if (kind === 'security') return true
  if (kinds.some((each) => each.kind === kind && !each.alert)) return false
  if (quietHours === null) return true
  const { fromHour, untilHour } = quietHours
  const isQuiet =
    fromHour < untilHour
      ? hour >= fromHour && hour < untilHour
      : hour >= fromHour || hour < untilHour
  return !isQuiet
}
