import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { REAL_NAME_CLASSES } from '@suanpan/contract/safety-words'
import { Alert, Button, Form, Input, Modal, type FormInstance } from 'antd'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useBilingual, useT } from '../../i18n/index.ts'
import { Facts } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { Evidence } from '../care/Evidence.tsx'
import { useMay, useSession } from '../../session/session.ts'

export type Review = ResponseOf<Routes['realNameReviews']['list']>['items'][number]
type Submission = ResponseOf<Routes['realNameReviews']['reveal']>

/** First a reason, then what was handed in; an approver decides with another reason. */
export function ReviewDialog(props: { review: Review; onDone: () => void }): ReactNode {
  const t = useT()
  const bilingual = useBilingual()
  const { review, onDone } = props
  const mayDecide = useMay('approver')
  const reveals = useSession().data?.operator.scope.reveals === true
  const [form] = Form.useForm<{ reason: string }>()
  const params = { id: review.person, check: review.id }
  const reveal = useWrite(api.realNameReviews.reveal, ['acts.list'])
  const decide = useWrite(api.people.decideRealName, [
    'realNameReviews.list',
    'people.realName',
    'acts.list',
  ])
  const shown = reveal.data
  const say = async (passed: boolean): Promise<void> => {
    const { reason } = await form.validateFields()
    decide.mutate({ params, body: { passed, reason } }, { onSuccess: onDone })
  }
  const look = async (): Promise<void> => {
    const { reason } = await form.validateFields()
    reveal.mutate({ params, body: { reason } }, { onSuccess: () => form.resetFields() })
  }
  const decisions = mayDecide ? (
    <Decisions
      busy={decide.isPending}
      onDecide={(passed) => void say(passed).catch(() => undefined)}
    />
  ) : null
  return (
    <Modal
      open
      title={`${t('reviews.one')} · ${bilingual(REAL_NAME_CLASSES[review.wanted])}`}
      onCancel={onDone}
      footer={
        <>
          <Button onClick={onDone}>{t('action.cancel')}</Button>
          {shown ? (
            decisions
          ) : (
            <Button
              type="primary"
              disabled={!reveals}
              loading={reveal.isPending}
              onClick={() => void look().catch(() => undefined)}
            >
              {t('reviews.look')}
            </Button>
          )}
        </>
      }
    >
      {reveal.error ? <ProblemPanel error={reveal.error} /> : null}
      {decide.error ? <ProblemPanel error={decide.error} /> : null}
      {reveals ? null : <Alert type="warning" showIcon title={t('reviews.masked')} />}
      {shown ? (
        <Shown submission={shown} at={`/v1/people/${params.id}/real-name/${params.check}/files`} />
      ) : null}
      {shown && !mayDecide ? (
        <p className="muted">{t('reviews.approverDecides')}</p>
      ) : (
        <Reason form={form} shown={shown !== undefined} />
      )}
    </Modal>
  )
}

/** What was handed in; it is gone when the review has ended. */
function Shown(props: { submission: Submission; at: string }): ReactNode {
  const t = useT()
  const { submission } = props
  return (
    <Facts
      items={[
        { label: t('reviews.name'), value: submission.name },
        {
          label: t('reviews.idNumber'),
          value: <span className="sp-num">{submission.idNumber}</span>,
        },
        {
          label: t('reviews.card'),
          value: (
            <span className="sp-num">{submission.card ? `•••• ${submission.card}` : '–'}</span>
          ),
        },
        {
          label: t('reviews.evidence'),
          value: <span className="wrap">{submission.evidence ?? '–'}</span>,
        },
        ...(submission.files.length > 0
          ? [
              {
                label: t('reviews.files'),
                value: <Evidence files={submission.files} at={props.at} />,
              },
            ]
          : []),
      ]}
    />
  )
}

function Decisions(props: { busy: boolean; onDecide: (passed: boolean) => void }): ReactNode {
  const t = useT()
  const { busy, onDecide } = props
  return (
    <>
      <Button danger loading={busy} onClick={() => onDecide(false)}>
        {t('reviews.refuse')}
      </Button>
      <Button type="primary" loading={busy} onClick={() => onDecide(true)}>
        {t('reviews.pass')}
      </Button>
    </>
  )
}

function Reason(props: { form: FormInstance<{ reason: string }>; shown: boolean }): ReactNode {
  const t = useT()
  const { form, shown } = props
  return (
    <Form form={form} layout="vertical" requiredMark={false}>
      <Form.Item
        name="reason"
        label={t(shown ? 'reviews.verdictReason' : 'person.reason')}
        extra={shown ? undefined : t('reveal.hint')}
        rules={[{ required: true, whitespace: true, message: t('person.reasonNeeded') }]}
      >
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </Form>
  )
}
