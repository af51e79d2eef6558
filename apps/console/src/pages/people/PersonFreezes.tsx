import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { When } from '../../parts/When.tsx'
import { FrozenTag } from './People.tsx'

type Row = ResponseOf<Routes['people']['freezes']>['items'][number]

/** Who froze or unfroze, when and why. */
export function PersonFreezes(props: { person: string }): ReactNode {
  const t = useT()
  const freezes = useRead('people.freezes', api.people.freezes, { params: { id: props.person } })
  const columns: Column<Row>[] = [
    {
      key: 'state',
      title: t('people.state'),
      phone: 'heading',
      width: 140,
      render: (row) => <FrozenTag frozen={row} />,
    },
    { key: 'at', title: t('freezes.at'), phone: 'aside', render: (row) => <When at={row.at} /> },
    { key: 'by', title: t('freezes.by'), render: (row) => row.by.name },
    {
      key: 'reason',
      title: t('person.reason'),
      render: (row) => <span className="wrap">{row.reason}</span>,
    },
  ]
  return (
    <DataTable<Row>
      reading={freezes}
      columns={columns}
      rowKey={(row) => row.id}
      empty={{ title: t('freezes.none'), hint: t('freezes.noneHint') }}
    />
  )
}
