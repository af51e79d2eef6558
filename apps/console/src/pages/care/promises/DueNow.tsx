import { dueOf, type Hours, type Promised } from '@suanpan/kernel/promise'
import { businessDate, localInstant } from '@suanpan/kernel/time'
import type { ReactNode } from 'react'
import { useT } from '../../../i18n/index.ts'
import { Facts } from '../../../parts/Page.tsx'
import { When } from '../../../parts/When.tsx'
import { useZone } from '../../../session/session.ts'

const NIGHT_MS = 23 * 3_600_000

/** By when who writes now is answered; reckoned by what reckons it for people. */
export function DueNow(props: { promise: Promised; hours: Hours; at?: Date }): ReactNode {
  const zone = useZone()
  const { promise, hours, at = new Date() } = props
  return <When at={dueOf(promise, hours, at, zone).toISOString()} />
}

/** The same for what would be saved: written now, and late tonight. */
export function Preview(props: { promise: Promised; hours: Hours }): ReactNode {
  const t = useT()
  const zone = useZone()
  const tonight = localInstant(businessDate(new Date(), zone), NIGHT_MS, zone)
  return (
    <div className="note" role="status">
      <strong>{t('promises.preview')}</strong>
      <Facts
        items={[
          { label: t('promises.ifNow'), value: <DueNow {...props} /> },
          { label: t('promises.ifNight'), value: <DueNow {...props} at={tonight} /> },
        ]}
      />
    </div>
  )
}
