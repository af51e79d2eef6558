import { Amount, Ident } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Checkbox, Select } from 'antd'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { PersonLink } from '../../parts/links.tsx'
import { StateTag, type Tone } from '../../parts/StateTag.tsx'
import { useFilters } from '../../parts/useFilters.ts'
import { useLeaf } from '../../parts/useLeaf.ts'
import { useMay } from '../../session/session.ts'
import { Due } from './Due.tsx'

type DisputeRow = ResponseOf<Routes['disputes']['list']>['items'][number]
type State = DisputeRow['state']

const STATES: readonly State[] = [
  'escalated',
  'opened',
  'answered',
  'decided',
  'refunded',
  'withdrawn',
  'lapsed',
]
const TONES: Record<State, Tone> = {
  escalated: 'bad',
  opened: 'warn',
  answered: 'info',
  decided: 'good',
  refunded: 'good',
  withdrawn: 'quiet',
  lapsed: 'quiet',
}

/** Disputes with their filters: all of them, or those of one person. */
export function DisputeTable(props: { person?: string }): ReactNode {
  const t = useT()
  const label = useLabel()
  // What people wrote is not for everybody who may see that there is a dispute.
  const may = useMay('operator')
  const leaf = useLeaf()
  const filters = useFilters(['state', 'overdue'] as const)
  const { state, overdue } = filters.values
  const disputes = useRead(
    'disputes.list',
    api.disputes.list,
    {
      query: {
        ...(props.person ? { person: props.person } : {}),
        ...(isState(state) ? { state } : {}),
        ...(overdue ? { overdue: 'true' as const } : {}),
        ...(leaf.cursor ? { cursor: leaf.cursor } : {}),
      },
    },
    { keep: true },
  )
  return (
    <>
      <div className="filters">
        <Select
          className="filter-select"
          value={state ?? ''}
          aria-label={t('disputes.state')}
          options={[
            { value: '', label: t('disputes.anyState') },
            ...STATES.map((value) => ({ value, label: label('dispute', value) })),
          ]}
          onChange={(value) => filters.set({ state: value || undefined })}
        />
        <Checkbox
          checked={overdue === 'true'}
          onChange={(event) => filters.set({ overdue: event.target.checked ? 'true' : undefined })}
        >
          {t('disputes.onlyOverdue')}
        </Checkbox>
      </div>
      <DataTable<DisputeRow>
        reading={disputes}
        columns={columns(t, label, props.person !== undefined)}
        rowKey={(row) => row.id}
        {...(may && { link: (row: DisputeRow) => `/disputes/${row.id}` })}
        leaf={leaf}
        empty={
          filters.any
            ? { search: true, title: t('list.noMatch'), hint: t('disputes.noMatchHint') }
            : { title: t('disputes.none'), hint: t('disputes.noneHint') }
        }
      />
    </>
  )
}

export function DisputeTag(props: { state: State }): ReactNode {
  const label = useLabel()
  return <StateTag tone={TONES[props.state]}>{label('dispute', props.state)}</StateTag>
}

function columns(
  t: Translate,
  label: (group: string, value: string) => string,
  ofOne: boolean,
): Column<DisputeRow>[] {
  const all: (Column<DisputeRow> | undefined)[] = [
    {
      key: 'merchant',
      title: t('payments.merchant'),
      phone: 'heading',
      width: 230,
      render: (row) => (
        <div className="two-lines">
          {row.merchant.name}
          <small>
            <Ident id={row.id} />
          </small>
        </div>
      ),
    },
    ofOne
      ? undefined
      : {
          key: 'person',
          title: t('payments.person'),
          render: (row) => <PersonLink id={row.person} />,
        },
    {
      key: 'reason',
      title: t('disputes.reason'),
      render: (row) => label('disputeReason', row.reason),
    },
    { key: 'state', title: t('disputes.state'), render: (row) => <DisputeTag state={row.state} /> },
    {
      key: 'due',
      title: t('disputes.due'),
      render: (row) => <Due at={row.dueAt} overdue={row.overdue} />,
    },
    {
      key: 'held',
      title: t('disputes.held'),
      align: 'right',
      phone: 'hidden',
      render: (row) => <Amount value={row.held} asset={row.asset} />,
    },
    {
      key: 'amount',
      title: t('disputes.amount'),
      align: 'right',
      phone: 'aside',
      render: (row) => <Amount value={row.amount} asset={row.asset} />,
    },
  ]
  return all.filter((column) => column !== undefined)
}

function isState(value: string | undefined): value is State {
  return STATES.some((state) => state === value)
}
