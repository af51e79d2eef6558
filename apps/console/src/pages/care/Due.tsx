import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { StateTag } from '../../parts/StateTag.tsx'
import { When } from '../../parts/When.tsx'

/** By when something is to be done; said aloud once it is past. */
export function Due(props: { at: string | null; overdue: boolean }): ReactNode {
  const t = useT()
  if (props.at === null) return <span className="muted">–</span>
  return (
    <span className="inline">
      <When at={props.at} />
      {props.overdue ? <StateTag tone="bad">{t('care.overdue')}</StateTag> : null}
    </span>
  )
}
