import { parseAmount } from '@suanpan/kernel/money'
import { Form, Input, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api, newIdempotencyKey, useWrite } from '../../data/queries.ts'
import { isPassing } from '../../data/problem.ts'
import { useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'

type Values = { to: string; amount: string; reason: string; evidence: string }

/** Asks for an adjustment out of this account; booked once another operator has agreed. */
export function AdjustmentDialog(props: {
  from: string
  asset: string
  onClose: () => void
}): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const { from, asset, onClose } = props
  const scale = Number(asset.split('/')[1] ?? '0')
  const [form] = Form.useForm<Values>()
  const [key, setKey] = useState(newIdempotencyKey)
  const ask = useWrite(api.adjustments.create, ['approvals.list'])
  const submit = ({ to, amount, reason, evidence }: Values): void => {
    const minor = parseAmount(amount, scale)
    if (minor === undefined) return
    ask.mutate(
      {
        body: { from, to: to.trim(), amount: String(minor), reason, evidence },
        idempotencyKey: key,
      },
      { onSuccess: ({ id }) => void navigate(`/approvals/${id}`) },
    )
  }
  const needed = { required: true, whitespace: true, message: t('adjustment.needed') }
  return (
    <Modal
      open
      title={t('adjustment.title')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('adjustment.submit')}
      cancelText={t('action.cancel')}
      confirmLoading={ask.isPending}
    >
      {ask.error ? <ProblemPanel error={ask.error} /> : null}
      <p className="muted">{t('adjustment.hint')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
        onValuesChange={() => {
          if (ask.error && !isPassing(ask.error)) setKey(newIdempotencyKey())
        }}
      >
        <Form.Item label={t('adjustment.from')}>
          <code className="wrap">{from}</code>
        </Form.Item>
        <Form.Item name="to" label={t('adjustment.to')} rules={[needed]}>
          <Input maxLength={200} placeholder="house:adjustment:cny" spellCheck={false} />
        </Form.Item>
        <AmountField asset={asset} scale={scale} />
        <Form.Item name="reason" label={t('person.reason')} rules={[needed]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="evidence" label={t('adjustment.evidence')} rules={[needed]}>
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function AmountField(props: { asset: string; scale: number }): ReactNode {
  const t = useT()
  const { asset, scale } = props
  const above = async (_rule: unknown, text: string | undefined): Promise<void> => {
    const minor = parseAmount(text ?? '', scale)
    if (minor === undefined || minor <= 0n) throw new Error(t('refund.amountRule', { scale }))
  }
  return (
    <Form.Item name="amount" label={t('adjustment.amount')} rules={[{ validator: above }]}>
      <Input inputMode="decimal" prefix={asset.startsWith('CNY') ? '¥' : asset.split('/')[0]} />
    </Form.Item>
  )
}
