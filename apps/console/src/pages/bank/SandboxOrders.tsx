import { Amount, Ident } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { App, Button, Space } from 'antd'
import type { ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { Sheet } from '../../parts/Page.tsx'
import { useProblemText } from '../../parts/ProblemPanel.tsx'
import { StateTag, type Tone } from '../../parts/StateTag.tsx'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'

type Order = ResponseOf<Routes['sandboxBank']['orders']>['items'][number]
type Act = 'call_again' | 'succeed' | 'fail' | 'reverse'

const REFRESH_MS = 3_000

const TONES: Record<Order['state'], Tone> = {
  accepted: 'info',
  succeeded: 'good',
  failed: 'bad',
  reversed: 'warn',
}

const ACTS: Record<Order['state'], readonly Act[]> = {
  accepted: ['succeed', 'fail', 'call_again'],
  succeeded: ['call_again', 'reverse'],
  failed: ['call_again'],
  reversed: ['call_again'],
}

/** What the bank was asked for, and what it can be made to do with it now. */
export function SandboxOrders(props: { may: boolean }): ReactNode {
  const t = useT()
  const leaf = useLeaf()
  const orders = useRead(
    'sandboxBank.orders',
    api.sandboxBank.orders,
    { query: { limit: 20, ...(leaf.cursor && { cursor: leaf.cursor }) } },
    { keep: true, everyMs: REFRESH_MS },
  )
  const columns = useColumns(props.may)
  return (
    <Sheet flush title={t('sandbox.orders')}>
      <DataTable<Order>
        reading={orders}
        columns={columns}
        rowKey={({ id }) => id}
        leaf={leaf}
        empty={{ title: t('sandbox.noOrders'), hint: t('sandbox.noOrdersHint') }}
      />
    </Sheet>
  )
}

function useColumns(may: boolean): Column<Order>[] {
  const t = useT()
  const label = useLabel()
  return [
    {
      key: 'id',
      title: t('sandbox.order'),
      phone: 'heading',
      render: ({ id, direction }) => (
        <div className="two-lines">
          <Ident id={id} copy />
          <small>{t(`sandbox.direction.${direction}`)}</small>
        </div>
      ),
    },
    {
      key: 'card',
      title: t('sandbox.card'),
      render: ({ lastFour }) => <span className="sp-num">{lastFour}</span>,
    },
    {
      key: 'amount',
      title: t('sandbox.amount'),
      align: 'right',
      render: ({ amount, asset }) => <Amount value={amount} asset={asset} />,
    },
    {
      key: 'state',
      title: t('sandbox.state'),
      phone: 'aside',
      render: ({ state, code }) => (
        <div className="two-lines">
          <StateTag tone={TONES[state]}>{t(`sandbox.state.${state}`)}</StateTag>
          {code === null ? null : <small>{label('bankCode', code)}</small>}
        </div>
      ),
    },
    {
      key: 'askedAt',
      title: t('sandbox.askedAt'),
      render: ({ askedAt }) => <When at={askedAt} />,
    },
    {
      key: 'callbacks',
      title: t('sandbox.callbackCount'),
      render: ({ delivered, callbacks }) => t('sandbox.delivered', { delivered, callbacks }),
    },
    {
      key: 'acts',
      title: t('sandbox.acts'),
      align: 'right',
      render: (order) => (may ? <Acts order={order} /> : null),
    },
  ]
}

function Acts(props: { order: Order }): ReactNode {
  const t = useT()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const write = useWrite(api.sandboxBank.act, ['sandboxBank.orders'])
  const act = (what: Act): void =>
    write.mutate(
      { params: { id: props.order.id }, body: { act: what } },
      {
        onSuccess: () => void message.success(t('sandbox.acted')),
        onError: (error) => void message.error(problemText(error)),
      },
    )
  return (
    <Space>
      {ACTS[props.order.state].map((what) => (
        <Button key={what} size="small" disabled={write.isPending} onClick={() => act(what)}>
          {t(`sandbox.act.${what}`)}
        </Button>
      ))}
    </Space>
  )
}
