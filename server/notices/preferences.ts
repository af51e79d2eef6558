import { NOTICE_KINDS, type NoticeKind } from '@suanpan/contract/texts/notices'
import { Refusal } from '@suanpan/contract/refusals'
import { transaction, type Db, type Ground } from '../platform/index.ts'

const CHANNELS = ['alert', 'push', 'sms'] as const

export type QuietHours = { fromHour: number; untilHour: number }
export type NoticePreferences = {
  /** Whether somebody is told in the app, by a note to their browsers, by SMS. */
  kinds: { kind: NoticeKind; alert: boolean; push: boolean; sms: boolean }[]
  quietHours: QuietHours | null
}

/** As the person sends it: what is left out stays as it was. */
export type NoticeWishes = {
  kinds: {
    kind: NoticeKind
    alert: boolean
    push?: boolean | undefined
    sms?: boolean | undefined
  }[]
  quietHours: QuietHours | null
}

/** What a person wants to be alerted of; everything but by SMS, unless they said otherwise. */
export async function noticePreferences(db: Db, person: string): Promise<NoticePreferences> {
  const [rows, [quiet]] = await Promise.all([
    db.query<{ kind: string; channel: string; wanted: boolean }>({
      name: 'notices.preferences',
      text: 'select kind, channel, wanted from notices.preferences where person = $1',
      values: [person],
    }),
    db.query<QuietHours>({
      name: 'notices.quiet_hours',
      text: `select from_hour as "fromHour", until_hour as "untilHour"
             from notices.quiet_hours where person = $1`,
      values: [person],
    }),
  ])
  const said = new Map(rows.map(({ kind, channel, wanted }) => [`${kind} ${channel}`, wanted]))
  return {
    kinds: NOTICE_KINDS.map((kind) => ({
      kind,
      alert: said.get(`${kind} alert`) ?? true,
      push: said.get(`${kind} push`) ?? true,
      sms: said.get(`${kind} sms`) ?? kind === 'security',
    })),
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
  wanted: NoticeWishes,
): Promise<void> {
  const said = wanted.kinds.flatMap(({ kind, ...ways }) =>
    CHANNELS.flatMap((channel) => {
      const way = ways[channel]
      return way === undefined ? [] : [{ kind, channel, wanted: way }]
    }),
  )
  if (said.some((each) => each.kind === 'security' && !each.wanted)) {
    throw new Refusal('security_notices_stay')
  }
  const at = clock.now()
  const { quietHours } = wanted
  await transaction(db, async ({ query }) => {
    await query(
      `insert into notices.preferences (person, kind, channel, wanted, changed_at)
       select $1, kind, channel, wanted, $5
       from unnest($2::text[], $3::text[], $4::bool[]) as w (kind, channel, wanted)
       on conflict (person, kind, channel)
         do update set wanted = excluded.wanted, changed_at = excluded.changed_at`,
      [
        person,
        said.map(({ kind }) => kind),
        said.map(({ channel }) => channel),
        said.map((each) => each.wanted),
        at,
      ],
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
  { kinds, quietHours }: NoticeWishes,
  { kind, hour }: { kind: NoticeKind; hour: number },
): boolean {
  if (kind === 'security') return true
  if (kinds.some((each) => each.kind === kind && !each.alert)) return false
  return !isQuiet(quietHours, hour)
}

/** From 22 until 7 goes over midnight. */
export function isQuiet(quietHours: QuietHours | null, hour: number): boolean {
  if (quietHours === null) return false
  const { fromHour, untilHour } = quietHours
  return fromHour < untilHour
    ? hour >= fromHour && hour < untilHour
    : hour >= fromHour || hour < untilHour
}
