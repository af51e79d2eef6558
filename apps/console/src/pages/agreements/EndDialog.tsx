import { App, Form, Modal } from 'antd'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { ReasonField } from '../people/FreezeDialog.tsx'

/** Ends an agreement for its person: at once, for a reason that stands in the trail. */
export function EndDialog(props: { agreement: string; onClose: () => void }): ReactNode {
  const t = useT()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ reason: string }>()
  const end = useWrite(api.agreements.end, ['agreements.get', 'agreements.list', 'acts.list'])
  const submit = ({ reason }: { reason: string }): void =>
    end.mutate(
      { params: { id: props.agreement }, body: { reason } },
      {
        onSuccess: () => {
          void message.success(t('agreements.endedToast'))
          props.onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('agreements.endTitle')}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      okText={t('agreements.end')}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger: true }}
      confirmLoading={end.isPending}
    >
      {end.error ? <ProblemPanel error={end.error} /> : null}
      <p className="muted">{t('agreements.endHint')}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        <ReasonField />
      </Form>
    </Modal>
  )
}
