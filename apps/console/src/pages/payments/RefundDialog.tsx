import { parseAmount } from '@suanpan/kernel/money'
import { Amount, formatAmount } from '@suanpan/ui'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { Button, Form, Input, Modal, Result } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { api, newIdempotencyKey, useWrite } from '../../data/queries.ts'
import { isPassing } from '../../data/problem.ts'
import { useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { Facts } from '../../parts/Page.tsx'

type PaymentData = ResponseOf<Routes['payments']['get']>
type Values = { amount: string; reason?: string }

/** Refunds as much as is left; a second try after silence is the same refund, never another one. */
export function RefundDialog(props: { payment: PaymentData; onClose: () => void }): ReactNode {
  const t = useT()
  const { payment, onClose } = props
  const { asset } = payment
  // What could be refunded when the dialog opened: the list behind it changes once the refund is booked.
  const [refundable] = useState(() => BigInt(payment.amount) - BigInt(payment.refunded))
  const [key, setKey] = useState(newIdempotencyKey)
  const [form] = Form.useForm<Values>()
  const scale = Number(asset.split('/')[1] ?? '0')
  const refund = useWrite(api.refunds.create, ['payments.get', 'payments.list', 'overview.get'])
  const within = useLimit(asset, scale)
  const submit = ({ amount, reason }: Values): void => {
    const minor = parseAmount(amount, scale)
    if (minor === undefined) return
    const body = { amount: { amount: String(minor), asset }, ...(reason ? { reason } : {}) }
    refund.mutate({ params: { id: payment.id }, body, idempotencyKey: key })
  }
  if (refund.data) return <Done refund={refund.data} onClose={onClose} />
  return (
    <Modal
      open
      title={t('refund.title')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('refund.submit')}
      cancelText={t('action.cancel')}
      confirmLoading={refund.isPending}
      mask={{ closable: !refund.isPending }}
    >
      {refund.error ? <ProblemPanel error={refund.error} /> : null}
      <Facts
        items={[
          { label: t('payments.amount'), value: <Amount value={payment.amount} asset={asset} /> },
          { label: t('refund.refundable'), value: <Amount value={refundable} asset={asset} /> },
        ]}
      />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ amount: plain(refundable, scale) }}
        onFinish={submit}
        onValuesChange={() => {
          // Other content is another refund, unless nobody knows what became of the first.
          if (refund.error && !isPassing(refund.error)) setKey(newIdempotencyKey())
        }}
      >
        <Form.Item
          name="amount"
          label={t('refund.amount')}
          rules={[{ validator: within(refundable) }]}
          extra={t('refund.hint')}
        >
          <Input
            autoFocus
            inputMode="decimal"
            prefix={asset.startsWith('CNY') ? '¥' : asset.split('/')[0]}
          />
        </Form.Item>
        <Form.Item name="reason" label={t('refund.reason')}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

/** A check of what was typed: an amount of the asset, above zero and not above what is left. */
function useLimit(asset: string, scale: number) {
  const t = useT()
  return (refundable: bigint) =>
    async (_rule: unknown, text: string | undefined): Promise<void> => {
      const minor = parseAmount(text ?? '', scale)
      if (minor === undefined || minor <= 0n) throw new Error(t('refund.amountRule', { scale }))
      if (minor <= refundable) return
      throw new Error(t('refund.tooMuch', { amount: formatAmount(refundable, asset) }))
    }
}

function Done(props: {
  refund: ResponseOf<Routes['refunds']['create']>
  onClose: () => void
}): ReactNode {
  const t = useT()
  const { refund } = props
  return (
    <Modal open footer={null} onCancel={props.onClose}>
      <Result
        status="success"
        title={t('refund.done')}
        subTitle={t('refund.doneHint')}
        extra={
          <>
            <Amount value={refund.amount} asset={refund.asset} size="title" />
            <div className="done-actions">
              <Link to={`/postings/${refund.id}`}>
                <Button type="primary">{t('refund.seePosting')}</Button>
              </Link>
              <Button onClick={props.onClose}>{t('action.close')}</Button>
            </div>
          </>
        }
      />
    </Modal>
  )
}

function plain(amount: bigint, scale: number): string {
  const digits = amount.toString().padStart(scale + 1, '0')
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
