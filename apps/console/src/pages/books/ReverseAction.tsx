import { Button, Form, Input, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, newIdempotencyKey, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { askedApproval, useApprovalNotice } from '../../parts/useApprovalNotice.tsx'
import { useMay } from '../../session/session.ts'

// Payments are refunded and redemptions given back by their own verbs, which know what follows from it.
const OWN_WAY_BACK = /^(payment|refund|points|reversal)/

/** The mirrored posting, once: one operator asks, another agrees. */
export function ReverseAction(props: { id: string; kind: string }): ReactNode {
  const t = useT()
  const may = useMay('operator')
  const [open, setOpen] = useState(false)
  if (!may || OWN_WAY_BACK.test(props.kind)) return null
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {t('reverse.action')}
      </Button>
      {open ? <ReverseDialog id={props.id} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function ReverseDialog(props: { id: string; onClose: () => void }): ReactNode {
  const t = useT()
  const filed = useApprovalNotice()
  const [form] = Form.useForm<{ reason: string }>()
  const [key] = useState(newIdempotencyKey)
  const reverse = useWrite(api.postings.reverse, ['approvals.list', 'acts.list'])
  return (
    <Modal
      open
      title={t('reverse.title')}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      okText={t('reverse.ask')}
      okButtonProps={{ danger: true }}
      cancelText={t('action.cancel')}
      confirmLoading={reverse.isPending}
    >
      {reverse.error && askedApproval(reverse.error) === undefined ? (
        <ProblemPanel error={reverse.error} />
      ) : null}
      <p className="muted">{t('reverse.hint')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }) =>
          reverse.mutate(
            { params: { id: props.id }, body: { reason }, idempotencyKey: key },
            { onError: (problem) => void (filed(problem) && props.onClose()) },
          )
        }
      >
        <Form.Item
          name="reason"
          label={t('person.reason')}
          rules={[{ required: true, whitespace: true, message: t('person.reasonNeeded') }]}
        >
          <Input.TextArea rows={3} maxLength={200} showCount autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}
