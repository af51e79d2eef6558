import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { Result, type Certainty } from '../../parts/act/Result.tsx'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'

type Transfer = ResponseOf<Routes['transfers']['get']>
const ON_ITS_WAY_MS = 10_000
const CERTAIN: Record<Transfer['state'], Certainty> = {
  in_transit: 'processing',
  arrived: 'done',
  revoked: 'done',
  returned: 'failed',
}

/** How a transfer stands: the result right after sending, and the same page for ever after. */
export function Detail(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const read = useRead(
    'transfers.get',
    api.transfers.get,
    { params: { id } },
    {
      everyMs: (found) => (found?.state === 'in_transit' ? ON_ITS_WAY_MS : false),
    },
  )
  return (
    <Page title={t('transfer.one')} foot={<ButtonLink to="/">{t('action.done')}</ButtonLink>}>
      <Loaded read={read}>{(found) => <Standing {...found} />}</Loaded>
    </Page>
  )
}

function Standing(found: Transfer): ReactNode {
  const t = useT()
  const label = useLabel()
  const { counterpart, direction, state, arrival } = found
  const title = direction === 'in' && state === 'arrived' ? 'received' : state
  return (
    <Result
      state={CERTAIN[state]}
      title={label('transfer.state', title)}
      amount={{ amount: found.amount, asset: found.asset }}
      lines={[
        {
          label: direction === 'out' ? t('transfer.to') : t('transfer.from'),
          value: counterpart.name ?? counterpart.phone ?? t('transfer.unnamed'),
        },
        ...(found.note ? [{ label: t('transfer.note'), value: found.note }] : []),
        { label: t('transfer.arrival'), value: label('transfer.arrival', arrival) },
        { label: t('transfer.at'), value: <When at={found.occurredAt} /> },
        ...(state === 'in_transit'
          ? [{ label: label('transfer.due', arrival), value: <When at={found.dueAt} /> }]
          : []),
        ...(found.endedAt && arrival !== 'instant'
          ? [{ label: t('transfer.endedAt'), value: <When at={found.endedAt} /> }]
          : []),
        ...(found.reason
          ? [{ label: t('transfer.reason'), value: label('transfer.reason', found.reason) }]
          : []),
      ]}
    >
      {found.revocable ? <Revoke id={found.id} /> : null}
      {found.book === null ? null : (
        <ButtonLink to={`/books/${found.book}`}>{t('books.toBook')}</ButtonLink>
      )}
    </Result>
  )
}

function Revoke(props: { id: string }): ReactNode {
  const t = useT()
  const [key] = useState(newIdempotencyKey)
  const revoke = useWrite(api.transfers.revoke, ['transfers.get', 'me.holdings'])
  return (
    <>
      {revoke.error ? <Failed error={revoke.error} /> : null}
      <Button
        look="danger"
        busy={revoke.isPending}
        onClick={() => revoke.mutate({ params: { id: props.id }, idempotencyKey: key })}
      >
        {t('transfer.revoke')}
      </Button>
    </>
  )
}
