import { Amount } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import type { ComponentProps, ReactNode } from 'react'
import { useLabel, useT } from '../i18n/index.ts'
import { DataTable, type Column, type Leaf } from './DataTable.tsx'
import { AddressLink, PostingLink } from './links.tsx'
import { When } from './When.tsx'

const COUNTERPARTS_SHOWN = 2

type Line = ResponseOf<Routes['people']['statement']>['items'][number]

/** Entries with the running balance: of a person's asset, or of one account. */
export function StatementTable(props: {
  reading: ComponentProps<typeof DataTable<Line>>['reading']
  asset: string
  leaf: Leaf
}): ReactNode {
  const t = useT()
  const label = useLabel()
  const { asset } = props
  const columns: Column<Line>[] = [
    {
      key: 'kind',
      title: t('statement.kind'),
      phone: 'heading',
      width: 160,
      render: (line) => (
        <div className="two-lines">
          <span>{label('kind', line.kind)}</span>
          <small>
            <PostingLink id={line.posting} />
          </small>
        </div>
      ),
    },
    {
      key: 'booked',
      title: t('statement.bookedAt'),
      render: (line) => <When at={line.bookedAt} precision="second" />,
    },
    {
      key: 'occurred',
      title: t('statement.occurredAt'),
      phone: 'hidden',
      render: (line) => <When at={line.occurredAt} />,
    },
    {
      key: 'counterparts',
      title: t('statement.counterparts'),
      phone: 'wide',
      render: (line) => <Counterparts addresses={line.counterparts} />,
    },
    {
      key: 'amount',
      title: t('statement.amount'),
      align: 'right',
      phone: 'aside',
      render: (line) => <Amount value={line.amount} asset={asset} flow unit={false} />,
    },
    {
      key: 'balance',
      title: t('statement.balance'),
      align: 'right',
      render: (line) => <Amount value={line.balance} asset={asset} unit={false} />,
    },
  ]
  return (
    <DataTable<Line>
      reading={props.reading}
      columns={columns}
      rowKey={(line) => `${line.account} ${line.version}`}
      link={(line) => `/postings/${line.posting}`}
      leaf={props.leaf}
      empty={{ title: t('statement.none'), hint: t('statement.noneHint') }}
    />
  )
}

function Counterparts(props: { addresses: readonly string[] }): ReactNode {
  const t = useT()
  const more = props.addresses.length - COUNTERPARTS_SHOWN
  return (
    <div className="stack">
      {props.addresses.slice(0, COUNTERPARTS_SHOWN).map((address) => (
        <AddressLink key={address} address={address} />
      ))}
      {more > 0 ? <small className="muted">{t('statement.more', { count: more })}</small> : null}
    </div>
  )
}
