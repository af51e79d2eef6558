import { App, Form, Input, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api, newIdempotencyKey, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'

type Values = { name?: string; phone?: string; source?: string; reference?: string }

export function NewPerson(props: { onClose: () => void }): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [key] = useState(newIdempotencyKey)
  const create = useWrite(api.people.create, ['people.list', 'overview.get'])
  const submit = (values: Values): void => {
    const { name, phone, source, reference } = values
    const body = {
      ...(name ? { name } : {}),
      ...(phone ? { phone } : {}),
      ...(source && reference ? { external: { source, reference } } : {}),
    }
    create.mutate(
      { body, idempotencyKey: key },
      {
        onSuccess: (person) => {
          void message.success(t('people.created'))
          void navigate(`/people/${person.id}`)
        },
      },
    )
  }
  return (
    <Modal
      open
      title={t('people.new')}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      okText={t('action.create')}
      cancelText={t('action.cancel')}
      confirmLoading={create.isPending}
    >
      {create.error ? <ProblemPanel error={create.error} /> : null}
      <Form form={form} layout="vertical" onFinish={submit} requiredMark={false}>
        <Form.Item name="name" label={t('people.name')} extra={t('people.encrypted')}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item
          name="phone"
          label={t('people.phone')}
          rules={[{ pattern: /^\+?[0-9]{5,15}$/, message: t('people.phoneRule') }]}
        >
          <Input inputMode="tel" maxLength={16} />
        </Form.Item>
        <div className="form-row">
          <Form.Item name="source" label={t('people.source')}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="reference" label={t('people.reference')}>
            <Input maxLength={80} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}
