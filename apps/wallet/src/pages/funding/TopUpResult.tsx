import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Result } from '../../parts/act/Result.tsx'
import { ButtonLink } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import { useCardWords } from './card-words.ts'
import { certaintyOf, isLate, isOpen, rhythmOf, useEnding, Why } from './outcome.tsx'

type Order = ResponseOf<Routes['myTopUps']['get']>

/** What became of a top-up; read again until the bank has spoken. */
export function TopUpResult(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const read = useRead('myTopUps.get', api.myTopUps.get, { params: { id } }, { everyMs: rhythmOf })
  const state = read.data?.state
  useEnding(state)
  return (
    <Page
      title={t('topup.title')}
      foot={
        state === 'failed' ? (
          <ButtonLink to="/top-up" look="main" replace>
            {t('topup.again')}
          </ButtonLink>
        ) : (
          <ButtonLink to="/" look={state === 'succeeded' ? 'main' : 'edge'} replace>
            {t('action.done')}
          </ButtonLink>
        )
      }
    >
      <Loaded read={read}>{(order) => <Outcome order={order} />}</Loaded>
    </Page>
  )
}

function Outcome(props: { order: Order }): ReactNode {
  const t = useT()
  const words = useCardWords()
  const { id, state, code, amount, asset, card, occurredAt, expectedAt, owed } = props.order
  const open = isOpen(state)
  const note = {
    requested: isLate(props.order) ? t('topup.slow') : t('topup.processingNote'),
    processing: isLate(props.order) ? t('topup.slow') : t('topup.processingNote'),
    succeeded: null,
    failed: <Why code={code} />,
    reversed: t('topup.reversedNote'),
  }[state]
  return (
    <Result
      state={certaintyOf(state)}
      title={t(`topup.${state === 'requested' ? 'processing' : state}`)}
      amount={{ amount, asset }}
      note={note}
      lines={[
        { label: t('topup.card'), value: words(card) },
        { label: t('topup.at'), value: <When at={occurredAt} /> },
        ...(open ? [{ label: t('topup.expected'), value: <When at={expectedAt} /> }] : []),
        { label: t('topup.id'), value: <span className="funding-id">{id}</span> },
      ]}
    >
      {owed === '0' ? null : (
        <Notice tone="warning">
          {t('topup.owed')} <Amount value={owed} asset={asset} />
        </Notice>
      )}
    </Result>
  )
}
