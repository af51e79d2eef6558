import { App, Checkbox, Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { useApprovalNotice } from '../../parts/useApprovalNotice.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'

type Values = { directions: ('out' | 'in')[]; reason: string }

const CHANGED = ['people.get', 'people.list', 'people.freezes', 'approvals.list', 'acts.list']

/** Freezes a person or lifts it; either way somebody will want to know why. */
export function FreezeDialog(props: {
  person: string
  act: 'freeze' | 'unfreeze'
  onClose: () => void
}): ReactNode {
  const t = useT()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const freeze = useWrite(api.people.freeze, CHANGED)
  const unfreeze = useWrite(api.people.unfreeze, CHANGED)
  const filed = useApprovalNotice()
  const params = { id: props.person }
  const done = (): void => {
    void message.success(t('person.frozenDone'))
    props.onClose()
  }
  const submit = ({ directions, reason }: Values): void => {
    if (props.act === 'unfreeze') {
      const onError = (problem: Error): void => void (filed(problem) && props.onClose())
      unfreeze.mutate({ params, body: { reason } }, { onError })
      return
    }
    const body = { in: directions.includes('in'), out: directions.includes('out'), reason }
    freeze.mutate({ params, body }, { onSuccess: done })
  }
  const error = freeze.error ?? unfreeze.error
  return (
    <Modal
      open
      title={t(props.act === 'freeze' ? 'person.freezeTitle' : 'person.unfreezeTitle')}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      okText={t(props.act === 'freeze' ? 'person.freeze' : 'adjustment.submit')}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger: props.act === 'freeze' }}
      confirmLoading={freeze.isPending || unfreeze.isPending}
    >
      {error ? <ProblemPanel error={error} /> : null}
      <p className="muted">
        {t(props.act === 'freeze' ? 'person.freezeHint' : 'person.unfreezeHint')}
      </p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ directions: ['out'] }}
        onFinish={submit}
      >
        {props.act === 'freeze' ? <Directions /> : null}
        <Form.Item
          name="reason"
          label={t('person.reason')}
          rules={[{ required: true, whitespace: true, message: t('person.reasonNeeded') }]}
        >
          <Input.TextArea rows={3} maxLength={200} showCount />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function Directions(): ReactNode {
  const t = useT()
  return (
    <Form.Item
      name="directions"
      label={t('person.directions')}
      rules={[{ required: true, message: t('person.directionNeeded') }]}
    >
      <Checkbox.Group
        options={[
          { value: 'out', label: t('person.directionOut') },
          { value: 'in', label: t('person.directionIn') },
        ]}
      />
    </Form.Item>
  )
}
