import { Checkbox, Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'

const SCOPES = ['read', 'parties', 'payments', 'points', 'ledger'] as const
type Values = { name: string; scopes: (typeof SCOPES)[number][]; merchant?: string }

export function NewApiKey(props: {
  onClose: () => void
  onCreated: (secret: string) => void
}): ReactNode {
  const t = useT()
  const [form] = Form.useForm<Values>()
  const create = useWrite(api.apiKeys.create, ['apiKeys.list'])
  const submit = ({ name, scopes, merchant }: Values): void => {
    const body = { name, scopes, ...(merchant ? { merchant } : {}) }
    create.mutate({ body }, { onSuccess: ({ secret }) => props.onCreated(secret) })
  }
  return (
    <Modal
      open
      title={t('apiKeys.new')}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      okText={t('action.create')}
      cancelText={t('action.cancel')}
      confirmLoading={create.isPending}
    >
      {create.error ? <ProblemPanel error={create.error} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ scopes: ['read'] }}
        onFinish={submit}
      >
        <Form.Item
          name="name"
          label={t('apiKeys.name')}
          rules={[{ required: true, whitespace: true, message: t('apiKeys.nameNeeded') }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item
          name="scopes"
          label={t('apiKeys.scopes')}
          rules={[{ required: true, message: t('apiKeys.scopeNeeded') }]}
        >
          <Checkbox.Group
            className="stacked-checks"
            options={SCOPES.map((value) => ({ value, label: t(`scope.${value}Long`) }))}
          />
        </Form.Item>
        <Form.Item
          name="merchant"
          label={t('apiKeys.merchant')}
          extra={t('apiKeys.merchantHint')}
          rules={[{ pattern: /^mer_[0-9a-hjkmnp-tv-z]{26}$/, message: t('apiKeys.merchantRule') }]}
        >
          <Input placeholder="mer_…" spellCheck={false} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
