import { Checkbox, Form, Input, Modal, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'

const ROLES = ['viewer', 'operator', 'approver'] as const
const PASSWORD_CHARS_MIN = 10
const MERCHANTS_SHOWN = 200
type Values = {
  login: string
  name: string
  role: (typeof ROLES)[number]
  merchants: string[]
  reveals: boolean
  password: string
}

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
        initialValues={{ role: 'viewer', merchants: [], reveals: false }}
        onFinish={({ merchants, ...body }) =>
          create.mutate(
            { body: { ...body, ...(merchants.length > 0 ? { merchants } : {}) } },
            { onSuccess: ({ totp }) => props.onCreated(totp) },
          )
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
        <Scope />
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

/** Whose data: all of the house, or some merchants only; and whether masks may be lifted. */
export function Scope(): ReactNode {
  const t = useT()
  const merchants = useRead('merchants.list', api.merchants.list, {
    query: { limit: MERCHANTS_SHOWN },
  })
  return (
    <>
      <Form.Item
        name="merchants"
        label={t('operators.merchants')}
        extra={t('operators.merchantsHint')}
      >
        <Select
          mode="multiple"
          allowClear
          loading={merchants.isPending}
          optionFilterProp="label"
          placeholder={t('operators.scopeAll')}
          options={(merchants.data?.items ?? []).map(({ id, name }) => ({
            value: id,
            label: name,
          }))}
        />
      </Form.Item>
      <Form.Item name="reveals" valuePropName="checked">
        <Checkbox>{t('operators.reveals')}</Checkbox>
      </Form.Item>
    </>
  )
}
