import { LeftOutline, RightOutline } from 'antd-mobile-icons'
import { addDays, startOfDay } from '@suanpan/kernel/time'
import type { ReactNode } from 'react'
import { now } from '../../data/clock.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { monthInWords, monthOf } from '../../parts/time/dates.ts'
import { useZone } from '../../session/session.ts'

/** `2026-12` and 1 → `2027-01`. */
export function addMonths(month: string, count: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** The instants between which a month lies, for the API. */
export function spanOf(month: string, zone: string): { from: string; until: string } {
  return {
    from: startOfDay(`${month}-01`, zone).toISOString(),
    until: startOfDay(`${addMonths(month, 1)}-01`, zone).toISOString(),
  }
}

/** The instants between two days, both included. */
export function spanOfDays(first: string, last: string, zone: string) {
  return {
    from: startOfDay(first, zone).toISOString(),
    until: startOfDay(addDays(last, 1), zone).toISOString(),
  }
}

export function useThisMonth(): string {
  return monthOf(now(), useZone())
}

/** A month with the way to the one before and the one after; there is none after this one. */
export function MonthBar(props: { month: string; onChange: (month: string) => void }): ReactNode {
  const t = useT()
  const language = useLanguage()
  const latest = useThisMonth()
  return (
    <div className="bills-month">
      <button
        type="button"
        className="wt-plain"
        aria-label={t('bills.monthBefore')}
        onClick={() => props.onChange(addMonths(props.month, -1))}
      >
        <LeftOutline />
      </button>
      <h2 aria-live="polite">{monthInWords(props.month, language)}</h2>
      <button
        type="button"
        className="wt-plain"
        aria-label={t('bills.monthAfter')}
        disabled={props.month >= latest}
        onClick={() => props.onChange(addMonths(props.month, 1))}
      >
        <RightOutline />
      </button>
    </div>
  )
}
