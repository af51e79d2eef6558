import { useState, type ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { PIN_DIGITS, PinField } from '../../parts/act/PinField.tsx'
import { Button } from '../../parts/page/Button.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Step } from '../../parts/page/Page.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Resend, useSendCode, type Sent } from './Resend.tsx'
import './identity.css'

const PHONE = /^1\d{10}$/

/** The number, and whatever the page wants to have said or agreed before a code is sent. */
export function PhoneStep(props: {
  title: string
  lead: string
  phone: string
  onPhone: (phone: string) => void
  disabled?: boolean
  back?: string
  children?: ReactNode
  onSent: (sent: Sent) => void
}): ReactNode {
  const t = useT()
  const send = useSendCode(props.phone, props.onSent)
  const ready = PHONE.test(props.phone) && props.disabled !== true
  return (
    <Step
      title={props.title}
      lead={props.lead}
      back={props.back ?? '/welcome'}
      foot={
        <Button look="main" busy={send.isPending} disabled={!ready} onClick={() => send.mutate()}>
          {t('identity.sendCode')}
        </Button>
      }
    >
      <Field
        label={t('identity.phone')}
        value={props.phone}
        onChange={(text) => props.onPhone(text.replace(/\D/g, '').slice(0, 11))}
        keys="tel"
        autoComplete="tel-national"
        autoFocus
      />
      {props.children}
      {send.error ? <Failed error={send.error} /> : null}
    </Step>
  )
}

/** The six digits that came by message; sent as soon as the last one is there. */
export function CodeStep(props: {
  phone: string
  sent: Sent
  onSent: (sent: Sent) => void
  busy: boolean
  error: unknown
  onCode: (code: string) => void
  back?: string
  children?: ReactNode
}): ReactNode {
  const again = useSendCode(props.phone, props.onSent)
  const resend = {
    again: () => again.mutate(),
    busy: again.isPending,
    error: again.error,
  }
  return <SentCode {...props} to={props.phone} resend={resend} />
}

/** The same for a code that went out by another route, such as to a new number or an e-mail. */
export function SentCode(props: {
  to: string
  sent: Sent
  resend: { again: () => void; busy: boolean; error: unknown }
  busy: boolean
  error: unknown
  onCode: (code: string) => void
  back?: string
  children?: ReactNode
}): ReactNode {
  const t = useT()
  const { sent } = props
  const [code, setCode] = useState('')
  const take = (next: string): void => {
    setCode(next)
    if (next.length === PIN_DIGITS) props.onCode(next)
  }
  return (
    <Step
      title={t('identity.code')}
      lead={t('identity.codeLead', { phone: props.to })}
      back={props.back ?? '/welcome'}
    >
      {sent.demoCode === null ? null : (
        <Notice>{t('identity.demoCode', { code: sent.demoCode })}</Notice>
      )}
      <PinField
        shown
        label={t('identity.code')}
        value={code}
        onChange={take}
        disabled={props.busy}
        bad={props.error !== null && props.error !== undefined}
      />
      {props.error ? <Failed error={props.error} /> : null}
      <Resend sent={sent} {...props.resend} />
      {props.children}
    </Step>
  )
}
