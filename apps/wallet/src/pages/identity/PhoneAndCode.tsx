import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { api } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { PIN_DIGITS, PinField } from '../../parts/act/PinField.tsx'
import { Button } from '../../parts/page/Button.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Step } from '../../parts/page/Page.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Failed } from '../../parts/state/Failed.tsx'

const PHONE = /^1\d{10}$/

/** The number, and whatever the page wants to have said or agreed before a code is sent. */
export function PhoneStep(props: {
  title: string
  lead: string
  phone: string
  onPhone: (phone: string) => void
  disabled?: boolean
  children?: ReactNode
  onSent: (demoCode: string | null) => void
}): ReactNode {
  const t = useT()
  const language = useLanguage()
  const send = useMutation({
    mutationFn: () => api.wallet.requestCode({ body: { phone: props.phone, language } }),
    onSuccess: ({ demo }) => props.onSent(demo?.code ?? null),
  })
  const ready = PHONE.test(props.phone) && props.disabled !== true
  return (
    <Step
      title={props.title}
      lead={props.lead}
      back="/welcome"
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
  demoCode: string | null
  busy: boolean
  error: unknown
  onCode: (code: string) => void
  children?: ReactNode
}): ReactNode {
  const t = useT()
  const [code, setCode] = useState('')
  const take = (next: string): void => {
    setCode(next)
    if (next.length === PIN_DIGITS) props.onCode(next)
  }
  return (
    <Step
      title={t('identity.code')}
      lead={t('identity.codeLead', { phone: props.phone })}
      back="/welcome"
    >
      {props.demoCode ? <Notice>{t('identity.demoCode', { code: props.demoCode })}</Notice> : null}
      <PinField
        shown
        label={t('identity.code')}
        value={code}
        onChange={take}
        disabled={props.busy}
        bad={props.error !== null && props.error !== undefined}
      />
      {props.error ? <Failed error={props.error} /> : null}
      {props.children}
    </Step>
  )
}
