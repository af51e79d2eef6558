import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { Button, Form, Input, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { PersonLink } from '../../parts/links.tsx'
import { Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { When } from '../../parts/When.tsx'
import { useMay } from '../../session/session.ts'

type Case = ResponseOf<Routes['fundingCases']['list']>['items'][number]

/** What somebody of the house has to settle with a bank or a person; nothing is shown while there is none. */
export function Cases(): ReactNode {
  const t = useT()
  const may = useMay('operator')
  const cases = useRead('fundingCases.list', api.fundingCases.list, { query: {} })
  const [closing, setClosing] = useState<Case>()
  if ((cases.data?.items.length ?? 0) === 0) return null
  return (
    <Sheet flush title={t('cases.title')}>
      <DataTable<Case>
        reading={cases}
        columns={columns(t, may ? setClosing : undefined)}
        rowKey={({ id }) => id}
        empty={{ title: t('cases.none') }}
      />
      {closing ? <CloseDialog found={closing} onDone={() => setClosing(undefined)} /> : null}
    </Sheet>
  )
}

function CloseDialog(props: { found: Case; onDone: () => void }): ReactNode {
  const t = useT()
  const [form] = Form.useForm<{ note: string }>()
  const close = useWrite(api.fundingCases.close, ['fundingCases.list'])
  const submit = ({ note }: { note: string }): void =>
    close.mutate({ params: { id: props.found.id }, body: { note } }, { onSuccess: props.onDone })
  return (
    <Modal
      open
      title={t(`cases.kind.${props.found.kind}`)}
      okText={t('cases.close')}
      cancelText={t('action.cancel')}
      confirmLoading={close.isPending}
      onOk={() => form.submit()}
      onCancel={props.onDone}
    >
      {close.error ? <ProblemPanel error={close.error} /> : null}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        <Form.Item
          name="note"
          label={t('cases.note')}
          rules={[{ required: true, whitespace: true, message: t('cases.noteNeeded') }]}
        >
          <Input.TextArea rows={3} maxLength={400} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function columns(t: Translate, onClose: ((found: Case) => void) | undefined): Column<Case>[] {
  return [
    {
      key: 'kind',
      title: t('cases.kind'),
      phone: 'heading',
      render: ({ kind, note }) => (
        <div className="two-lines">
          {t(`cases.kind.${kind}`)}
          {note === null ? null : <small>{note}</small>}
        </div>
      ),
    },
    {
      key: 'person',
      title: t('cases.person'),
      render: ({ person }) => <PersonLink id={person} />,
    },
    {
      key: 'amount',
      title: t('cases.amount'),
      align: 'right',
      render: ({ amount, asset }) => <Amount value={amount} asset={asset} />,
    },
    {
      key: 'openedAt',
      title: t('cases.openedAt'),
      render: ({ openedAt }) => <When at={openedAt} />,
    },
    {
      key: 'state',
      title: t('cases.state'),
      phone: 'aside',
      render: ({ closedAt }) => (
        <StateTag tone={closedAt === null ? 'warn' : 'quiet'}>
          {t(closedAt === null ? 'cases.open' : 'cases.closed')}
        </StateTag>
      ),
    },
    {
      key: 'act',
      title: t('sandbox.acts'),
      align: 'right',
      render: (found) =>
        onClose && found.closedAt === null ? (
          <Button size="small" onClick={() => onClose(found)}>
            {t('cases.close')}
          </Button>
        ) : null,
    },
  ]
}
