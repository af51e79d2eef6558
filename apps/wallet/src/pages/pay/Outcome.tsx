import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { useLabel, useT } from '../../i18n/index.ts'
import { Result } from '../../parts/act/Result.tsx'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'

type Found = ResponseOf<Routes['paymentCodes']['get']>

/** How the code ended, as the server says; never before it does. */
export function Outcome({ found, renew }: { found: Found; renew: () => void }): ReactNode {
  const t = useT()
  const label = useLabel()
  const { state, payee, amount, reason } = found
  const isPaid = state === 'paid'
  return (
    <>
      <Result
        state={isPaid ? 'done' : 'failed'}
        title={label('pay.state', state)}
        {...(amount && { amount })}
        {...(reason !== null && { note: t('pay.why', { reason: label('pay.reason', reason) }) })}
        lines={payee ? [{ label: t('pay.payee'), value: payee.name }] : []}
      />
      <div className="pay-next">
        <Button look={isPaid ? 'edge' : 'main'} onClick={renew}>
          {t('pay.another')}
        </Button>
        <ButtonLink to="/">{t('action.done')}</ButtonLink>
      </div>
    </>
  )
}
