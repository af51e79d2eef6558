import { App, Form, Input, InputNumber, Modal } from 'antd'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'

type Values = { amount: number; reference: string }

/** Lets somebody pay into the custodian account without any order. */
export function Deposit(props: { onDone: () => void }): ReactNode {
  const t = useT()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const write = useWrite(api.sandboxBank.deposit, [])
  const submit = ({ amount, reference }: Values): void =>
    write.mutate(
      { body: { amount: { amount: String(amount), asset: 'CNY/2' }, reference } },
      {
        onSuccess: () => {
          void message.success(t('sandbox.deposited'))
          props.onDone()
        },
      },
    )
  return (
    <Modal
      open
      title={t('sandbox.deposit')}
      okText={t('sandbox.set')}
      cancelText={t('action.cancel')}
      confirmLoading={write.isPending}
      onOk={() => form.submit()}
      onCancel={props.onDone}
    >
      <p className="muted">{t('sandbox.depositHint')}</p>
      {write.error ? <ProblemPanel error={write.error} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ amount: 10_000 }}
        onFinish={submit}
      >
        <Form.Item name="amount" label={t('sandbox.depositAmount')} rules={[{ required: true }]}>
          <InputNumber min={1} max={999_999_999} precision={0} />
        </Form.Item>
        <Form.Item
          name="reference"
          label={t('sandbox.depositReference')}
          rules={[{ required: true, whitespace: true }]}
        >
          <Input maxLength={60} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
