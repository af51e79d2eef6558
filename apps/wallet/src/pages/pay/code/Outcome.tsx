import type { ReactNode } from 'react'
import { useLabel, useT } from '../../../i18n/index.ts'
import { Result } from '../../../parts/act/Result.tsx'
import { Button, ButtonLink } from '../../../parts/page/Button.tsx'
import { Page } from '../../../parts/page/Page.tsx'
import { When } from '../../../parts/time/When.tsx'
import { BudgetNotes } from '../BudgetNotes.tsx'
import { methodOf } from '../method.ts'
import type { Found } from './use-codes.ts'

type Ended = Pick<
  Found,
  'state' | 'payee' | 'amount' | 'reason' | 'payment' | 'sources' | 'endedAt'
>

/** How a shown code ended, as the server says; never before it does. */
export function Outcome(props: Ended & { again: () => void }): ReactNode {
  const t = useT()
  const label = useLabel()
  const { state, payee, amount, reason, payment, sources, endedAt } = props
  const isPaid = state === 'paid'
  const another = (look: 'main' | 'words'): ReactNode => (
    <Button look={look} onClick={props.again}>
      {t('pay.another')}
    </Button>
  )
  return (
    <Page
      title={t('pay.result')}
      foot={
        isPaid ? (
          <>
            <ButtonLink look="main" to="/">
              {t('action.done')}
            </ButtonLink>
            {another('words')}
          </>
        ) : (
          another('main')
        )
      }
    >
      <Result
        state={isPaid ? 'done' : 'failed'}
        title={label('pay.state', state)}
        {...(amount && { amount })}
        {...(reason !== null && { note: t('pay.why', { reason: label('pay.reason', reason) }) })}
        lines={[
          ...(payee ? [{ label: t('pay.payee'), value: payee.name }] : []),
          ...(isPaid ? [{ label: t('pay.method'), value: methodOf(sources, t) }] : []),
          ...(endedAt === null ? [] : [{ label: t('pay.time'), value: <When at={endedAt} /> }]),
          ...(payment === null
            ? []
            : [{ label: t('pay.number'), value: <span className="small">{payment}</span> }]),
        ]}
      />
      {isPaid && payee ? <BudgetNotes merchant={payee.id} /> : null}
    </Page>
  )
}
