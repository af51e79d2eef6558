import { Ident } from '@suanpan/ui'
import { Alert, App, Button, Form, Input, Modal, Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useBilingual, useT } from '../../i18n/index.ts'
import { Facts, Page, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { When } from '../../parts/When.tsx'
import { useMay, useSession } from '../../session/session.ts'
import { ApprovalState, Difference, Subject, type ApprovalRow } from './approval-words.tsx'

const CHANGED = ['approvals.list', 'approvals.get', 'people.get', 'people.freezes', 'acts.list']
const ALSO_CHANGED = ['merchants.get', 'merchants.list', 'accounts.get', 'people.list']

/** One approval: who asks for what and why, what it would change, and the decision. */
export function Approval(): ReactNode {
  const t = useT()
  const bilingual = useBilingual()
  const { id = '' } = useParams()
  const reading = useRead('approvals.get', api.approvals.get, { params: { id } })
  const back = { to: '/approvals', label: t('approvals.title') }
  const approval = reading.data
  if (!approval) {
    return (
      <Page title={t('approvals.one')} back={back}>
        {reading.error ? (
          <ProblemPanel error={reading.error} onRetry={() => void reading.refetch()} />
        ) : (
          <Skeleton active paragraph={{ rows: 6 }} />
        )}
      </Page>
    )
  }
  return (
    <Page
      title={bilingual(approval.summary)}
      back={back}
      subtitle={
        <span className="inline">
          <Ident id={approval.id} copy /> <ApprovalState state={approval.state} />
        </span>
      }
      actions={<Decide approval={approval} />}
    >
      <Sheet>
        <Facts
          items={[
            { label: t('approvals.subject'), value: <Subject id={approval.subject} /> },
            { label: t('approvals.maker'), value: approval.maker.name },
            { label: t('approvals.madeAt'), value: <When at={approval.madeAt} /> },
            { label: t('approvals.expiresAt'), value: <When at={approval.expiresAt} /> },
            { label: t('person.reason'), value: <span className="wrap">{approval.reason}</span> },
          ]}
        />
      </Sheet>
      <Sheet title={t('approval.change')} flush>
        <Difference before={approval.before} after={approval.after} />
      </Sheet>
      <Outcome approval={approval} />
    </Page>
  )
}

function Outcome(props: { approval: ApprovalRow }): ReactNode {
  const t = useT()
  const { decision, execution } = props.approval
  if (!decision) return null
  const posting = execution?.result['posting']
  const code = execution?.result['code']
  const facts = [
    { label: t('approvals.decidedBy'), value: decision.by.name },
    { label: t('approvals.decidedAt'), value: <When at={decision.at} /> },
    { label: t('person.reason'), value: <span className="wrap">{decision.reason}</span> },
  ]
  if (typeof posting === 'string') {
    const link = <Link to={`/postings/${posting}`}>{t('payments.posting')}</Link>
    facts.push({ label: t('approvals.result'), value: link })
  }
  return (
    <Sheet title={t(decision.verdict === 'approved' ? 'approval.agreed' : 'approval.rejected')}>
      {execution?.outcome === 'failed' ? (
        <Alert
          type="error"
          showIcon
          title={t('approval.failedHint')}
          description={<code>{typeof code === 'string' ? code : null}</code>}
          className="gap-below"
        />
      ) : null}
      <Facts items={facts} />
    </Sheet>
  )
}

function Decide(props: { approval: ApprovalRow }): ReactNode {
  const t = useT()
  const { approval } = props
  const may = useMay('approver')
  const me = useSession().data?.operator.id
  const [verdict, setVerdict] = useState<'approved' | 'rejected'>()
  const execute = useWrite(api.approvals.execute, [...CHANGED, ...ALSO_CHANGED])
  if (approval.state === 'failed' && may) {
    return (
      <Button
        loading={execute.isPending}
        onClick={() => execute.mutate({ params: { id: approval.id } })}
      >
        {t('approval.again')}
      </Button>
    )
  }
  if (approval.state !== 'waiting') return null
  if (approval.maker.id === me) return <span className="muted">{t('approval.own')}</span>
  if (!may) return <span className="muted">{t('approval.needsRole')}</span>
  return (
    <>
      <Button onClick={() => setVerdict('rejected')}>{t('approval.reject')}</Button>
      <Button type="primary" onClick={() => setVerdict('approved')}>
        {t('approval.approve')}
      </Button>
      {verdict ? (
        <DecideDialog
          approval={approval.id}
          verdict={verdict}
          onClose={() => setVerdict(undefined)}
        />
      ) : null}
    </>
  )
}

function DecideDialog(props: {
  approval: string
  verdict: 'approved' | 'rejected'
  onClose: () => void
}): ReactNode {
  const t = useT()
  const { message } = App.useApp()
  const { approval, verdict, onClose } = props
  const [form] = Form.useForm<{ reason: string }>()
  const decide = useWrite(api.approvals.decide, [...CHANGED, ...ALSO_CHANGED])
  const agree = verdict === 'approved'
  return (
    <Modal
      open
      title={t(agree ? 'approval.approveTitle' : 'approval.rejectTitle')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t(agree ? 'approval.approve' : 'approval.reject')}
      cancelText={t('action.cancel')}
      confirmLoading={decide.isPending}
    >
      {decide.error ? <ProblemPanel error={decide.error} /> : null}
      <p className="muted">{t(agree ? 'approval.approveHint' : 'approval.rejectHint')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }) =>
          decide.mutate(
            { params: { id: approval }, body: { verdict, reason } },
            {
              onSuccess: ({ state }) => {
                if (state === 'done') void message.success(t('approval.doneToast'))
                if (state === 'rejected') void message.success(t('approval.rejectedToast'))
                onClose()
              },
            },
          )
        }
      >
        <Form.Item
          name="reason"
          label={t('approval.opinion')}
          rules={[{ required: true, whitespace: true, message: t('approval.opinionNeeded') }]}
        >
          <Input.TextArea rows={3} maxLength={200} showCount autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}
