import type { Hours } from '@suanpan/kernel/time'
import { App, Form, Modal, Select } from 'antd'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../../data/queries.ts'
import { useT } from '../../../i18n/index.ts'
import { ProblemPanel } from '../../../parts/ProblemPanel.tsx'
import { ReasonField } from '../../people/FreezeDialog.tsx'
import { Preview } from './DueNow.tsx'
import type { Topic } from './types.ts'

type Values = Hours & { reason: string }

const HOURS = Array.from({ length: 25 }, (_, hour) => ({ value: hour, label: `${hour}:00` }))

/** From when until when somebody is there, and what that would promise. */
export function HoursDialog(props: {
  hours: Hours
  now: string
  topics: readonly Topic[]
  onClose: () => void
}): ReactNode {
  const t = useT()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const from = Form.useWatch('from', form) ?? props.hours.from
  const until = Form.useWatch('until', form) ?? props.hours.until
  const save = useWrite(api.care.setHours, ['care.topics', 'acts.list'])
  const example = props.topics.find(({ roundTheClock }) => !roundTheClock)
  const submit = (body: Values): void =>
    save.mutate(
      { body },
      {
        onSuccess: () => {
          void message.success(t('promises.saved'))
          props.onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('promises.hoursTitle')}
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
        initialValues={props.hours}
        onFinish={submit}
      >
        <Form.Item name="from" label={t('promises.from')}>
          <Select options={HOURS.slice(0, -1)} />
        </Form.Item>
        <Form.Item
          name="until"
          label={t('promises.until')}
          dependencies={['from']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value: number) =>
                value > Number(getFieldValue('from'))
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('promises.order'))),
            }),
          ]}
        >
          <Select options={HOURS.slice(1)} />
        </Form.Item>
        <ReasonField />
      </Form>
      {example && until > from ? (
        <>
          <p className="muted">{t(`care.topic.${example.topic}`)}</p>
          <Preview promise={example} hours={{ from, until }} now={props.now} />
        </>
      ) : null}
    </Modal>
  )
}
