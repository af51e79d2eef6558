import { BANK_CODES, BOOKINGS, FIRST_ANSWERS, OUTCOMES } from '@suanpan/contract/bank'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { App, Button, Form, InputNumber, Select, Space } from 'antd'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'

type Behaviour = ResponseOf<Routes['sandboxBank']['get']>['behaviour']

const GOOD: Behaviour = {
  answer: 'accepted',
  outcome: 'succeed',
  failCode: 'bank_refused',
  delaySeconds: 2,
  callbacks: 1,
  callbackDelaySeconds: 0,
  reverseAfterSeconds: null,
  booking: 'same_day',
}

const PRESETS = {
  good: {},
  late: { delaySeconds: 20, callbackDelaySeconds: 60 },
  thrice: { callbacks: 3 },
  fail: { outcome: 'fail' },
  reverse: { reverseAfterSeconds: 30 },
  silent: { outcome: 'never', callbacks: 0 },
} as const satisfies Record<string, Partial<Behaviour>>

const PRESET_NAMES = Object.keys(PRESETS) as (keyof typeof PRESETS)[]

const SECONDS = ['delaySeconds', 'callbackDelaySeconds', 'reverseAfterSeconds'] as const

/** How the bank treats every order from now on: one of the usual days, or each thing by itself. */
export function SandboxControls(props: { behaviour: Behaviour; may: boolean }): ReactNode {
  const t = useT()
  const { message } = App.useApp()
  const [form] = Form.useForm<Behaviour>()
  const write = useWrite(api.sandboxBank.set, ['sandboxBank.get'])
  const apply = (behaviour: Behaviour): void => {
    form.setFieldsValue(behaviour)
    write.mutate(
      { body: { behaviour } },
      { onSuccess: () => void message.success(t('sandbox.wasSet')) },
    )
  }
  return (
    <Sheet title={t('sandbox.behaviour')}>
      {write.error ? <ProblemPanel error={write.error} /> : null}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={props.behaviour}
        disabled={!props.may}
        onFinish={(values) =>
          apply({ ...values, reverseAfterSeconds: values.reverseAfterSeconds ?? null })
        }
      >
        <Form.Item label={t('sandbox.presets')}>
          <Space wrap>
            {PRESET_NAMES.map((name) => (
              <Button key={name} onClick={() => apply({ ...GOOD, ...PRESETS[name] })}>
                {t(`sandbox.preset.${name}`)}
              </Button>
            ))}
          </Space>
        </Form.Item>
        <Fields />
        <Button type="primary" htmlType="submit" loading={write.isPending}>
          {t('sandbox.set')}
        </Button>
      </Form>
    </Sheet>
  )
}

function Fields(): ReactNode {
  const t = useT()
  const options = <V extends string>(values: readonly V[], text: (value: V) => string) =>
    values.map((value) => ({ value, label: text(value) }))
  return (
    <div className="sandbox-fields">
      <Form.Item name="answer" label={t('sandbox.answer')}>
        <Select options={options(FIRST_ANSWERS, (value) => t(`sandbox.answer.${value}`))} />
      </Form.Item>
      <Form.Item name="outcome" label={t('sandbox.outcome')}>
        <Select options={options(OUTCOMES, (value) => t(`sandbox.outcome.${value}`))} />
      </Form.Item>
      <Form.Item name="failCode" label={t('sandbox.failCode')}>
        <Select options={options(BANK_CODES, (value) => t(`bankCode.${value}`))} />
      </Form.Item>
      <Form.Item name="booking" label={t('sandbox.booking')}>
        <Select options={options(BOOKINGS, (value) => t(`sandbox.booking.${value}`))} />
      </Form.Item>
      {SECONDS.map((name) => (
        <Form.Item key={name} name={name} label={t(`sandbox.${name}`)}>
          <InputNumber min={0} max={86_400} precision={0} />
        </Form.Item>
      ))}
      <Form.Item name="callbacks" label={t('sandbox.callbacks')}>
        <InputNumber min={0} max={5} precision={0} />
      </Form.Item>
    </div>
  )
}
