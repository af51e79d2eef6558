import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useLanguage } from '../i18n/index.ts'
import { useZone } from '../session/session.ts'

type Precision = 'day' | 'minute' | 'second'

/** An instant in the installation's zone; the tooltip names the zone and gives it in UTC. */
export function When(props: { at: string; precision?: Precision }): ReactNode {
  const zone = useZone()
  const language = useLanguage()
  const date = new Date(props.at)
  return (
    <Tooltip title={`${zone} · ${props.at}`}>
      <time dateTime={props.at} className="sp-num">
        {formatInstant(date, { zone, language, precision: props.precision ?? 'minute' })}
      </time>
    </Tooltip>
  )
}

/** `2026-03-01 09:30` in both languages: the order that sorts, and that nobody can misread. */
export function formatInstant(
  at: Date,
  options: { zone: string; language: string; precision: Precision },
): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-CA', {
      timeZone: options.zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  )
  const day = `${parts['year']}-${parts['month']}-${parts['day']}`
  if (options.precision === 'day') return day
  const minute = `${day} ${parts['hour']}:${parts['minute']}`
  return options.precision === 'second' ? `${minute}:${parts['second']}` : minute
}
