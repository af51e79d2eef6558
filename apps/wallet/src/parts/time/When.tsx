import type { ReactNode } from 'react'
import { now } from '../../data/clock.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { useZone } from '../../session/session.ts'
import { byDay, dayInWords, dayOf, momentOf, timeOf } from './dates.ts'

/** An instant: `2026-03-01 14:05`, or only its time of day. */
export function When(props: { at: string; show?: 'moment' | 'time' | 'day' }): ReactNode {
  const zone = useZone()
  const draw = { moment: momentOf, time: timeOf, day: dayOf }[props.show ?? 'moment']
  return (
    <time dateTime={props.at} className="sp-num">
      {draw(props.at, zone)}
    </time>
  )
}

/** A day as one says it: today, yesterday, 3月1日. */
export function useDayWords(): (day: string) => string {
  const t = useT()
  const zone = useZone()
  const language = useLanguage()
  return (day) => {
    const today = dayOf(now(), zone)
    if (day === today) return t('time.today')
    const before = new Date(`${today}T12:00:00Z`)
    before.setUTCDate(before.getUTCDate() - 1)
    if (day === before.toISOString().slice(0, 10)) return t('time.yesterday')
    return dayInWords(day, { zone, language }, today.slice(0, 4))
  }
}

/** A list under the days it happened on: `row` draws one, `aside` what stands beside the day. */
export function Days<T>(props: {
  items: readonly T[]
  at: (item: T) => string
  row: (item: T) => ReactNode
  aside?: (items: readonly T[]) => ReactNode
}): ReactNode {
  const zone = useZone()
  const words = useDayWords()
  return byDay(props.items, props.at, zone).map(({ day, items }) => (
    <section key={day}>
      <div className="wt-day">
        <h2>{words(day)}</h2>
        {props.aside ? <span>{props.aside(items)}</span> : null}
      </div>
      <ul className="wt-rows">{items.map(props.row)}</ul>
    </section>
  ))
}
