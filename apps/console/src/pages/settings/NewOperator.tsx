import { Form, Input, Modal, Radio } from 'antd'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'

const ROLES = ['viewer', 'operator', 'approver'] as const
const PASSWORD_CHARS_MIN = 10
type Values = { login: string; name: string; role: (typeof ROLES)[number]; password: string }

export function NewOperator(props: {
  onClose: () => void
  onCreated: (totp: { secret: string; uri: string }) => void
}): ReactNode {
  const t = useT()
  const [form] = Form.useForm<Values>()
  const create = useWrite(api.operators.create, ['operators.list'])
  return (
    <Modal
      open
      title={t('operators.new')}
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
        initialValues={{ role: 'viewer' }}
        onFinish={(body) =>
          create.mutate({ body }, { onSuccess: ({ totp }) => props.onCreated(totp) })
        }
      >
        <Form.Item
          name="login"
          label={t('signIn.login')}
          rules={[
            {
              required: true,
              pattern: /^[a-z0-9][a-z0-9._@-]{1,63}$/,
              message: t('operators.loginRule'),
            },
          ]}
        >
          <Input autoFocus autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('operators.name')}
          rules={[{ required: true, whitespace: true, message: t('operators.nameNeeded') }]}
        >
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="role" label={t('operators.role')}>
          <Radio.Group
            className="stacked-checks"
            options={ROLES.map((value) => ({ value, label: t(`role.${value}Long`) }))}
          />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('signIn.password')}
          rules={[
            { required: true, min: PASSWORD_CHARS_MIN, message: t('operators.passwordRule') },
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
