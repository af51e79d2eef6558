import type { ReactNode } from 'react'
import { now } from '../../../data/clock.ts'
import { useT } from '../../../i18n/index.ts'
import { When } from '../../../parts/time/When.tsx'

const HOUR_MS = 3_600_000
const URGENT_HOURS = 24

/** Until when there is to be an answer, and how long that is from now. */
export function Left({ dueAt }: { dueAt: string }): ReactNode {
  const t = useT()
  const hours = Math.floor((new Date(dueAt).getTime() - now().getTime()) / HOUR_MS)
  return (
    <span className={hours < URGENT_HOURS ? 'till-urgent' : undefined}>
      {t('till.dispute.answerBy')} <When at={dueAt} />
      {hours > 0 ? ` · ${t('till.dispute.left', { hours })}` : null}
    </span>
  )
}
