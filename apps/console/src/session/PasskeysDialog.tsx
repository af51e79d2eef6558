import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Popconfirm } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useRead, useWrite } from '../data/queries.ts'
import { useT } from '../i18n/index.ts'
import { ProblemPanel } from '../parts/ProblemPanel.tsx'
import { When } from '../parts/When.tsx'
import { makePasskey, PasskeyDismissed, passkeysWork } from './passkeys.ts'

type Passkey = ResponseOf<Routes['operatorPasskeys']['list']>['items'][number]
type Values = { label: string; password: string; code: string }

/** My passkeys: which there are, one more, one less. */
export function PasskeysDialog(props: { onClose: () => void }): ReactNode {
  const t = useT()
  const passkeys = useRead('operatorPasskeys.list', api.operatorPasskeys.list, {})
  const [adding, setAdding] = useState(false)
  return (
    <Modal open title={t('passkey.mine')} footer={null} onCancel={props.onClose}>
      <p className="muted">{t('passkey.hint')}</p>
      {passkeys.error ? <ProblemPanel error={passkeys.error} /> : null}
      <ul className="lines">
        {passkeys.data?.items.map((passkey) => (
          <Line key={passkey.id} passkey={passkey} />
        ))}
      </ul>
      {passkeys.data?.items.length === 0 && !adding ? <p>{t('passkey.none')}</p> : null}
      {adding ? <AddForm onDone={() => setAdding(false)} /> : null}
      {!adding && passkeysWork() ? (
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('passkey.add')}
        </Button>
      ) : null}
      {passkeysWork() ? null : <p className="muted">{t('passkey.unsupported')}</p>}
    </Modal>
  )
}

function Line(props: { passkey: Passkey }): ReactNode {
  const t = useT()
  const { id, label, lastUsedAt } = props.passkey
  const remove = useWrite(api.operatorPasskeys.remove, ['operatorPasskeys.list'])
  return (
    <li>
      <span>{label}</span>
      <span className="line-value">
        {lastUsedAt ? <When at={lastUsedAt} /> : t('apiKeys.neverUsed')}
        <Popconfirm
          title={t('passkey.removeConfirm')}
          okText={t('passkey.remove')}
          cancelText={t('action.cancel')}
          onConfirm={() => remove.mutate({ params: { id } })}
        >
          <Button size="small" loading={remove.isPending}>
            {t('passkey.remove')}
          </Button>
        </Popconfirm>
      </span>
    </li>
  )
}

/** Password and code once more: a browser somebody left signed in must not be enough. */
function AddForm(props: { onDone: () => void }): ReactNode {
  const t = useT()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const add = useMutation({
    mutationFn: async (values: Values) => {
      const options = await api.operatorPasskeys.options()
      const response = await makePasskey(options)
      return api.operatorPasskeys.create({ body: { ...values, response } })
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['operatorPasskeys.list'] })
      void message.success(t('passkey.added'))
      props.onDone()
    },
  })
  const error = add.error instanceof PasskeyDismissed ? null : add.error
  const needed = { required: true, whitespace: true, message: t('adjustment.needed') }
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(values) => add.mutate(values)}
    >
      {error ? <ProblemPanel error={error} /> : null}
      <Form.Item name="label" label={t('passkey.label')} rules={[needed]}>
        <Input maxLength={40} autoFocus placeholder={t('passkey.labelExample')} />
      </Form.Item>
      <Form.Item name="password" label={t('signIn.password')} rules={[needed]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="code"
        label={t('passkey.code')}
        rules={[{ pattern: /^[0-9]{6}$/, required: true, message: t('passkey.codeRule') }]}
      >
        <Input inputMode="numeric" maxLength={6} autoComplete="one-time-code" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={add.isPending}>
        {t('passkey.make')}
      </Button>
    </Form>
  )
}
