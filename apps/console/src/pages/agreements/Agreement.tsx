import { Amount, Ident } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Button, Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { DataTable } from '../../parts/DataTable.tsx'
import { MerchantLink, PersonLink } from '../../parts/links.tsx'
import { Facts, Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { When } from '../../parts/When.tsx'
import { useMay } from '../../session/session.ts'
import { AgreementState } from './AgreementTable.tsx'
import { EndDialog } from './EndDialog.tsx'

type Detail = ResponseOf<Routes['agreements']['get']>

/** One agreement: its terms, what was taken under it, and the end that an operator may put to it. */
export function Agreement(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const mayEnd = useMay('operator')
  const [ending, setEnding] = useState(false)
  const reading = useRead('agreements.get', api.agreements.get, { params: { id } })
  const found = reading.data
  if (!found) {
    return (
      <Page title={t('agreements.one')}>
        {reading.error ? (
          <ProblemPanel error={reading.error} onRetry={() => void reading.refetch()} />
        ) : (
          <Skeleton active paragraph={{ rows: 6 }} />
        )}
      </Page>
    )
  }
  return (
    <Page
      title={t('agreements.one')}
      back={{ to: `/people/${found.person}?tab=agreements`, label: t('agreements.title') }}
      subtitle={
        <span className="inline">
          <Ident id={found.id} copy /> <AgreementState state={found.state} />
        </span>
      }
      actions={
        mayEnd && found.state === 'active' ? (
          <Button danger onClick={() => setEnding(true)}>
            {t('agreements.end')}
          </Button>
        ) : null
      }
    >
      <Sheet>
        <Terms found={found} />
      </Sheet>
      <Sheet title={t('agreements.deductions')} flush>
        <Deductions found={found} reading={reading} />
      </Sheet>
      {ending ? <EndDialog agreement={found.id} onClose={() => setEnding(false)} /> : null}
    </Page>
  )
}

function Terms(props: { found: Detail }): ReactNode {
  const t = useT()
  const label = useLabel()
  const { found } = props
  const { asset } = found
  return (
    <Facts
      items={[
        {
          label: t('agreements.purpose'),
          value: <span className="wrap">{found.purpose}</span>,
        },
        { label: t('payments.merchant'), value: <MerchantLink id={found.merchant} /> },
        { label: t('payments.person'), value: <PersonLink id={found.person} /> },
        {
          label: t('agreements.perDeduction'),
          value: <Amount value={found.perDeduction} asset={asset} />,
        },
        {
          label: t('agreements.perPeriod'),
          value: (
            <span>
              <Amount value={found.perPeriod} asset={asset} /> {label('period', found.period)}
            </span>
          ),
        },
        { label: t('agreements.taken'), value: <Amount value={found.taken} asset={asset} /> },
        { label: t('agreements.resets'), value: <When at={found.resetsAt} /> },
        {
          label: t('agreements.notice'),
          value:
            found.noticeHours === 0
              ? t('agreements.noNotice')
              : t('agreements.noticeHours', { hours: found.noticeHours }),
        },
        { label: t('agreements.signedAt'), value: <When at={found.signedAt} /> },
        ...(found.cancelledAt
          ? [
              { label: t('agreements.endedAt'), value: <When at={found.cancelledAt} /> },
              {
                label: t('agreements.endedBy'),
                value: label('agreementEnd', found.cancelledBy ?? ''),
              },
            ]
          : []),
      ]}
    />
  )
}

type Reading = { error: unknown; isPending: boolean; isFetching: boolean; refetch: () => unknown }

function Deductions(props: { found: Detail; reading: Reading }): ReactNode {
  const t = useT()
  const { asset, deductions } = props.found
  const { error, isPending, isFetching, refetch } = props.reading
  return (
    <DataTable
      reading={{ data: { items: deductions }, error, isPending, isFetching, refetch }}
      rowKey={(row) => row.payment}
      link={(row) => `/payments/${row.payment}`}
      columns={[
        {
          key: 'payment',
          title: t('nav.payments'),
          phone: 'heading',
          render: (row) => <Ident id={row.payment} />,
        },
        {
          key: 'at',
          title: t('agreements.takenAt'),
          render: (row) => <When at={row.occurredAt} />,
        },
        {
          key: 'amount',
          title: t('payout.amount'),
          align: 'right',
          phone: 'aside',
          render: (row) => <Amount value={row.amount} asset={asset} />,
        },
      ]}
      empty={{ title: t('agreements.noDeductions') }}
    />
  )
}
