import { noticeTemplates } from '@suanpan/contract/texts/notices'
import { localHour } from '@suanpan/kernel/time'
import { getMerchants, getPeople, maskName } from '../parties/index.ts'
import type { Ground } from '../platform/index.ts'
import type { Notice } from './notices.ts'
import { mayAlert, type NoticePreferences } from './preferences.ts'

/** Notices with the names that their templates show: a person's with the surname hidden. */
export async function named(ground: Ground, notices: Notice[]): Promise<Notice[]> {
  const idsIn = (name: string): string[] => notices.flatMap(({ params }) => params[name] ?? [])
  const [people, merchants] = await Promise.all([
    getPeople(ground, idsIn('other')),
    getMerchants(ground, idsIn('merchant')),
  ])
  return notices.map((notice) => {
    const { other = '', merchant = '' } = notice.params
    const person = people.get(other)?.name
    const name = merchants.get(merchant)?.name ?? (person === undefined ? null : maskName(person))
    return name === null ? notice : { ...notice, params: { ...notice.params, name } }
  })
}

/** As it goes over the wire; a quiet one changes the badge and lights up nothing. */
export function noticeView(ground: Ground, notice: Notice, preferences: NoticePreferences) {
  const { kind } = noticeTemplates[notice.code]
  const hour = localHour(ground.clock.now(), ground.config.zone)
  return {
    seq: String(notice.seq),
    id: notice.id,
    tab: notice.tab,
    code: notice.code,
    params: notice.params,
    at: notice.at.toISOString(),
    read: notice.readAt !== null,
    quiet: !mayAlert(preferences, { kind, hour }),
  }
}
