import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { useLabel, useT, type Translate } from '../../i18n/index.ts'
import { SentFiles } from '../../parts/files/SentFiles.tsx'
import { When } from '../../parts/time/When.tsx'

type View = ResponseOf<Routes['myDisputes']['get']>
type StepView = View['steps'][number]

/** What happened, the newest on top: who did it, what they said and sent. */
export function Timeline(props: { dispute: View }): ReactNode {
  const t = useT()
  const { steps, asset } = props.dispute
  return (
    <section>
      <h2 className="wt-rows-title">{t('disputes.timeline')}</h2>
      <ol className="wt-card disputes-timeline">
        {steps.toReversed().map((step) => (
          <li key={step.id} data-by={step.by}>
            <Happened step={step} asset={asset} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Happened(props: { step: StepView; asset: string }): ReactNode {
  const t = useT()
  const label = useLabel()
  const { step, asset } = props
  return (
    <>
      <div className="disputes-step">
        <strong>{titleOf(t, label, step)}</strong>
        <When at={step.at} />
      </div>
      {step.refunded === '0' ? null : (
        <p>
          {t('disputes.refunded')} <Amount value={step.refunded} asset={asset} />
        </p>
      )}
      {step.text === null ? null : <p className="disputes-said">{step.text}</p>}
      <SentFiles files={step.files} />
    </>
  )
}

/** An answer is told by what it says, everything else by who did it. */
function titleOf(
  t: Translate,
  label: (group: string, value: string) => string,
  { act, by, state, refunded }: StepView,
): string {
  if (act === 'answer') {
    if (state === 'refunded') return t('disputes.did.accepted')
    return t(refunded === '0' ? 'disputes.did.rejected' : 'disputes.did.part')
  }
  if (act === 'decide') {
    return t(refunded === '0' ? 'disputes.did.denied' : 'disputes.did.granted')
  }
  return label('disputes.did', `${act}.${by}`)
}
