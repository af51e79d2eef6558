import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { useLabel, useT } from '../../i18n/index.ts'
import { SentFiles, type FileSource } from '../../parts/files/SentFiles.tsx'
import { When } from '../../parts/time/When.tsx'

type View = ResponseOf<Routes['myDisputes']['get']>
type StepView = View['steps'][number]

/** What happened, the newest on top: who did it, what they said and sent. */
export function Timeline(props: {
  dispute: Pick<View, 'steps' | 'asset'>
  /** The words in which it is told: those of the person, unless somebody else reads it. */
  told?: 'disputes.did' | 'till.dispute.did'
  source?: FileSource
}): ReactNode {
  const t = useT()
  const { told = 'disputes.did', source } = props
  const { steps, asset } = props.dispute
  return (
    <section>
      <h2 className="wt-rows-title">{t('disputes.timeline')}</h2>
      <ol className="wt-card disputes-timeline">
        {steps.toReversed().map((step) => (
          <li key={step.id} data-by={step.by}>
            <Happened {...{ step, asset, told, source }} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Happened(props: {
  step: StepView
  asset: string
  told: string
  source: FileSource | undefined
}): ReactNode {
  const t = useT()
  const label = useLabel()
  const { step, asset, told, source } = props
  return (
    <>
      <div className="disputes-step">
        <strong>{label(told, didOf(step))}</strong>
        <When at={step.at} />
      </div>
      {step.refunded === '0' ? null : (
        <p>
          {t('disputes.refunded')} <Amount value={step.refunded} asset={asset} />
        </p>
      )}
      {step.text === null ? null : <p className="disputes-said">{step.text}</p>}
      <SentFiles files={step.files} source={source} />
    </>
  )
}

/** An answer is told by what it says, everything else by who did it. */
function didOf({ act, by, state, refunded }: StepView): string {
  if (act === 'answer') {
    if (state === 'refunded') return 'accepted'
    return refunded === '0' ? 'rejected' : 'part'
  }
  if (act === 'decide') return refunded === '0' ? 'denied' : 'granted'
  return `${act}.${by}`
}
