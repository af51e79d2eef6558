import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { api, SESSION_KEY, useRead } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'
import { Tick } from '../../parts/page/Field.tsx'
import { Step } from '../../parts/page/Page.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { CodeStep, PhoneStep } from './PhoneAndCode.tsx'
import { NewPin } from './NewPin.tsx'
import { addPasskey } from './passkey.ts'
import type { Sent } from './Resend.tsx'
import './identity.css'

type Document = ResponseOf<Routes['wallet']['documents']>['items'][number]
type Where = 'phone' | 'code' | 'pin' | 'passkey'

/** Four screens: number and consents, code, pay PIN, passkey. */
export function Register(): ReactNode {
  const t = useT()
  const language = useLanguage()
  const client = useQueryClient()
  const [where, setWhere] = useState<Where>('phone')
  const [phone, setPhone] = useState('')
  const [sent, setSent] = useState<Sent>()
  const [agreed, setAgreed] = useState<ReadonlySet<string>>(new Set())
  const documents = useRead('wallet.documents', api.wallet.documents, {})
  const items = documents.data?.items ?? []
  const register = useMutation({
    mutationFn: (code: string) =>
      api.wallet.register({ body: { phone, code, language, consents: consentsOf(items, agreed) } }),
    onSuccess: () => setWhere('pin'),
  })
  const setPin = useMutation({
    mutationFn: (pin: string) => api.myPin.set({ body: { pin } }),
    onSuccess: () => setWhere('passkey'),
  })
  const enter = (): Promise<void> => client.invalidateQueries({ queryKey: SESSION_KEY })
  const missing = items.some((each) => each.required && !agreed.has(each.document))
  if (where === 'passkey') return <PasskeyStep onDone={enter} />
  if (where === 'pin') {
    return (
      <NewPin
        lead={t('identity.pinLead')}
        back="/welcome"
        busy={setPin.isPending}
        error={setPin.error}
        onPin={(pin) => setPin.mutate(pin)}
      />
    )
  }
  if (where === 'code' && sent) {
    return (
      <CodeStep
        phone={phone}
        sent={sent}
        onSent={setSent}
        busy={register.isPending}
        error={register.error}
        onCode={(code) => register.mutate(code)}
      >
        {register.error ? <ButtonLink to="/sign-in">{t('welcome.signIn')}</ButtonLink> : null}
      </CodeStep>
    )
  }
  return (
    <PhoneStep
      title={t('identity.register')}
      lead={t('identity.registerLead')}
      phone={phone}
      onPhone={setPhone}
      disabled={documents.data === undefined || missing}
      onSent={(code) => {
        setSent(code)
        setWhere('code')
      }}
    >
      <Loaded read={documents} bones={2}>
        {() => <Consents items={items} agreed={agreed} onChange={setAgreed} />}
      </Loaded>
    </PhoneStep>
  )
}

function consentsOf(items: readonly Document[], agreed: ReadonlySet<string>) {
  return items
    .filter(({ document }) => agreed.has(document))
    .map(({ document, version }) => ({ document, version }))
}

/** Nothing is ticked before: silence is no consent, and what is optional says so. */
function Consents(props: {
  items: readonly Document[]
  agreed: ReadonlySet<string>
  onChange: (agreed: ReadonlySet<string>) => void
}): ReactNode {
  const t = useT()
  const language = useLanguage()
  const tick = (document: string, on: boolean): void => {
    const next = new Set(props.agreed)
    if (on) next.add(document)
    else next.delete(document)
    props.onChange(next)
  }
  return (
    <div className="wt-card">
      <p className="small muted">{t('identity.stored')}</p>
      {props.items.map(({ document, title, text, required }) => (
        <div key={document}>
          <Tick checked={props.agreed.has(document)} onChange={(on) => tick(document, on)}>
            {t(required ? 'identity.agree' : 'identity.agreeOptional', { title: title[language] })}
          </Tick>
          <details className="identity-text">
            <summary>{t('identity.read', { title: title[language] })}</summary>
            <p>{text[language]}</p>
          </details>
        </div>
      ))}
    </div>
  )
}

function PasskeyStep(props: { onDone: () => Promise<void> }): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const leave = async (): Promise<void> => {
    await props.onDone()
    const next = search.get('next')
    void navigate(next !== null && /^\/(?!\/)/.test(next) ? next : '/', { replace: true })
  }
  const add = useMutation({
    mutationFn: () => addPasskey(t('identity.thisPhone')),
    onSuccess: leave,
  })
  return (
    <Step
      title={t('identity.passkey')}
      lead={t('identity.passkeyLead')}
      back={false}
      foot={
        <>
          <Button look="main" busy={add.isPending} onClick={() => add.mutate()}>
            {t('identity.passkeyAdd')}
          </Button>
          <Button look="words" onClick={() => void leave()}>
            {t('identity.later')}
          </Button>
        </>
      }
    >
      {add.error ? <Failed error={add.error} /> : null}
    </Step>
  )
}
