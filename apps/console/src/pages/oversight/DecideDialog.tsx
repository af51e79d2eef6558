import { PAYOUT_REJECTIONS, type PayoutRejection } from '@suanpan/contract/safety-words'
import { App, Form, Input, Modal, Select } from 'antd'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useBilingual, useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import type { ApprovalRow } from './approval-words.tsx'
import { PAYOUT_KIND } from './PayoutSheet.tsx'

export const CHANGED_BY_APPROVALS = [
  'approvals.list',
  'approvals.get',
  'people.get',
  'people.freezes',
  'acts.list',
  'merchants.get',
  'merchants.list',
  'accounts.get',
  'people.list',
  'payouts.get',
]

type Values = { reason: string; category?: PayoutRejection }

/** Approves or rejects; whoever is concerned by a rejected payout is told a category. */
export function DecideDialog(props: {
  approval: ApprovalRow
  verdict: 'approved' | 'rejected'
  onClose: () => void
}): ReactNode {
  const t = useT()
  const { message } = App.useApp()
  const { approval, verdict, onClose } = props
  const [form] = Form.useForm<Values>()
  const decide = useWrite(api.approvals.decide, CHANGED_BY_APPROVALS)
  const agree = verdict === 'approved'
  const submit = ({ reason, category }: Values): void =>
    decide.mutate(
      { params: { id: approval.id }, body: { verdict, reason, ...(category && { category }) } },
      {
        onSuccess: ({ state }) => {
          if (state === 'done') void message.success(t('approval.doneToast'))
          if (state === 'rejected') void message.success(t('approval.rejectedToast'))
          onClose()
        },
      },
    )
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
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        {!agree && approval.kind === PAYOUT_KIND ? <Category /> : null}
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

function Category(): ReactNode {
  const t = useT()
  const bilingual = useBilingual()
  const options = Object.entries(PAYOUT_REJECTIONS).map(([value, { title, wayOut }]) => ({
    value,
    label: bilingual(title),
    wayOut: bilingual(wayOut),
  }))
  return (
    <Form.Item
      name="category"
      label={t('approval.category')}
      extra={t('approval.categoryHint')}
      rules={[{ required: true, message: t('approval.categoryNeeded') }]}
    >
      <Select
        options={options}
        optionRender={({ data }) => (
          <div className="two-lines">
            <span>{data.label}</span>
            <small className="wrap">{data.wayOut}</small>
          </div>
        )}
      />
    </Form.Item>
  )
}
