import { PlusOutlined } from '@ant-design/icons'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { OnceShown } from '../../parts/OnceShown.tsx'
import { Page, Sheet } from '../../parts/Page.tsx'
import { QrCode } from '../../parts/QrCode.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'
import { useSession } from '../../session/session.ts'
import { NewOperator } from './NewOperator.tsx'
import { ScopeDialog } from './ScopeDialog.tsx'

type Row = ResponseOf<Routes['operators']['list']>['items'][number]

export function Operators(): ReactNode {
  const t = useT()
  const leaf = useLeaf()
  const [adding, setAdding] = useState(false)
  const me = useSession().data?.operator.id
  const [editing, setEditing] = useState<Row>()
  const [totp, setTotp] = useState<{ secret: string; uri: string }>()
  const operators = useRead(
    'operators.list',
    api.operators.list,
    { query: leaf.cursor ? { cursor: leaf.cursor } : {} },
    { keep: true },
  )
  return (
    <Page
      title={t('operators.title')}
      subtitle={t('operators.subtitle')}
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('operators.new')}
        </Button>
      }
    >
      <Sheet flush>
        <DataTable<Row>
          reading={operators}
          columns={columns(t, { me, onEdit: setEditing })}
          rowKey={(row) => row.id}
          leaf={leaf}
          empty={{ title: t('operators.none') }}
        />
      </Sheet>
      {adding ? (
        <NewOperator
          onClose={() => setAdding(false)}
          onCreated={(created) => {
            setAdding(false)
            setTotp(created)
          }}
        />
      ) : null}
      {editing ? <ScopeDialog operator={editing} onDone={() => setEditing(undefined)} /> : null}
      {totp ? (
        <OnceShown
          title={t('operators.created')}
          warning={t('operators.once')}
          secret={totp.secret}
          onClose={() => setTotp(undefined)}
        >
          <QrCode text={totp.uri} label={t('operators.qr')} />
        </OnceShown>
      ) : null}
    </Page>
  )
}

type Editing = { me: string | undefined; onEdit: (row: Row) => void }

function columns(t: Translate, { me, onEdit }: Editing): Column<Row>[] {
  return [
    {
      key: 'name',
      title: t('operators.name'),
      phone: 'heading',
      width: 220,
      render: (row) => (
        <div className="two-lines">
          <span>{row.name}</span>
          <small>{row.login}</small>
        </div>
      ),
    },
    {
      key: 'role',
      title: t('operators.role'),
      phone: 'aside',
      render: (row) => <StateTag tone="quiet">{t(`role.${row.role}`)}</StateTag>,
    },
    {
      key: 'scope',
      title: t('operators.scope'),
      render: (row) => (
        <div className="stack">
          <span>
            {row.scope.merchants
              ? t('operators.scopeMerchants', { count: row.scope.merchants.length })
              : t('operators.scopeAll')}
          </span>
          <small className="muted">
            {t(row.scope.reveals ? 'operators.reveals' : 'operators.masked')}
          </small>
        </div>
      ),
    },
    { key: 'created', title: t('apiKeys.createdAt'), render: (row) => <When at={row.createdAt} /> },
    {
      key: 'seen',
      title: t('operators.lastSignInAt'),
      render: (row) => (row.lastSignInAt ? <When at={row.lastSignInAt} /> : t('operators.never')),
    },
    {
      key: 'act',
      title: t('figures.acts'),
      align: 'right',
      render: (row) =>
        row.id === me ? null : (
          <Button size="small" onClick={() => onEdit(row)}>
            {t('operators.edit')}
          </Button>
        ),
    },
  ]
}
