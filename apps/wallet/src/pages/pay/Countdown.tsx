import { useEffect, useState, type ReactNode } from 'react'
import { now } from '../../data/clock.ts'
import { useT } from '../../i18n/index.ts'

const TICK_MS = 1_000
/** The phone's clock may be off by hours: a code is never shown for longer than it lives. */
const LIFE_SECONDS = 60

/** How long the code is still good; then it is made anew by itself. */
export function Countdown(props: { until: string; onOver: () => void }): ReactNode {
  const { until, onOver } = props
  const t = useT()
  const [left, setLeft] = useState(() => secondsLeft(until))
  useEffect(() => {
    const timer = setInterval(() => setLeft((before) => before - 1), TICK_MS)
    return () => clearInterval(timer)
  }, [until])
  useEffect(() => {
    if (left <= 0) onOver()
  }, [left, onOver])
  return <p className="muted pay-left">{t('pay.left', { seconds: Math.max(0, left) })}</p>
}

function secondsLeft(until: string): number {
  const seconds = Math.floor((new Date(until).getTime() - now().getTime()) / TICK_MS)
  return seconds > 0 && seconds <= LIFE_SECONDS ? seconds : LIFE_SECONDS
}
