import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Result } from '../../parts/act/Result.tsx'
import { ButtonLink } from '../../parts/page/Button.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import { useCardWords } from './card-words.ts'
import { certaintyOf, isOpen, rhythmOf, useEnding, Why } from './outcome.tsx'
import './funding.css'

type Order = ResponseOf<Routes['withdrawals']['get']>

/** What became of a withdrawal; read again until the bank has spoken. */
export function WithdrawResult(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const input = { params: { id } }
  const read = useRead('withdrawals.get', api.withdrawals.get, input, { everyMs: rhythmOf })
  useEnding(read.data?.state)
  return (
    <Page
      title={t('withdraw.title')}
      foot={
        <ButtonLink to="/" look="main" replace>
          {t('action.done')}
        </ButtonLink>
      }
    >
      <Loaded read={read}>{(order) => <Outcome order={order} />}</Loaded>
    </Page>
  )
}

function Outcome(props: { order: Order }): ReactNode {
  const t = useT()
  const words = useCardWords()
  const { id, state, code, amount, fee, asset, card, occurredAt, expectedAt } = props.order
  const open = isOpen(state)
  const failed = (
    <>
      <Why code={code} /> {t('withdraw.failedNote')}
    </>
  )
  return (
    <Result
      state={certaintyOf(state)}
      title={t(`withdraw.${state === 'requested' ? 'processing' : state}`)}
      amount={{ amount, asset }}
      note={open ? t('withdraw.processingNote') : state === 'succeeded' ? null : failed}
      lines={[
        { label: t('withdraw.card'), value: words(card) },
        {
          label: t('withdraw.fee'),
          value: fee === '0' ? t('withdraw.noFee') : <Amount value={fee} asset={asset} />,
        },
        { label: t('topup.at'), value: <When at={occurredAt} /> },
        ...(open ? [{ label: t('withdraw.arrival'), value: <When at={expectedAt} /> }] : []),
        { label: t('topup.id'), value: <span className="funding-id">{id}</span> },
      ]}
    />
  )
}
