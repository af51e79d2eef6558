import type { TemplateName } from '@suanpan/contract/message-templates'
import { noticePlace } from '@suanpan/contract/texts/notice-places'
import { noticeTemplates, type NoticeCode } from '@suanpan/contract/texts/notices'
import { derivedId } from '@suanpan/kernel/ids'
import { localHour } from '@suanpan/kernel/time'
import { sendMessage, takesPush } from '../messages/index.ts'
import { addressesOf } from '../parties/index.ts'
import { transaction, type Ground, type Subscriber } from '../platform/index.ts'
import { tellingsOf, TOLD } from './letters.ts'
import { noticeWords } from './notice-words.ts'
import { isQuiet, noticePreferences, type NoticePreferences } from './preferences.ts'
import { named } from './view.ts'

const DAY_MS = 86_400_000
const KEPT_DAYS = 7
/** These leave the house with the act itself, to addresses that the act may just have changed. */
const SENT_BY_THEIR_ROOM: ReadonlySet<NoticeCode> = new Set<NoticeCode>([
  'device.added',
  'pin.changed',
  'recovery.started',
  'phone.change_started',
  'phone.changed',
  'email.changed',
])

/**
 * Tells people outside of the app what they wish to be told there: as a note to their browsers, by
 * SMS, or both, each notice once. In their quiet hours nothing leaves but what concerns their safety,
 * which always comes and goes the best way that reaches them. Where no way is configured it is not
 * started: nothing would be sent.
 */
export function outwardSubscribers(ground: Ground): Subscriber[] {
  const { push, sms } = ground.config.messages
  if (!push && !sms) return []
  return [
    {
      name: 'notices_outward',
      types: [...TOLD],
      backfill: () => Promise.resolve({ letters: [], next: null }),
      async handle(letter) {
        for (const told of tellingsOf(letter)) await sendOut(ground, { letter: letter.id, ...told })
      },
    },
  ]
}

/** Forgets which notices left the house once no letter can come again; returns how many. */
export async function forgetSentOut({ db, clock }: Ground): Promise<number> {
  const before = new Date(clock.now().getTime() - KEPT_DAYS * DAY_MS)
  const gone = await db.query('delete from notices.sent_out where at < $1 returning 1', [before])
  return gone.length
}

type Telling = ReturnType<typeof tellingsOf>[number] & { letter: string }

async function sendOut(ground: Ground, telling: Telling): Promise<void> {
  const { letter, person, code, params, at } = telling
  if (SENT_BY_THEIR_ROOM.has(code)) return
  const ways = await waysFor(ground, { person, code })
  if (ways.length === 0) return
  const { language = 'zh' } = await addressesOf(ground, person)
  const { tab } = noticeTemplates[code]
  const notice = { seq: 0n, id: letter, tab, code, params, at, readAt: null }
  const [shown] = await named(ground, [notice])
  const place = noticePlace(notice)
  const words = noticeWords({
    code,
    params: shown?.params ?? params,
    language,
    zone: ground.config.zone,
  })
  await transaction(ground.db, async (tx) => {
    for (const template of ways) {
      const [first] = await tx.query(
        'insert into notices.sent_out (id, at) values ($1, $2) on conflict do nothing returning id',
        [derivedId('nto', letter, `${person} ${code} ${template}`), at],
      )
      if (first === undefined) continue
      // Nobody needs yesterday's news.
      const expiresAt = new Date(at.getTime() + DAY_MS)
      // An SMS has the parameters of its template at the gateway, and opens nothing.
      const opens = place !== undefined && template !== 'notice_sms'
      const params = { ...words, ...(opens && { place }) }
      const message = { to: { person }, template, params, language, expiresAt }
      await sendMessage(tx, ground, message)
    }
  })
}

/** By which messages a person wants to be told of this now. */
async function waysFor(
  ground: Ground,
  { person, code }: { person: string; code: NoticeCode },
): Promise<TemplateName[]> {
  const { kind } = noticeTemplates[code]
  if (kind === 'security') return ['notice_safety']
  const preferences = await noticePreferences(ground.db, person)
  const hour = localHour(ground.clock.now(), ground.config.zone)
  if (isQuiet(preferences.quietHours, hour)) return []
  return wantedWays(ground, {
    person,
    wanted: preferences.kinds.find((each) => each.kind === kind),
  })
}

async function wantedWays(
  ground: Ground,
  { person, wanted }: { person: string; wanted: NoticePreferences['kinds'][number] | undefined },
): Promise<TemplateName[]> {
  const { push, sms } = ground.config.messages
  const ways: TemplateName[] = []
  if (push && wanted?.push && (await takesPush(ground, person))) ways.push('notice')
  if (sms && wanted?.sms) ways.push('notice_sms')
  return ways
}
