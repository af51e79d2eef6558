import { Amount, Ident } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { MerchantLink, PersonLink } from '../../parts/links.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'

type Row = ResponseOf<Routes['agreements']['list']>['items'][number]

/** Agreements for automatic deduction of a person or of a merchant, the newest first. */
export function AgreementTable(props: {
  fixed: { person: string } | { merchant: string }
}): ReactNode {
  const t = useT()
  const label = useLabel()
  const leaf = useLeaf('agreements')
  const agreements = useRead(
    'agreements.list',
    api.agreements.list,
    { query: { ...props.fixed, ...(leaf.cursor ? { cursor: leaf.cursor } : {}) } },
    { keep: true },
  )
  return (
    <DataTable<Row>
      reading={agreements}
      columns={columns(t, label, 'person' in props.fixed)}
      rowKey={(row) => row.id}
      link={(row) => `/agreements/${row.id}`}
      leaf={leaf}
      empty={{ title: t('agreements.none'), hint: t('agreements.noneHint') }}
    />
  )
}

export function AgreementState(props: { state: Row['state'] }): ReactNode {
  const t = useT()
  const tone = props.state === 'active' ? 'good' : 'quiet'
  return <StateTag tone={tone}>{t(`agreements.${props.state}`)}</StateTag>
}

function columns(
  t: Translate,
  label: (group: string, value: string) => string,
  ofPerson: boolean,
): Column<Row>[] {
  return [
    {
      key: 'purpose',
      title: t('agreements.purpose'),
      phone: 'heading',
      width: 220,
      render: (row) => (
        <div className="two-lines">
          <span className="wrap">{row.purpose}</span>
          <small>
            <Ident id={row.id} />
          </small>
        </div>
      ),
    },
    ofPerson
      ? {
          key: 'merchant',
          title: t('payments.merchant'),
          render: (row) => <MerchantLink id={row.merchant} />,
        }
      : {
          key: 'person',
          title: t('payments.person'),
          render: (row) => <PersonLink id={row.person} />,
        },
    {
      key: 'perDeduction',
      title: t('agreements.perDeduction'),
      align: 'right',
      render: (row) => <Amount value={row.perDeduction} asset={row.asset} />,
    },
    {
      key: 'perPeriod',
      title: t('agreements.perPeriod'),
      align: 'right',
      render: (row) => (
        <span>
          <Amount value={row.perPeriod} asset={row.asset} /> {label('period', row.period)}
        </span>
      ),
    },
    {
      key: 'signedAt',
      title: t('agreements.signedAt'),
      render: (row) => <When at={row.signedAt} />,
    },
    {
      key: 'state',
      title: t('people.state'),
      phone: 'aside',
      render: (row) => <AgreementState state={row.state} />,
    },
  ]
}
