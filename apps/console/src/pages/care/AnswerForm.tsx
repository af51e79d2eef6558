import { Button, Form, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { api, newIdempotencyKey, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { CARE_CHANGES } from './changes.ts'

/** An answer; whoever writes the first one has the conversation from then on. */
export function AnswerForm(props: { conversation: string }): ReactNode {
  const t = useT()
  const [key] = useState(newIdempotencyKey)
  const [form] = Form.useForm<{ text: string }>()
  const answer = useWrite(api.conversations.answer, CARE_CHANGES)
  return (
    <Sheet>
      {answer.error ? <ProblemPanel error={answer.error} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ text }) =>
          answer.mutate({
            params: { id: props.conversation },
            body: { text },
            idempotencyKey: key,
          })
        }
      >
        <Form.Item
          name="text"
          label={t('care.answer')}
          extra={t('care.answerHint')}
          rules={[{ required: true, whitespace: true, message: t('care.textNeeded') }]}
        >
          <Input.TextArea rows={4} maxLength={1000} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={answer.isPending}>
          {t('care.answerSend')}
        </Button>
      </Form>
    </Sheet>
  )
}
