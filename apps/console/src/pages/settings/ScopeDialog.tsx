import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { App, Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { Scope } from './NewOperator.tsx'

type Operator = ResponseOf<Routes['operators']['list']>['items'][number]
type Values = { merchants: string[]; reveals: boolean; reason: string }

/** Whose data an operator works with from now on, and why. */
export function ScopeDialog(props: { operator: Operator; onDone: () => void }): ReactNode {
  const t = useT()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const { operator, onDone } = props
  const set = useWrite(api.operators.setScope, ['operators.list', 'acts.list'])
  const submit = ({ merchants, reveals, reason }: Values): void =>
    set.mutate(
      {
        params: { id: operator.id },
        body: { merchants: merchants.length > 0 ? merchants : null, reveals, reason },
      },
      {
        onSuccess: () => {
          void message.success(t('operators.scopeSaved'))
          onDone()
        },
      },
    )
  return (
    <Modal
      open
      title={`${t('operators.edit')} · ${operator.name}`}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={set.isPending}
      onOk={() => form.submit()}
      onCancel={onDone}
    >
      {set.error ? <ProblemPanel error={set.error} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          merchants: operator.scope.merchants ?? [],
          reveals: operator.scope.reveals,
        }}
        onFinish={submit}
      >
        <Scope />
        <Form.Item
          name="reason"
          label={t('person.reason')}
          rules={[{ required: true, whitespace: true, message: t('person.reasonNeeded') }]}
        >
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
