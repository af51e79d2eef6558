import { Ident } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { Button, Form, Input, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { StateTag } from '../../parts/StateTag.tsx'
import { askedApproval, useApprovalNotice } from '../../parts/useApprovalNotice.tsx'
import { useFilters } from '../../parts/useFilters.ts'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'
import { SealedReading } from './SealedReading.tsx'

type Row = ResponseOf<Routes['sealed']['list']>['items'][number]

const REFRESH_MS = 15_000
const PHONE = /^1\d{10}$/

/** Closed wallets: two approvers open one, for one of them, for half an hour. */
export function Sealed(): ReactNode {
  const t = useT()
  const leaf = useLeaf()
  const filters = useFilters(['phone'] as const)
  const [asking, setAsking] = useState<string>()
  const [reading, setReading] = useState<string>()
  const { phone } = filters.values
  const query = {
    ...(phone !== undefined && PHONE.test(phone) && { phone }),
    ...(leaf.cursor ? { cursor: leaf.cursor } : {}),
  }
  const sealed = useRead(
    'sealed.list',
    api.sealed.list,
    { query },
    { everyMs: REFRESH_MS, keep: true },
  )
  const act = ({ person, readable, openUntil }: Row): ReactNode => {
    if (!readable) return null
    if (openUntil !== null) {
      return (
        <Button size="small" type="primary" onClick={() => setReading(person)}>
          {t('sealed.read')}
        </Button>
      )
    }
    return (
      <Button size="small" onClick={() => setAsking(person)}>
        {t('sealed.ask')}
      </Button>
    )
  }
  return (
    <Page
      title={t('sealed.title')}
      subtitle={t('sealed.subtitle')}
      actions={
        <Input.Search
          allowClear
          aria-label={t('sealed.search')}
          placeholder={t('sealed.search')}
          defaultValue={phone ?? ''}
          onSearch={(text) => filters.set({ phone: text.trim() || undefined })}
        />
      }
    >
      <Sheet flush>
        <DataTable<Row>
          reading={sealed}
          columns={columns(t, act)}
          rowKey={({ person }) => person}
          leaf={leaf}
          empty={{ title: t('sealed.none'), hint: t('sealed.noneHint'), search: filters.any }}
        />
      </Sheet>
      {asking ? <AskDialog person={asking} onDone={() => setAsking(undefined)} /> : null}
      {reading ? <SealedReading person={reading} onClose={() => setReading(undefined)} /> : null}
    </Page>
  )
}

function columns(t: Translate, act: (row: Row) => ReactNode): Column<Row>[] {
  return [
    {
      key: 'person',
      title: t('reviews.person'),
      phone: 'heading',
      render: ({ person }) => <Ident id={person} copy />,
    },
    {
      key: 'closedAt',
      title: t('sealed.closedAt'),
      render: ({ closedAt }) => <When at={closedAt} />,
    },
    { key: 'shredAt', title: t('sealed.shredAt'), render: ({ shredAt }) => <When at={shredAt} /> },
    {
      key: 'state',
      title: t('people.state'),
      phone: 'aside',
      render: ({ readable, openUntil }) =>
        openUntil !== null ? (
          <StateTag tone="warn">
            {t('sealed.openUntil')} <When at={openUntil} />
          </StateTag>
        ) : (
          <StateTag tone="quiet">{t(readable ? 'sealed.sealed' : 'sealed.shredded')}</StateTag>
        ),
    },
    { key: 'act', title: t('figures.acts'), align: 'right', render: act },
  ]
}

function AskDialog(props: { person: string; onDone: () => void }): ReactNode {
  const t = useT()
  const notice = useApprovalNotice()
  const [form] = Form.useForm<{ caseNumber: string; reason: string }>()
  const open = useWrite(api.sealed.open, ['approvals.list'])
  return (
    <Modal
      open
      title={t('sealed.ask')}
      okText={t('figures.ask')}
      cancelText={t('action.cancel')}
      confirmLoading={open.isPending}
      onOk={() => form.submit()}
      onCancel={props.onDone}
    >
      {open.error && askedApproval(open.error) === undefined ? (
        <ProblemPanel error={open.error} />
      ) : null}
      <p className="muted">{t('sealed.askHint')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(body) =>
          open.mutate(
            { params: { person: props.person }, body },
            {
              onError: (error) => {
                if (notice(error)) props.onDone()
              },
            },
          )
        }
      >
        <Form.Item
          name="caseNumber"
          label={t('sealed.caseNumber')}
          rules={[{ required: true, whitespace: true, message: t('sealed.caseNeeded') }]}
        >
          <Input maxLength={60} autoFocus autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('person.reason')}
          rules={[{ required: true, whitespace: true, message: t('person.reasonNeeded') }]}
        >
          <Input.TextArea rows={3} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
