import { parseAmount } from '@suanpan/kernel/money'
import { Amount, formatAmount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { Form, Input, Modal, Radio, type FormInstance } from 'antd'
import { useState, type ReactNode } from 'react'
import { isPassing } from '../../data/problem.ts'
import { api, newIdempotencyKey, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Facts } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { askedApproval, useApprovalNotice } from '../../parts/useApprovalNotice.tsx'

type DisputeData = ResponseOf<Routes['disputes']['get']>
type Values = { verdict: 'whole' | 'part' | 'none'; amount?: string; text: string }

/** Decides for good: what goes back to the person, and why; both sides read the reason. */
export function DecideDialog(props: { dispute: DisputeData; onClose: () => void }): ReactNode {
  const t = useT()
  const { dispute, onClose } = props
  const { asset } = dispute
  const left = BigInt(dispute.left)
  const scale = Number(asset.split('/')[1] ?? '0')
  const [key, setKey] = useState(newIdempotencyKey)
  const [form] = Form.useForm<Values>()
  const filed = useApprovalNotice()
  const decide = useWrite(api.disputes.decide, ['disputes.get', 'disputes.list', 'approvals.list'])
  const submit = ({ verdict: chosen, amount, text }: Values): void => {
    const part = parseAmount(amount ?? '', scale) ?? 0n
    const refund = { whole: left, part, none: 0n }[chosen]
    decide.mutate(
      { params: { id: dispute.id }, body: { refund: String(refund), text }, idempotencyKey: key },
      {
        onSuccess: onClose,
        onError: (error) => {
          if (filed(error)) onClose()
        },
      },
    )
  }
  return (
    <Modal
      open
      title={t('disputes.decide')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('disputes.decideSend')}
      cancelText={t('action.cancel')}
      confirmLoading={decide.isPending}
      mask={{ closable: !decide.isPending }}
    >
      {decide.error && askedApproval(decide.error) === undefined ? (
        <ProblemPanel error={decide.error} />
      ) : null}
      <Facts
        items={[
          { label: t('disputes.left'), value: <Amount value={left} asset={asset} /> },
          { label: t('disputes.held'), value: <Amount value={dispute.held} asset={asset} /> },
        ]}
      />
      <DecisionForm
        form={form}
        dispute={dispute}
        onFinish={submit}
        onChange={() => {
          // Other content is another decision, unless nobody knows what became of the first.
          if (decide.error && !isPassing(decide.error)) setKey(newIdempotencyKey())
        }}
      />
    </Modal>
  )
}

function DecisionForm(props: {
  form: FormInstance<Values>
  dispute: DisputeData
  onFinish: (values: Values) => void
  onChange: () => void
}): ReactNode {
  const t = useT()
  const { form, dispute } = props
  const verdict = Form.useWatch('verdict', form)
  const within = useWithin(dispute)
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ verdict: 'whole' }}
      onFinish={props.onFinish}
      onValuesChange={props.onChange}
    >
      <Form.Item name="verdict" label={t('disputes.verdict')}>
        <Radio.Group
          options={(['whole', 'part', 'none'] as const).map((value) => ({
            value,
            label: t(`disputes.verdict.${value}`),
          }))}
        />
      </Form.Item>
      {verdict === 'part' ? (
        <Form.Item name="amount" label={t('refund.amount')} rules={[{ validator: within }]}>
          <Input
            inputMode="decimal"
            prefix={dispute.asset.startsWith('CNY') ? '¥' : dispute.asset}
          />
        </Form.Item>
      ) : null}
      <Form.Item
        name="text"
        label={t('disputes.decideText')}
        extra={t('disputes.decideHint')}
        rules={[{ required: true, whitespace: true, message: t('disputes.textNeeded') }]}
      >
        <Input.TextArea rows={4} maxLength={500} autoFocus />
      </Form.Item>
    </Form>
  )
}

/** A check of what was typed: an amount of the asset, above zero and not above what is left. */
function useWithin({ asset, left }: DisputeData) {
  const t = useT()
  const scale = Number(asset.split('/')[1] ?? '0')
  return async (_rule: unknown, text: string | undefined): Promise<void> => {
    const minor = parseAmount(text ?? '', scale)
    if (minor === undefined || minor <= 0n) throw new Error(t('refund.amountRule', { scale }))
    if (minor <= BigInt(left)) return
    throw new Error(t('refund.tooMuch', { amount: formatAmount(left, asset) }))
  }
}
