import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { Alert, Drawer, Skeleton } from 'antd'
import { useEffect, useRef, type ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { PostingLink } from '../../parts/links.tsx'
import { Facts } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { When } from '../../parts/When.tsx'

type Reading = ResponseOf<Routes['sealed']['read']>
type Movement = Reading['movements'][number]

/** Reads once when it opens: each reading is an act in the audit log. Nothing of it is remembered. */
export function SealedReading(props: { person: string; onClose: () => void }): ReactNode {
  const t = useT()
  const { person, onClose } = props
  const read = useWrite(api.sealed.read, ['acts.list'])
  const asked = useRef(false)
  const { mutate } = read
  useEffect(() => {
    // Once, however often the page is drawn.
    if (asked.current) return
    asked.current = true
    mutate({ params: { person } })
  }, [mutate, person])
  return (
    <Drawer open title={t('sealed.read')} size={720} onClose={onClose}>
      <Alert type="warning" showIcon title={t('sealed.recorded')} />
      {read.error ? <ProblemPanel error={read.error} /> : null}
      {read.data ? (
        <Shown reading={read.data} />
      ) : read.error ? null : (
        <Skeleton active paragraph={{ rows: 8 }} />
      )}
    </Drawer>
  )
}

function Shown(props: { reading: Reading }): ReactNode {
  const t = useT()
  const { records, movements } = props.reading
  const columns: Column<Movement>[] = [
    {
      key: 'at',
      title: t('sealed.at'),
      phone: 'heading',
      render: ({ occurredAt }) => <When at={occurredAt} />,
    },
    { key: 'kind', title: t('sealed.kind'), render: ({ kind }) => kind },
    {
      key: 'amount',
      title: t('sealed.amount'),
      align: 'right',
      phone: 'aside',
      render: ({ amount, asset }) => <Amount value={amount} asset={asset} flow />,
    },
    {
      key: 'posting',
      title: t('sealed.posting'),
      render: ({ posting }) => <PostingLink id={posting} />,
    },
  ]
  const listOf = (name: string): number => {
    const value = records[name]
    return Array.isArray(value) ? value.length : 0
  }
  return (
    <>
      <Facts
        items={[
          { label: t('reviews.name'), value: textOf(records['name']) },
          { label: t('people.phone'), value: textOf(records['phone']) },
          { label: t('sealed.email'), value: textOf(records['email']) },
          { label: t('people.registeredAt'), value: timeOf(records['registeredAt']) },
          { label: t('sealed.devices'), value: listOf('devices') },
          { label: t('sealed.signIns'), value: listOf('signIns') },
        ]}
      />
      <h3>{t('sealed.movements')}</h3>
      <DataTable<Movement>
        reading={{
          data: { items: movements },
          error: null,
          isPending: false,
          isFetching: false,
          refetch: () => undefined,
        }}
        columns={columns}
        rowKey={({ posting, asset }) => `${posting} ${asset}`}
        empty={{ title: t('sealed.noMovements') }}
      />
      <details>
        <summary>{t('sealed.whole')}</summary>
        <pre className="wrap">{JSON.stringify(records, null, 2)}</pre>
      </details>
    </>
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '–'
}

function timeOf(value: unknown): ReactNode {
  return typeof value === 'string' ? <When at={value} /> : '–'
}
