import { Amount, Ellipsis, Ident } from '@suanpan/ui'
import { Button, Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { AddressLink } from '../../parts/links.tsx'
import { Facts, Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { When } from '../../parts/When.tsx'
import { useCan, useMay } from '../../session/session.ts'
import { AgreementTable } from '../agreements/AgreementTable.tsx'
import { PaymentTable } from '../payments/PaymentTable.tsx'
import { MerchantForm } from './MerchantForm.tsx'
import { MerchantState, percent } from './merchant-words.tsx'

export function Merchant(): ReactNode {
  const t = useT()
  const label = useLabel()
  const { id = '' } = useParams()
  const mayWrite = useMay('operator')
  const [editing, setEditing] = useState(false)
  const merchant = useRead('merchants.get', api.merchants.get, { params: { id } })
  const back = { to: '/merchants', label: t('merchants.title') }
  if (!merchant.data) {
    return (
      <Page title={t('merchants.one')} back={back}>
        {merchant.error ? (
          <ProblemPanel error={merchant.error} onRetry={() => void merchant.refetch()} />
        ) : (
          <Skeleton active paragraph={{ rows: 6 }} />
        )}
      </Page>
    )
  }
  const { data } = merchant
  return (
    <Page
      title={data.name}
      heading={<Ellipsis text={data.name} />}
      back={back}
      subtitle={
        <span className="inline">
          <Ident id={data.id} copy /> <MerchantState active={data.active} />
        </span>
      }
      actions={
        mayWrite ? <Button onClick={() => setEditing(true)}>{t('merchants.edit')}</Button> : null
      }
    >
      <div className="balances">
        {data.balances.map((sum) => (
          <section key={sum.asset} className="tile">
            <h3>{t('merchants.balance')}</h3>
            <Amount value={sum} size="title" />
          </section>
        ))}
        <Sheet>
          <Facts
            items={[
              { label: t('merchants.category'), value: label('category', data.category) },
              {
                label: t('merchants.fee'),
                value: <span className="sp-num">{percent(data.feeBasisPoints)}</span>,
              },
              { label: t('people.registeredAt'), value: <When at={data.registeredAt} /> },
              ...data.balances.map((sum) => ({
                label: t('accounts.account'),
                value: (
                  <AddressLink
                    address={`merchant:${data.id}:${(sum.asset.split('/')[0] ?? '').toLowerCase()}`}
                  />
                ),
              })),
            ]}
          />
        </Sheet>
      </div>
      <Lists merchant={data.id} />
      {editing ? <MerchantForm merchant={data} onClose={() => setEditing(false)} /> : null}
    </Page>
  )
}

function Lists(props: { merchant: string }): ReactNode {
  const t = useT()
  const can = useCan()
  const { merchant } = props
  return (
    <>
      <Sheet title={t('nav.payments')} flush>
        <PaymentTable fixed={{ merchant }} />
      </Sheet>
      {can('agreements') ? (
        <Sheet title={t('agreements.title')} flush>
          <AgreementTable fixed={{ merchant }} />
        </Sheet>
      ) : null}
    </>
  )
}
