import { EyeOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Tooltip } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { useMay, useSession } from '../../session/session.ts'

type Field = 'name' | 'phone'

/** The eye beside a masked value: a reason first, then the clear value, until the dialog is closed. */
export function Reveal(props: { person: string; field: Field }): ReactNode {
  const t = useT()
  const may = useMay('operator')
  const reveals = useSession().data?.operator.scope.reveals === true
  const [open, setOpen] = useState(false)
  if (!may || !reveals) return null
  return (
    <>
      <Tooltip title={t('reveal.action')}>
        <Button
          type="text"
          size="small"
          icon={<EyeOutlined />}
          aria-label={`${t('reveal.action')} ${t(`reveal.${props.field}`)}`}
          onClick={() => setOpen(true)}
        />
      </Tooltip>
      {open ? <RevealDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function RevealDialog(props: { person: string; field: Field; onClose: () => void }): ReactNode {
  const t = useT()
  const { person, field, onClose } = props
  const [form] = Form.useForm<{ reason: string }>()
  const reveal = useWrite(api.people.reveal, ['acts.list'])
  const shown = reveal.data
  return (
    <Modal
      open
      title={t(`reveal.${field}`)}
      onCancel={onClose}
      onOk={() => (shown ? onClose() : form.submit())}
      okText={t(shown ? 'action.close' : 'reveal.show')}
      cancelText={t('action.cancel')}
      confirmLoading={reveal.isPending}
      {...(shown ? { cancelButtonProps: { style: { display: 'none' } } } : {})}
    >
      {reveal.error ? <ProblemPanel error={reveal.error} /> : null}
      {shown ? (
        <p className="revealed sp-num">{shown.value ?? t('reveal.absent')}</p>
      ) : (
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={({ reason }) =>
            reveal.mutate({ params: { id: person }, body: { field, reason } })
          }
        >
          <Form.Item
            name="reason"
            label={t('person.reason')}
            extra={t('reveal.hint')}
            rules={[{ required: true, whitespace: true, message: t('person.reasonNeeded') }]}
          >
            <Input.TextArea rows={3} maxLength={200} showCount autoFocus />
          </Form.Item>
        </Form>
      )}
    </Modal>
  )
}
