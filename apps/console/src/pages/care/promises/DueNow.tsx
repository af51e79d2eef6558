import { businessDate, dueOf, localInstant, type Hours, type Promised } from '@suanpan/kernel/time'
import type { ReactNode } from 'react'
import { useT } from '../../../i18n/index.ts'
import { Facts } from '../../../parts/Page.tsx'
import { When } from '../../../parts/When.tsx'
import { useZone } from '../../../session/session.ts'

const NIGHT_MS = 23 * 3_600_000

/** By when who writes at an instant is answered; reckoned by what reckons it for people. */
export function DueNow(props: { promise: Promised; hours: Hours; at: string | Date }): ReactNode {
  const zone = useZone()
  const { promise, hours } = props
  const at = new Date(props.at)
  return <When at={dueOf(promise, hours, at, zone).toISOString()} />
}

/** The same for what would be saved: written now, and late tonight. */
export function Preview(props: { promise: Promised; hours: Hours; now: string }): ReactNode {
  const t = useT()
  const zone = useZone()
  const { promise, hours, now } = props
  const tonight = localInstant(businessDate(new Date(now), zone), NIGHT_MS, zone)
  return (
    <div className="note" role="status">
      <strong>{t('promises.preview')}</strong>
      <Facts
        items={[
          {
            label: t('promises.ifNow'),
            value: <DueNow promise={promise} hours={hours} at={now} />,
          },
          {
            label: t('promises.ifNight'),
            value: <DueNow promise={promise} hours={hours} at={tonight} />,
          },
        ]}
      />
    </div>
  )
}
