import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import { codeOf } from '../../data/problem.ts'
import { api, SESSION_KEY } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { PIN_DIGITS, PinField } from '../../parts/act/PinField.tsx'
import { Button } from '../../parts/page/Button.tsx'
import { Step } from '../../parts/page/Page.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { useMe } from '../../session/session.ts'
import { CodeStep, PhoneStep } from './PhoneAndCode.tsx'
import { signInByPasskey } from './passkey.ts'

/** By passkey in one tap, or by number, code and, on a new phone, pay PIN. */
export function SignIn(): ReactNode {
  const t = useT()
  const me = useMe()
  const client = useQueryClient()
  const [search] = useSearchParams()
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [sent, setSent] = useState<{ demo: string | null }>()
  const enter = (): Promise<void> => client.invalidateQueries({ queryKey: SESSION_KEY })
  const byPasskey = useMutation({ mutationFn: signInByPasskey, onSuccess: enter })
  const byCode = useMutation({
    mutationFn: (given: { code: string; pin?: string }) =>
      api.wallet.signIn({ body: { phone, ...given } }),
    onSuccess: enter,
  })
  if (me.data) {
    const next = search.get('next')
    return <Navigate to={next !== null && /^\/(?!\/)/.test(next) ? next : '/'} replace />
  }
  const refused = byCode.error ? codeOf(byCode.error) : undefined
  if (refused === 'pin_required' || refused === 'pin_wrong') {
    return (
      <PinStep
        error={refused === 'pin_wrong' ? byCode.error : undefined}
        busy={byCode.isPending}
        onPin={(pin) => byCode.mutate({ code, pin })}
      />
    )
  }
  if (sent) {
    return (
      <CodeStep
        phone={phone}
        demoCode={sent.demo}
        busy={byCode.isPending}
        error={byCode.error}
        onCode={(given) => {
          setCode(given)
          byCode.mutate({ code: given })
        }}
      />
    )
  }
  return (
    <PhoneStep
      title={t('identity.signIn')}
      lead={t('identity.signInLead')}
      phone={phone}
      onPhone={setPhone}
      onSent={(demo) => setSent({ demo })}
    >
      <Button busy={byPasskey.isPending} onClick={() => byPasskey.mutate()}>
        {t('identity.signInByPasskey')}
      </Button>
      {byPasskey.error ? <Failed error={byPasskey.error} /> : null}
    </PhoneStep>
  )
}

function PinStep(props: {
  error: unknown
  busy: boolean
  onPin: (pin: string) => void
}): ReactNode {
  const t = useT()
  const [pin, setPin] = useState('')
  const take = (next: string): void => {
    setPin(next)
    if (next.length < PIN_DIGITS) return
    setPin('')
    props.onPin(next)
  }
  return (
    <Step title={t('pin.title')} lead={t('identity.pinOnNewPhone')} back="/welcome">
      <PinField label={t('pin.title')} value={pin} onChange={take} disabled={props.busy} />
      {props.error ? <Failed error={props.error} /> : null}
    </Step>
  )
}
