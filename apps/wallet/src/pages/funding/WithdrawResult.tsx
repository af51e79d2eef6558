import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { PAYOUT_REJECTIONS } from '@suanpan/contract/safety-words'
import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { Result } from '../../parts/act/Result.tsx'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { momentOf } from '../../parts/time/dates.ts'
import { When } from '../../parts/time/When.tsx'
import { useZone } from '../../session/session.ts'
import { useCardWords } from './card-words.ts'
import { certaintyOf, isOpen, rhythmOf, useEnding, Why } from './outcome.tsx'
import './funding.css'

type Order = ResponseOf<Routes['withdrawals']['get']>

/** What became of a withdrawal; read again until an operator and the bank have spoken. */
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
  const title = useTitle(props.order)
  const { id, state, review, amount, fee, asset, card, occurredAt, expectedAt } = props.order
  const inReview = state === 'review' && review !== null
  const cancelled = state === 'given_back' && review?.end === 'cancelled'
  return (
    <Result
      state={cancelled ? 'done' : certaintyOf(state)}
      title={title}
      amount={{ amount, asset }}
      note={<Note order={props.order} />}
      lines={[
        { label: t('withdraw.card'), value: words(card) },
        {
          label: t('withdraw.fee'),
          value: fee === '0' ? t('withdraw.noFee') : <Amount value={fee} asset={asset} />,
        },
        { label: t('topup.at'), value: <When at={occurredAt} /> },
        ...(inReview
          ? [{ label: t('withdraw.reviewUntil'), value: <When at={review.until} /> }]
          : []),
        ...(isOpen(state) && !inReview
          ? [{ label: t('withdraw.arrival'), value: <When at={expectedAt} /> }]
          : []),
        { label: t('topup.id'), value: <span className="funding-id">{id}</span> },
      ]}
    >
      {inReview ? <Cancel id={id} /> : null}
    </Result>
  )
}

function useTitle({ state, review }: Order): string {
  const t = useT()
  if (state === 'given_back') {
    const end = review?.end
    return t(`withdraw.given_back.${end === 'cancelled' || end === 'rejected' ? end : 'expired'}`)
  }
  return t(`withdraw.${state === 'requested' ? 'processing' : state}`)
}

/** What happens next, or why not and what one can do about it. */
function Note(props: { order: Order }): ReactNode {
  const t = useT()
  const zone = useZone()
  const language = useLanguage()
  const { state, review, code } = props.order
  if (state === 'succeeded') return null
  if (state === 'review') {
    return t('withdraw.reviewNote', { time: momentOf(review?.until ?? '', zone) })
  }
  if (isOpen(state)) return t('withdraw.processingNote')
  if (state !== 'given_back') {
    return (
      <>
        <Why code={code} /> {t('withdraw.failedNote')}
      </>
    )
  }
  if (review?.end === 'expired') return t('withdraw.expiredNote')
  const why = review?.category ? PAYOUT_REJECTIONS[review.category] : undefined
  if (!why) return t('withdraw.backNote')
  return (
    <>
      <strong>{why.title[language]}</strong>
      <br />
      {why.wayOut[language]}
      {language === 'zh' ? '。' : '. '}
      {t('withdraw.backNote')}
    </>
  )
}

function Cancel(props: { id: string }): ReactNode {
  const t = useT()
  const [key] = useState(newIdempotencyKey)
  const cancel = useWrite(api.withdrawals.cancel, [
    'withdrawals.get',
    'withdrawals.list',
    'withdrawals.terms',
    'me.holdings',
  ])
  return (
    <>
      {cancel.error ? <Failed error={cancel.error} /> : null}
      <Button
        look="danger"
        busy={cancel.isPending}
        onClick={() => cancel.mutate({ params: { id: props.id }, idempotencyKey: key })}
      >
        {t('withdraw.cancel')}
      </Button>
    </>
  )
}
