import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { Amount } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { api, useRead } from '../../../data/queries.ts'
import { useLabel, useT } from '../../../i18n/index.ts'
import { Result, type Certainty } from '../../../parts/act/Result.tsx'
import { ButtonLink } from '../../../parts/page/Button.tsx'
import { Page } from '../../../parts/page/Page.tsx'
import { Loaded } from '../../../parts/state/Loaded.tsx'
import { When } from '../../../parts/time/When.tsx'
import { BudgetNotes } from '../BudgetNotes.tsx'
import { BackToShop } from '../checkout/BackToShop.tsx'
import { methodOf } from '../method.ts'
import { useLookEvery } from '../code/use-codes.ts'

type Payment = ResponseOf<Routes['myPayments']['get']>

const CERTAIN: Record<Payment['state'], Certainty> = {
  processing: 'processing',
  paid: 'done',
  failed: 'failed',
  partly_refunded: 'done',
  refunded: 'done',
}

/** How a payment stands: the result right after paying, and the same page for ever after. */
export function Payment(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const everyMs = useLookEvery()
  const read = useRead(
    'myPayments.get',
    api.myPayments.get,
    { params: { id } },
    { everyMs: (found) => (found?.state === 'processing' ? everyMs : false) },
  )
  return (
    <Page
      title={t('pay.result')}
      foot={
        <ButtonLink look="main" to="/">
          {t('action.done')}
        </ButtonLink>
      }
    >
      <Loaded read={read}>{(payment) => <Standing {...payment} />}</Loaded>
    </Page>
  )
}

function Standing(payment: Payment): ReactNode {
  const t = useT()
  const label = useLabel()
  const { state, reason, payee, asset, amount, refunded, sources, reference, checkout } = payment
  return (
    <>
      <Result
        state={CERTAIN[state]}
        title={label('quoted.state', state)}
        amount={{ amount, asset }}
        note={noteOf(payment, label)}
        lines={[
          { label: t('pay.payee'), value: payee.name },
          ...(checkout === null ? [] : [{ label: t('checkout.what'), value: checkout.title }]),
          { label: t('pay.method'), value: methodOf(sources, t) },
          { label: t('pay.time'), value: <When at={payment.occurredAt} /> },
          ...(reference === null ? [] : [{ label: t('quoted.reference'), value: reference }]),
          ...(refunded === '0'
            ? []
            : [
                {
                  label: t('quoted.refunded'),
                  value: <Amount value={{ amount: refunded, asset }} />,
                },
              ]),
          { label: t('pay.number'), value: <span className="small">{payment.id}</span> },
        ]}
      />
      {state === 'paid' ? <BudgetNotes merchant={payee.id} /> : null}
      {reason === null && state !== 'processing' ? (
        <ButtonLink look="words" to={`/bills/${payment.id}`}>
          {t('quoted.bill')}
        </ButtonLink>
      ) : null}
      <BackToShop to={checkout?.returnTo ?? null} />
    </>
  )
}

function noteOf(
  { state, reason, kept }: Payment,
  label: (group: string, value: string) => string,
): string | undefined {
  if (state === 'processing') return label('quoted', 'processingHint')
  if (kept) return keptNote(reason, label)
  return reason === null ? undefined : label('bankCode', reason)
}

/** The card has paid and the shop could not be: why, where it is known, and where the money is. */
function keptNote(reason: string | null, label: (group: string, value: string) => string): string {
  const why = CHECKOUT_ENDS.has(reason ?? '') ? `${label('quoted.kept', reason ?? '')} ` : ''
  return why + label('quoted', 'keptHint')
}

const CHECKOUT_ENDS = new Set(['checkout_paid', 'checkout_cancelled', 'checkout_expired'])
