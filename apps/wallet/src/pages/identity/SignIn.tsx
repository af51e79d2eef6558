import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import { codeOf } from '../../data/problem.ts'
import { api, SESSION_KEY } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { PIN_DIGITS, PinField } from '../../parts/act/PinField.tsx'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'
import { Step } from '../../parts/page/Page.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { useMe } from '../../session/session.ts'
import { CodeStep, PhoneStep } from './PhoneAndCode.tsx'
import { signInByPasskey } from './passkey.ts'
import type { Sent } from './Resend.tsx'

/** By passkey in one tap, or by number, code and, on a new phone, pay PIN. */
export function SignIn(): ReactNode {
  const t = useT()
  const me = useMe()
  const client = useQueryClient()
  const [search] = useSearchParams()
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [sent, setSent] = useState<Sent>()
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
  if (refused === 'pin_required' || refused === 'pin_wrong' || refused === 'pin_locked') {
    return (
      <PinStep
        error={refused === 'pin_required' ? undefined : byCode.error}
        busy={byCode.isPending}
        onPin={(pin) => byCode.mutate({ code, pin })}
      />
    )
  }
  if (sent) {
    return (
      <CodeStep
        phone={phone}
        sent={sent}
        onSent={setSent}
        busy={byCode.isPending}
        error={byCode.error}
        onCode={(given) => {
          setCode(given)
          byCode.mutate({ code: given })
        }}
      >
        {refused === 'recovery_needed' ? <RecoverLink /> : null}
      </CodeStep>
    )
  }
  return (
    <PhoneStep
      title={t('identity.signIn')}
      lead={t('identity.signInLead')}
      phone={phone}
      onPhone={setPhone}
      onSent={setSent}
    >
      <Button busy={byPasskey.isPending} onClick={() => byPasskey.mutate()}>
        {t('identity.signInByPasskey')}
      </Button>
      {byPasskey.error ? <Failed error={byPasskey.error} /> : null}
      <RecoverLink />
    </PhoneStep>
  )
}

/** For whoever has neither PIN nor passkey any more. */
function RecoverLink(): ReactNode {
  const t = useT()
  return (
    <ButtonLink to="/recover" look="words">
      {t('recover.link')}
    </ButtonLink>
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
      <RecoverLink />
    </Step>
  )
}
