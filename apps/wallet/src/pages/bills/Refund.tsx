import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { useT, type Translate } from '../../i18n/index.ts'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { When } from '../../parts/time/When.tsx'

type BillDetail = ResponseOf<Routes['bills']['get']>
type Where = NonNullable<BillDetail['refund']>
type Part = Where['sources'][number]

/** Where a refund goes: how much to what paid, and by when a card has it. */
export function RefundParts(props: { refund: Where; asset: string }): ReactNode {
  const t = useT()
  const { refund, asset } = props
  const { sources, withinDays } = refund
  const waits = sources.find(({ state }) => state === 'processing')
  return (
    <Rows
      title={t('bills.refundTo')}
      {...(waits && { note: t('bills.refundSoon', { days: withinDays }) })}
    >
      {sources.map((part) => (
        <Row
          key={part.kind}
          title={part.label ?? t('pay.balance')}
          note={<State part={part} />}
          value={<Amount value={part.amount} asset={asset} />}
        />
      ))}
    </Rows>
  )
}

function State({ part }: { part: Part }): ReactNode {
  const t = useT()
  const { state, expectedAt, endedAt } = part
  if (state === 'processing') {
    return (
      <>
        {t('bills.refundPart.processing')}
        {expectedAt === null ? null : (
          <>
            {' · '}
            {t('bills.refundBy')} <When at={expectedAt} show="day" />
          </>
        )}
      </>
    )
  }
  return (
    <>
      {t(`bills.refundPart.${state}`)}
      {endedAt === null ? null : (
        <>
          {' · '}
          <When at={endedAt} />
        </>
      )}
    </>
  )
}

/** The same in a few words, for a list of refunds. */
export function refundWords(sources: readonly Part[], t: Translate): string {
  return sources
    .map(({ kind, label, state }) => {
      const name = label ?? t('pay.balance')
      return kind === 'balance' ? name : `${name} ${t(`bills.refundPart.${state}`)}`
    })
    .join(' + ')
}
