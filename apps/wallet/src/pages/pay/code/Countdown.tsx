import { useEffect, useState, type ReactNode } from 'react'
import { now } from '../../../data/clock.ts'
import { useT, type Key } from '../../../i18n/index.ts'

const TICK_MS = 1_000
/** The phone's clock may be off by hours: nothing here lives longer than a minute. */
const LIFE_SECONDS = 60

/** How many seconds are left of a minute; then `onOver`, once. */
export function Countdown(props: { until: string; onOver: () => void; text: Key }): ReactNode {
  const { until, onOver, text } = props
  const t = useT()
  const [left, setLeft] = useState(() => secondsLeft(until))
  useEffect(() => {
    // Not counted tick by tick: a phone that slept wakes up with the right number.
    const overAt = now().getTime() + secondsLeft(until) * TICK_MS
    const look = (): void => setLeft(Math.ceil((overAt - now().getTime()) / TICK_MS))
    look()
    const timer = setInterval(look, TICK_MS)
    return () => clearInterval(timer)
  }, [until])
  const isOver = left <= 0
  useEffect(() => {
    if (isOver) onOver()
  }, [isOver, onOver])
  return <span className="muted pay-left">{t(text, { seconds: Math.max(0, left) })}</span>
}

function secondsLeft(until: string): number {
  const seconds = Math.floor((new Date(until).getTime() - now().getTime()) / TICK_MS)
  return seconds > 0 && seconds <= LIFE_SECONDS ? seconds : LIFE_SECONDS
}
