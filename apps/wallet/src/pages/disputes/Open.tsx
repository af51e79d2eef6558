import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { BodyOf, ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { FilesField, useFiles } from '../../parts/files/FilesField.tsx'
import { minorOf, textOf, typed } from '../../parts/money/typed.ts'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'
import { Choice } from '../../parts/page/Choice.tsx'
import { Field, LongField } from '../../parts/page/Field.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import './disputes.css'

type Terms = ResponseOf<Routes['disputeTerms']['get']>
type Reason = BodyOf<Routes['myDisputes']['create']>['reason']

const REASONS: readonly Reason[] = [
  'not_received',
  'not_as_described',
  'wrong_amount',
  'paid_twice',
  'refund_refused',
  'not_me',
  'other',
]
const CHANGES = ['myDisputes.list', 'disputeTerms.get', 'bills.get']

/** A payment in doubt: what is wrong with it, and what will happen then. */
export function Open(): ReactNode {
  const t = useT()
  const { payment = '' } = useParams()
  const read = useRead('disputeTerms.get', api.disputeTerms.get, { params: { id: payment } })
  if (read.data?.mayOpen) return <Form terms={read.data} />
  return (
    <Page title={t('disputes.open')} back={`/bills/${payment}`}>
      <Loaded read={read}>{(terms) => <Closed terms={terms} />}</Loaded>
    </Page>
  )
}

/** Why it cannot be disputed, and where to go instead. */
function Closed(props: { terms: Terms }): ReactNode {
  const t = useT()
  const { existing, refundable, openUntil } = props.terms
  if (existing) {
    return (
      <>
        <Notice>{t('disputes.exists')}</Notice>
        <ButtonLink to={`/disputes/${existing.id}`} look="main">
          {t('disputes.see')}
        </ButtonLink>
      </>
    )
  }
  return (
    <>
      <Notice>
        {refundable === '0' ? (
          t('disputes.refundedWholly')
        ) : (
          <>
            {t('disputes.tooLate')} <When at={openUntil} />
          </>
        )}
      </Notice>
      <ButtonLink to="/service/new">{t('disputes.toService')}</ButtonLink>
    </>
  )
}

function Form(props: { terms: Terms }): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const { terms } = props
  const left = BigInt(terms.refundable)
  const [key] = useState(newIdempotencyKey)
  const [reason, setReason] = useState<Reason>()
  const [amount, setAmount] = useState(textOf(left))
  const [text, setText] = useState('')
  const files = useFiles()
  const open = useWrite(api.myDisputes.create, CHANGES)
  const minor = minorOf(amount)
  const tooMuch = minor !== undefined && minor > left
  const ready = reason && minor !== undefined && minor > 0n && !tooMuch && text.trim() !== ''
  const send = (): void => {
    if (!reason || minor === undefined) return
    const body = { payment: terms.payment, amount: String(minor), reason, text, files: files.ids }
    open.mutate(
      { body, idempotencyKey: key },
      { onSuccess: ({ id }) => void navigate(`/disputes/${id}`, { replace: true }) },
    )
  }
  return (
    <Page
      title={t('disputes.open')}
      back={`/bills/${terms.payment}`}
      foot={
        <Button look="main" disabled={!ready || files.busy} busy={open.isPending} onClick={send}>
          {t('disputes.send')}
        </Button>
      }
    >
      <About terms={terms} reason={reason} onReason={setReason} />
      <div className="wt-card disputes-form">
        <Field
          label={t('disputes.amount')}
          value={amount}
          onChange={(value) => setAmount(typed(value) ?? amount)}
          keys="numeric"
          before={<span aria-hidden="true">{'\u00a5'}</span>}
          {...(tooMuch
            ? { error: t('disputes.tooMuch', { left: textOf(left) }) }
            : { hint: t('disputes.amountHint', { left: textOf(left) }) })}
        />
        <LongField
          label={t('disputes.text')}
          value={text}
          onChange={setText}
          placeholder={t('disputes.textHint')}
          maxLength={500}
        />
        <FilesField label={t('disputes.files')} hint={t('files.hint')} files={files} />
      </div>
      <Next terms={terms} />
      {open.error ? <Failed error={open.error} /> : null}
    </Page>
  )
}

/** The payment, and what is wrong with it. */
function About(props: {
  terms: Terms
  reason: Reason | undefined
  onReason: (reason: Reason) => void
}): ReactNode {
  const t = useT()
  const { terms, reason } = props
  const [choosing, setChoosing] = useState(false)
  return (
    <>
      <Rows>
        <Row
          title={terms.merchant.name}
          note={t('disputes.paid')}
          value={<Amount value={terms.paid} asset={terms.asset} />}
        />
        <Row
          title={t('disputes.reason')}
          value={reason ? t(`disputes.reason.${reason}`) : t('disputes.choose')}
          onClick={() => setChoosing(true)}
        />
      </Rows>
      {reason === 'not_me' ? (
        <Notice tone="danger" action={<Link to="/me/locks">{t('disputes.lock')}</Link>}>
          {t('disputes.notMe')}
        </Notice>
      ) : null}
      <Choice
        open={choosing}
        title={t('disputes.reason')}
        options={REASONS.map((value) => ({ value, label: t(`disputes.reason.${value}`) }))}
        value={reason}
        onChoose={props.onReason}
        onClose={() => setChoosing(false)}
      />
    </>
  )
}

/** What happens once it is sent, before it is. */
function Next(props: { terms: Terms }): ReactNode {
  const t = useT()
  const { answerHours, escalateDays, decideDays } = props.terms
  return (
    <section>
      <h2 className="wt-rows-title">{t('disputes.next')}</h2>
      <ol className="wt-card disputes-next">
        <li>{t('disputes.next.answer', { hours: answerHours })}</li>
        <li>{t('disputes.next.escalate', { days: escalateDays })}</li>
        <li>{t('disputes.next.decide', { days: decideDays })}</li>
      </ol>
    </section>
  )
}
