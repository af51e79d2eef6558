import type { Hours } from '@suanpan/kernel/time'
import { App, Checkbox, Form, InputNumber, Modal } from 'antd'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../../data/queries.ts'
import { useT } from '../../../i18n/index.ts'
import { ProblemPanel } from '../../../parts/ProblemPanel.tsx'
import { ReasonField } from '../../people/FreezeDialog.tsx'
import { Preview } from './DueNow.tsx'
import type { Topic } from './types.ts'

type Values = { promiseMinutes: number; roundTheClock: boolean; reason: string }

const MINUTES_MIN = 5
const MINUTES_MAX = 20_160

/** How soon a topic is answered, and what that would promise. */
export function TopicDialog(props: {
  topic: Topic
  hours: Hours
  now: string
  onClose: () => void
}): ReactNode {
  const t = useT()
  const { message } = App.useApp()
  const { topic, hours } = props
  const [form] = Form.useForm<Values>()
  const promiseMinutes = Form.useWatch('promiseMinutes', form) ?? topic.promiseMinutes
  const roundTheClock = Form.useWatch('roundTheClock', form) ?? topic.roundTheClock
  const save = useWrite(api.care.setTopic, ['care.topics', 'acts.list'])
  const submit = (body: Values): void =>
    save.mutate(
      { params: { topic: topic.topic }, body },
      {
        onSuccess: () => {
          void message.success(t('promises.saved'))
          props.onClose()
        },
      },
    )
  const isPossible = promiseMinutes >= MINUTES_MIN && promiseMinutes <= MINUTES_MAX
  return (
    <Modal
      open
      title={t('promises.topicTitle', { topic: t(`care.topic.${topic.topic}`) })}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      okText={t('promises.change')}
      cancelText={t('action.cancel')}
      confirmLoading={save.isPending}
    >
      {save.error ? <ProblemPanel error={save.error} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={topic}
        onFinish={submit}
      >
        <Form.Item
          name="promiseMinutes"
          label={t('promises.minutesField')}
          rules={[
            {
              required: true,
              type: 'integer',
              min: MINUTES_MIN,
              max: MINUTES_MAX,
              message: t('promises.needed'),
            },
          ]}
        >
          <InputNumber className="wide" />
        </Form.Item>
        <Form.Item name="roundTheClock" valuePropName="checked">
          <Checkbox>{t('promises.roundTheClock')}</Checkbox>
        </Form.Item>
        <ReasonField />
      </Form>
      {isPossible ? (
        <Preview promise={{ promiseMinutes, roundTheClock }} hours={hours} now={props.now} />
      ) : null}
    </Modal>
  )
}
