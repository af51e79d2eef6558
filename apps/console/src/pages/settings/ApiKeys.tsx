import { Ident } from '@suanpan/ui'
import { PlusOutlined } from '@ant-design/icons'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { App, Button, Popconfirm } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { MerchantLink } from '../../parts/links.tsx'
import { OnceShown } from '../../parts/OnceShown.tsx'
import { Page, Sheet } from '../../parts/Page.tsx'
import { useProblemText } from '../../parts/ProblemPanel.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'
import { NewApiKey } from './NewApiKey.tsx'

type KeyRow = ResponseOf<Routes['apiKeys']['list']>['items'][number]

export function ApiKeys(): ReactNode {
  const t = useT()
  const leaf = useLeaf()
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState<string>()
  const keys = useRead(
    'apiKeys.list',
    api.apiKeys.list,
    { query: leaf.cursor ? { cursor: leaf.cursor } : {} },
    { keep: true },
  )
  return (
    <Page
      title={t('apiKeys.title')}
      subtitle={t('apiKeys.subtitle')}
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('apiKeys.new')}
        </Button>
      }
    >
      <Sheet flush>
        <DataTable<KeyRow>
          reading={keys}
          columns={columns(t)}
          rowKey={(row) => row.id}
          leaf={leaf}
          empty={{ title: t('apiKeys.none'), hint: t('apiKeys.noneHint') }}
        />
      </Sheet>
      {adding ? (
        <NewApiKey
          onClose={() => setAdding(false)}
          onCreated={(created) => {
            setAdding(false)
            setSecret(created)
          }}
        />
      ) : null}
      {secret ? (
        <OnceShown
          title={t('apiKeys.created')}
          warning={t('apiKeys.once')}
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      ) : null}
    </Page>
  )
}

function columns(t: Translate): Column<KeyRow>[] {
  return [
    {
      key: 'name',
      title: t('apiKeys.name'),
      phone: 'heading',
      width: 220,
      render: (row) => (
        <div className="two-lines">
          <span>{row.name}</span>
          <small>
            <Ident id={`${row.hint}…`} />
          </small>
        </div>
      ),
    },
    {
      key: 'scopes',
      title: t('apiKeys.scopes'),
      render: (row) => (
        <span className="tags">
          {row.scopes.map((scope) => (
            <StateTag key={scope} tone="quiet">
              {t(`scope.${scope}`)}
            </StateTag>
          ))}
        </span>
      ),
    },
    {
      key: 'merchant',
      title: t('apiKeys.merchant'),
      render: (row) =>
        row.merchant ? <MerchantLink id={row.merchant} /> : t('apiKeys.allMerchants'),
    },
    {
      key: 'created',
      title: t('apiKeys.createdAt'),
      phone: 'hidden',
      render: (row) => <When at={row.createdAt} />,
    },
    {
      key: 'used',
      title: t('apiKeys.lastUsedAt'),
      render: (row) => (row.lastUsedAt ? <When at={row.lastUsedAt} /> : t('apiKeys.neverUsed')),
    },
    {
      key: 'revoke',
      title: t('close.operation'),
      align: 'right',
      phone: 'aside',
      render: (row) => <Revoke row={row} />,
    },
  ]
}

function Revoke(props: { row: KeyRow }): ReactNode {
  const t = useT()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const revoke = useWrite(api.apiKeys.revoke, ['apiKeys.list'])
  if (props.row.revokedAt) return <StateTag tone="quiet">{t('apiKeys.revoked')}</StateTag>
  return (
    <Popconfirm
      title={t('apiKeys.revokeConfirm')}
      description={t('apiKeys.revokeHint')}
      okText={t('apiKeys.revoke')}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger: true }}
      onConfirm={() =>
        revoke.mutate(
          { params: { id: props.row.id } },
          { onError: (error) => void message.error(problemText(error)) },
        )
      }
    >
      <Button size="small" danger loading={revoke.isPending}>
        {t('apiKeys.revoke')}
      </Button>
    </Popconfirm>
  )
}
