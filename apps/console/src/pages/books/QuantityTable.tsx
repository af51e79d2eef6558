import { formatCount } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { Sheet } from '../../parts/Page.tsx'

type Granted = { desired: string; granted: string; reason: string | null }
type Row = Granted & { name: string }

/** What was wanted and what all limits together admitted, with the one that bound. */
export function QuantityTable(props: { quantities: Record<string, Granted> }): ReactNode {
  const t = useT()
  const rows = Object.entries(props.quantities).map(([name, granted]) => ({ name, ...granted }))
  if (rows.length === 0) return null
  const columns: Column<Row>[] = [
    {
      key: 'name',
      title: t('quantity.name'),
      phone: 'heading',
      width: 160,
      render: (row) => <code>{row.name}</code>,
    },
    {
      key: 'desired',
      title: t('quantity.desired'),
      align: 'right',
      render: (row) => <span className="sp-num">{formatCount(row.desired)}</span>,
    },
    {
      key: 'granted',
      title: t('quantity.granted'),
      align: 'right',
      phone: 'aside',
      render: (row) => <strong className="sp-num">{formatCount(row.granted)}</strong>,
    },
    {
      key: 'reason',
      title: t('quantity.reason'),
      render: (row) => (row.reason ? <code>{row.reason}</code> : t('quantity.unbound')),
    },
  ]
  return (
    <Sheet title={t('quantity.title')} flush>
      <DataTable<Row>
        reading={{
          data: { items: rows },
          error: null,
          isPending: false,
          isFetching: false,
          refetch: () => undefined,
        }}
        columns={columns}
        rowKey={(row) => row.name}
        empty={{ title: t('quantity.title') }}
      />
    </Sheet>
  )
}
