import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { FREEZE_CATEGORIES } from '@suanpan/contract/safety-words'
import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useBilingual, useT } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { When } from '../../parts/When.tsx'
import { useMay } from '../../session/session.ts'
import { LiftFreezeDialog } from './LiftFreezeDialog.tsx'
import { FrozenTag } from './People.tsx'

type Row = ResponseOf<Routes['people']['freezes']>['items'][number]

/** Each freeze with who, when and why, and how it ended; what still holds can be lifted by two. */
export function PersonFreezes(props: { person: string }): ReactNode {
  const t = useT()
  const freezes = useRead('people.freezes', api.people.freezes, { params: { id: props.person } })
  const [lifting, setLifting] = useState<string>()
  const ownLockAt = freezes.data?.ownLockAt
  return (
    <>
      {ownLockAt ? (
        <p className="note">
          {t('freezes.ownLock')} <When at={ownLockAt} />
        </p>
      ) : null}
      <DataTable<Row>
        reading={freezes}
        columns={useColumns(setLifting)}
        rowKey={(row) => row.id}
        empty={{ title: t('freezes.none'), hint: t('freezes.noneHint') }}
      />
      {lifting ? (
        <LiftFreezeDialog
          person={props.person}
          freeze={lifting}
          onClose={() => setLifting(undefined)}
        />
      ) : null}
    </>
  )
}

function useColumns(lift: (freeze: string) => void): Column<Row>[] {
  const t = useT()
  const say = useBilingual()
  const mayLift = useMay('operator')
  return [
    {
      key: 'state',
      title: t('people.state'),
      phone: 'heading',
      width: 120,
      render: (row) =>
        row.lifted ? (
          <StateTag tone="quiet">{t('freezes.lifted')}</StateTag>
        ) : (
          <FrozenTag frozen={row} />
        ),
    },
    {
      key: 'category',
      title: t('freezes.category'),
      render: (row) => say(FREEZE_CATEGORIES[row.category].title),
    },
    {
      key: 'reason',
      title: t('person.reason'),
      render: (row) => <span className="wrap">{row.reason}</span>,
    },
    { key: 'by', title: t('freezes.by'), render: (row) => row.by.name },
    { key: 'at', title: t('freezes.at'), phone: 'aside', render: (row) => <When at={row.at} /> },
    {
      key: 'lifted',
      title: t('freezes.end'),
      render: (row) => <Ending row={row} lift={mayLift ? lift : undefined} />,
    },
  ]
}

function Ending(props: { row: Row; lift: ((freeze: string) => void) | undefined }): ReactNode {
  const t = useT()
  const { row, lift } = props
  if (row.lifted) {
    return (
      <span className="wrap">
        {row.lifted.by.name} · <When at={row.lifted.at} /> · {row.lifted.reason}
      </span>
    )
  }
  return lift ? (
    <Button size="small" onClick={() => lift(row.id)}>
      {t('person.unfreeze')}
    </Button>
  ) : null
}
