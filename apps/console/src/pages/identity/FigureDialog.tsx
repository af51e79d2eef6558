import { DatePicker, Form, Input, Modal, type FormInstance } from 'antd'
import type { Dayjs } from 'dayjs'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useBilingual, useT } from '../../i18n/index.ts'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { askedApproval, useApprovalNotice } from '../../parts/useApprovalNotice.tsx'
import { figureName, Value, type Figure } from './figure-words.tsx'

type Values = { value: string; source: string; effectiveFrom: Dayjs | null; reason: string }

/** A new figure, its source and from when; another operator has to agree. */
export function FigureDialog(props: { figure: Figure; onDone: () => void }): ReactNode {
  const t = useT()
  const bilingual = useBilingual()
  const notice = useApprovalNotice()
  const [form] = Form.useForm<Values>()
  const { figure, onDone } = props
  const change = useWrite(api.figures.change, ['approvals.list'])
  const isMoney = figure.unit === 'money'
  const submit = ({ value, effectiveFrom, ...body }: Values): void => {
    const params = { class: figure.class, kind: figure.kind }
    change.mutate(
      {
        params,
        body: {
          ...body,
          value: isMoney ? minorOf(value) : value,
          ...(effectiveFrom && { effectiveFrom: effectiveFrom.toISOString() }),
        },
      },
      {
        onError: (error) => {
          if (notice(error)) onDone()
        },
      },
    )
  }
  return (
    <Modal
      open
      title={figureName(figure, t, bilingual)}
      okText={t('figures.ask')}
      cancelText={t('action.cancel')}
      confirmLoading={change.isPending}
      onOk={() => form.submit()}
      onCancel={onDone}
    >
      {change.error && askedApproval(change.error) === undefined ? (
        <ProblemPanel error={change.error} />
      ) : null}
      <p className="muted">
        {t('figures.now')} <Value figure={figure} />
      </p>
      <Fields form={form} unit={figure.unit} onFinish={submit} />
    </Modal>
  )
}

function Fields(props: {
  form: FormInstance<Values>
  unit: Figure['unit']
  onFinish: (values: Values) => void
}): ReactNode {
  const t = useT()
  const { form, unit, onFinish } = props
  const pattern = unit === 'money' ? /^(0|[1-9]\d{0,9})(\.\d{1,2})?$/ : /^(0|[1-9]\d{0,5})$/
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={onFinish}>
      <Form.Item
        name="value"
        label={t(`figures.new.${unit}`)}
        rules={[
          {
            required: true,
            pattern,
            message: t('figures.valueRule'),
          },
        ]}
      >
        <Input autoFocus inputMode="decimal" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="source"
        label={t('figures.source')}
        extra={t('figures.sourceHint')}
        rules={[{ required: true, whitespace: true, message: t('figures.sourceNeeded') }]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="effectiveFrom"
        label={t('figures.effectiveFrom')}
        extra={t('figures.effectiveHint')}
      >
        <DatePicker showTime style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('person.reason')}
        rules={[{ required: true, whitespace: true, message: t('person.reasonNeeded') }]}
      >
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </Form>
  )
}

/** `1234.5` yuan as 123450 minor units, without going through a float. */
function minorOf(yuan: string): string {
  const [whole = '0', part = ''] = yuan.split('.')
  return String(BigInt(whole) * 100n + BigInt(part.padEnd(2, '0')))
}
