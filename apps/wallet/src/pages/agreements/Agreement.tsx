import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Facts, Row, Rows } from '../../parts/page/Rows.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import { useTermLines } from './terms.tsx'

type Detail = ResponseOf<Routes['myAgreements']['get']>

const ENDED_BY = {
  person: 'agreements.byYou',
  merchant: 'agreements.byMerchant',
  operator: 'agreements.byOperator',
} as const

/** One agreement: its terms, what was taken, what is announced, and the way out. */
export function Agreement(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const [asking, setAsking] = useState(false)
  const read = useRead('myAgreements.get', api.myAgreements.get, { params: { id } })
  const found = read.data
  return (
    <Page
      title={t('agreements.one')}
      back="/agreements"
      foot={
        found?.state === 'active' ? (
          <Button look="danger" onClick={() => setAsking(true)}>
            {t('agreements.cancel')}
          </Button>
        ) : undefined
      }
    >
      <Loaded read={read}>{(each) => <Standing {...each} />}</Loaded>
      {found && asking ? <Cancel found={found} onClose={() => setAsking(false)} /> : null}
    </Page>
  )
}

function Standing(found: Detail): ReactNode {
  const t = useT()
  const lines = useTermLines()
  const { merchant, asset, state, cancelledAt, cancelledBy } = found
  return (
    <>
      <div className="wt-page-title">
        <h2>{merchant.name}</h2>
      </div>
      {cancelledAt ? (
        <Notice>
          {t(ENDED_BY[cancelledBy ?? 'person'])}
          <When at={cancelledAt} />
        </Notice>
      ) : null}
      {found.offerWithdrawnAt !== null && state === 'active' ? (
        <Notice>{t('agreements.offerWithdrawn')}</Notice>
      ) : null}
      {found.announced.map((each) => (
        <Notice key={each.id} tone="warning">
          {t('agreements.coming')} <Amount value={each.amount} asset={asset} />
          {' · '}
          <When at={each.dueAt} />
          <br />
          {t('agreements.comingNote')}
        </Notice>
      ))}
      <div className="wt-card">
        <Facts
          items={[
            ...lines(found),
            ...(state === 'active'
              ? [
                  {
                    label: t('agreements.taken'),
                    value: <Amount value={found.taken} asset={asset} />,
                  },
                  { label: t('agreements.resets'), value: <When at={found.resetsAt} show="day" /> },
                ]
              : []),
            { label: t('agreements.signedAt'), value: <When at={found.signedAt} /> },
          ]}
        />
      </div>
      <Taken {...found} />
    </>
  )
}

function Taken({ deductions, asset }: Detail): ReactNode {
  const t = useT()
  return (
    <Rows title={t('agreements.deductions')}>
      {deductions.length === 0 ? <Row title={t('agreements.noDeductions')} /> : null}
      {deductions.map(({ payment, amount, occurredAt }) => (
        <Row
          key={payment}
          to={`/bills/${payment}`}
          title={<When at={occurredAt} />}
          value={<Amount value={amount} asset={asset} />}
        />
      ))}
    </Rows>
  )
}

function Cancel(props: { found: Detail; onClose: () => void }): ReactNode {
  const t = useT()
  const { id, merchant } = props.found
  const cancel = useWrite(api.myAgreements.cancel, [
    'myAgreements.get',
    'myAgreements.list',
    'myAgreements.offer',
  ])
  return (
    <Sheet open title={t('agreements.cancelTitle')} onClose={props.onClose}>
      <p>{t('agreements.cancelWhat', { name: merchant.name })}</p>
      {cancel.error ? <Failed error={cancel.error} /> : null}
      <Button
        look="danger"
        busy={cancel.isPending}
        onClick={() => cancel.mutate({ params: { id } }, { onSuccess: props.onClose })}
      >
        {t('agreements.cancelNow')}
      </Button>
      <Button onClick={props.onClose}>{t('agreements.keep')}</Button>
    </Sheet>
  )
}
