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

type BarProps = { month: string; onChange: (month: string) => void }

/** A month with the way to the one before and the one after; there is none after this one. */
export function MonthBar({ month, onChange }: BarProps): ReactNode {
  const t = useT()
  const language = useLanguage()
  const latest = useThisMonth()
  return (
    <Bar
      name={monthInWords(month, language)}
      before={t('bills.monthBefore')}
      after={t('bills.monthAfter')}
      isLast={month >= latest}
      onStep={(step) => onChange(addMonths(month, step))}
    />
  )
}

/** The year of a month, likewise. */
export function YearBar({ month, onChange }: BarProps): ReactNode {
  const t = useT()
  const latest = useThisMonth()
  const year = month.slice(0, 4)
  const stepTo = (step: number): void => {
    const wanted = addMonths(month, 12 * step)
    onChange(wanted > latest ? latest : wanted)
  }
  return (
    <Bar
      name={t('bills.year', { year })}
      before={t('bills.yearBefore')}
      after={t('bills.yearAfter')}
      isLast={year >= latest.slice(0, 4)}
      onStep={stepTo}
    />
  )
}

function Bar(props: {
  name: string
  before: string
  after: string
  isLast: boolean
  onStep: (step: 1 | -1) => void
}): ReactNode {
  return (
    <div className="bills-month">
      <button
        type="button"
        className="wt-plain"
        aria-label={props.before}
        onClick={() => props.onStep(-1)}
      >
        <LeftOutline />
      </button>
      <h2 aria-live="polite">{props.name}</h2>
      <button
        type="button"
        className="wt-plain"
        aria-label={props.after}
        disabled={props.isLast}
        onClick={() => props.onStep(1)}
      >
        <RightOutline />
      </button>
    </div>
  )
}
