import { FREEZE_CATEGORIES, type FreezeCategory } from '@suanpan/contract/safety-words'
import { App, Checkbox, Form, Input, Modal, Select } from 'antd'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useBilingual, useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'

type Values = { directions: ('out' | 'in')[]; category: FreezeCategory; reason: string }

const CHANGED = ['people.get', 'people.list', 'people.freezes', 'acts.list']

/** Freezes a person: they read the category and the way out, colleagues the reason. */
export function FreezeDialog(props: { person: string; onClose: () => void }): ReactNode {
  const t = useT()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const freeze = useWrite(api.people.freeze, CHANGED)
  const submit = ({ directions, category, reason }: Values): void => {
    const body = {
      in: directions.includes('in'),
      out: directions.includes('out'),
      category,
      reason,
    }
    const onSuccess = (): void => {
      void message.success(t('person.frozenDone'))
      props.onClose()
    }
    freeze.mutate({ params: { id: props.person }, body }, { onSuccess })
  }
  return (
    <Modal
      open
      title={t('person.freezeTitle')}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      okText={t('person.freeze')}
      cancelText={t('action.cancel')}
      okButtonProps={{ danger: true }}
      confirmLoading={freeze.isPending}
    >
      {freeze.error ? <ProblemPanel error={freeze.error} /> : null}
      <p className="muted">{t('person.freezeHint')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ directions: ['out'] }}
        onFinish={submit}
      >
        <Directions />
        <Category />
        <ReasonField />
      </Form>
    </Modal>
  )
}

/** Why, for colleagues and the trail. */
export function ReasonField(): ReactNode {
  const t = useT()
  return (
    <Form.Item
      name="reason"
      label={t('person.reason')}
      extra={t('freezes.reasonHint')}
      rules={[{ required: true, whitespace: true, message: t('person.reasonNeeded') }]}
    >
      <Input.TextArea rows={3} maxLength={200} showCount />
    </Form.Item>
  )
}

function Category(): ReactNode {
  const t = useT()
  const say = useBilingual()
  const chosen: FreezeCategory | undefined = Form.useWatch('category')
  return (
    <Form.Item
      name="category"
      label={t('freezes.category')}
      extra={chosen ? `${t('freezes.theyRead')}${say(FREEZE_CATEGORIES[chosen].wayOut)}` : null}
      rules={[{ required: true, message: t('freezes.categoryNeeded') }]}
    >
      <Select
        placeholder={t('freezes.categoryNeeded')}
        options={Object.entries(FREEZE_CATEGORIES).map(([value, { title }]) => ({
          value,
          label: say(title),
        }))}
      />
    </Form.Item>
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
