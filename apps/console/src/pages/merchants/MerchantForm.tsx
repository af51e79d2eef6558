import { App, Form, Input, InputNumber, Modal, Switch } from 'antd'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api, newIdempotencyKey, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { useApprovalNotice } from '../../parts/useApprovalNotice.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import type { MerchantRow } from './merchant-words.tsx'

type Values = {
  name: string
  category: string
  feeBasisPoints: number
  active?: boolean
  reason?: string
}

const CHANGED = ['merchants.list', 'merchants.get', 'overview.get', 'approvals.list']

/** Registers a merchant, or changes one. */
export function MerchantForm(props: { merchant?: MerchantRow; onClose: () => void }): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const { merchant } = props
  const [form] = Form.useForm<Values>()
  const [key] = useState(newIdempotencyKey)
  const create = useWrite(api.merchants.create, CHANGED)
  const update = useWrite(api.merchants.update, CHANGED)
  const filed = useApprovalNotice()
  const submit = ({ name, category, feeBasisPoints, active, reason }: Values): void => {
    if (merchant) {
      const body = {
        name,
        category,
        feeBasisPoints,
        active: active ?? merchant.active,
        ...(reason ? { reason } : {}),
      }
      const onSuccess = (): void => {
        void message.success(t('merchants.changed'))
        props.onClose()
      }
      const onError = (problem: Error): void => void (filed(problem) && props.onClose())
      update.mutate({ params: { id: merchant.id }, body }, { onSuccess, onError })
      return
    }
    create.mutate(
      { body: { name, category, feeBasisPoints }, idempotencyKey: key },
      {
        onSuccess: (created) => {
          void message.success(t('merchants.created'))
          void navigate(`/merchants/${created.id}`)
        },
      },
    )
  }
  const error = create.error ?? update.error
  return (
    <Modal
      open
      title={t(merchant ? 'merchants.edit' : 'merchants.new')}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      okText={t(merchant ? 'action.save' : 'action.create')}
      cancelText={t('action.cancel')}
      confirmLoading={create.isPending || update.isPending}
    >
      {error ? <ProblemPanel error={error} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={merchant ?? { feeBasisPoints: 60 }}
        onFinish={submit}
      >
        <Fields editing={merchant !== undefined} />
        {merchant ? <FeeReason fee={merchant.feeBasisPoints} /> : null}
      </Form>
    </Modal>
  )
}

/** Another fee takes another operator, who wants to know why. */
function FeeReason(props: { fee: number }): ReactNode {
  const t = useT()
  const fee: unknown = Form.useWatch('feeBasisPoints')
  if (fee === undefined || fee === props.fee) return null
  return (
    <Form.Item
      name="reason"
      label={t('person.reason')}
      extra={t('merchants.feeApproval')}
      rules={[{ required: true, whitespace: true, message: t('person.reasonNeeded') }]}
    >
      <Input maxLength={200} />
    </Form.Item>
  )
}

function Fields(props: { editing: boolean }): ReactNode {
  const t = useT()
  return (
    <>
      <Form.Item
        name="name"
        label={t('merchants.name')}
        rules={[{ required: true, whitespace: true, message: t('merchants.nameNeeded') }]}
      >
        <Input maxLength={80} autoFocus />
      </Form.Item>
      <Form.Item
        name="category"
        label={t('merchants.category')}
        extra={t('merchants.categoryHint')}
        rules={[
          {
            required: true,
            pattern: /^[a-z][a-z0-9_]{0,39}$/,
            message: t('merchants.categoryRule'),
          },
        ]}
      >
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item
        name="feeBasisPoints"
        label={t('merchants.feeBasisPoints')}
        rules={[{ required: true, message: t('merchants.feeNeeded') }]}
      >
        <InputNumber min={0} max={10000} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      {props.editing ? (
        <Form.Item name="active" label={t('merchants.active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      ) : null}
    </>
  )
}
