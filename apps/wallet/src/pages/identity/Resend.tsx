import { useMutation } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { now } from '../../data/clock.ts'
import { api } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Failed } from '../../parts/state/Failed.tsx'

/** A code that went out: what a demo shows of it, and when another may be asked for. */
export type Sent = { demoCode: string | null; resendAt: number }

export function useSendCode(phone: string, onSent: (sent: Sent) => void) {
  const language = useLanguage()
  return useMutation({
    mutationFn: () => api.wallet.requestCode({ body: { phone, language } }),
    onSuccess: (answer) => onSent(sentOf(answer)),
  })
}

/** From whichever route sent it. */
export function sentOf(answer: {
  resendAfterSeconds: number
  demo: { code: string } | null
}): Sent {
  return {
    demoCode: answer.demo?.code ?? null,
    resendAt: now().getTime() + answer.resendAfterSeconds * 1000,
  }
}

/** Counts down to when a new code may be asked for, and then asks. */
export function Resend(props: {
  sent: Sent
  again: () => void
  busy: boolean
  error: unknown
}): ReactNode {
  const t = useT()
  const left = useSecondsUntil(props.sent.resendAt)
  return (
    <>
      {props.error ? <Failed error={props.error} /> : null}
      {left > 0 ? (
        <p className="small muted identity-resend" role="timer" aria-live="off">
          {t('identity.resendIn', { seconds: left })}
        </p>
      ) : (
        <Button look="words" busy={props.busy} onClick={props.again}>
          {t('identity.resend')}
        </Button>
      )}
    </>
  )
}

function useSecondsUntil(instant: number): number {
  const [at, setAt] = useState(() => now().getTime())
  useEffect(() => {
    const timer = setInterval(() => setAt(now().getTime()), 1000)
    return () => clearInterval(timer)
  }, [instant])
  return Math.max(0, Math.ceil((instant - at) / 1000))
}
