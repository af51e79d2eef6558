import { Form, Modal } from 'antd'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { askedApproval, useApprovalNotice } from '../../parts/useApprovalNotice.tsx'
import { ReasonField } from './FreezeDialog.tsx'

const CHANGED = ['people.freezes', 'approvals.list', 'acts.list']

/** Asks a colleague to lift a freeze: nothing has changed until one agrees. */
export function LiftFreezeDialog(props: {
  person: string
  freeze: string
  onClose: () => void
}): ReactNode {
  const t = useT()
  const filed = useApprovalNotice()
  const [form] = Form.useForm<{ reason: string }>()
  const lift = useWrite(api.people.unfreeze, CHANGED)
  const submit = ({ reason }: { reason: string }): void => {
    const params = { id: props.person, freeze: props.freeze }
    const onError = (problem: Error): void => void (filed(problem) && props.onClose())
    lift.mutate({ params, body: { reason } }, { onError })
  }
  return (
    <Modal
      open
      title={t('person.unfreezeTitle')}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      okText={t('freezes.askLift')}
      cancelText={t('action.cancel')}
      confirmLoading={lift.isPending}
    >
      {lift.error && askedApproval(lift.error) === undefined ? (
        <ProblemPanel error={lift.error} />
      ) : null}
      <p className="muted">{t('person.unfreezeHint')}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        <ReasonField />
      </Form>
    </Modal>
  )
}
