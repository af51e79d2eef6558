import { Form, Input, Modal, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { CARE_CHANGES } from './changes.ts'

type Values = { to: string; note: string }

/** Hands a conversation to a colleague, with a note that only operators read. */
export function HandOverDialog(props: { conversation: string; onClose: () => void }): ReactNode {
  const t = useT()
  const [key] = useState(newIdempotencyKey)
  const [form] = Form.useForm<Values>()
  const desk = useRead('care.desk', api.care.desk, {})
  const handOver = useWrite(api.conversations.handOver, CARE_CHANGES)
  return (
    <Modal
      open
      title={t('care.handOver')}
      okText={t('care.handOver')}
      cancelText={t('action.cancel')}
      confirmLoading={handOver.isPending}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      {handOver.error ? <ProblemPanel error={handOver.error} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(body: Values) =>
          handOver.mutate(
            { params: { id: props.conversation }, body, idempotencyKey: key },
            { onSuccess: props.onClose },
          )
        }
      >
        <Form.Item
          name="to"
          label={t('care.handOverTo')}
          rules={[{ required: true, message: t('care.toNeeded') }]}
        >
          <Select
            loading={desk.isPending}
            options={(desk.data?.operators ?? []).map(({ id, name }) => ({
              value: id,
              label: name,
            }))}
          />
        </Form.Item>
        <Form.Item
          name="note"
          label={t('care.note')}
          rules={[{ required: true, whitespace: true, message: t('care.textNeeded') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
