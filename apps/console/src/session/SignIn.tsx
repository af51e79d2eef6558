import { AbacusMark, AbacusNumber } from '@suanpan/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { Navigate, useNavigate, useSearchParams } from 'react-router'
import { retryAfterSeconds } from '../data/problem.ts'
import { api, useRead } from '../data/queries.ts'
import { useT } from '../i18n/index.ts'
import { ProblemPanel } from '../parts/ProblemPanel.tsx'
import { LanguageSwitch, ModeSwitch } from '../shell/TopBar.tsx'
import { PasskeyButton } from './PasskeyButton.tsx'
import { CodeStep, DemoHint, PasswordStep, type Credentials } from './SignInSteps.tsx'
import { useSession } from './session.ts'

const NOBODY: Credentials = { login: '', password: '' }

/** Password, then the six digits; both go to the server together, and which was wrong is not said. */
export function SignIn(): ReactNode {
  const t = useT()
  const [search] = useSearchParams()
  const session = useSession()
  const next = search.get('next')
  const target = safeTarget(next)
  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('brand.name')}`
  }, [t])
  if (session.data) return <Navigate to={target} replace />
  return (
    <div className="sign-in">
      <div className="sign-in-tools">
        <LanguageSwitch />
        <ModeSwitch />
      </div>
      <main className="sign-in-card">
        <div className="sign-in-brand">
          <AbacusMark size={40} />
          <div>
            <h1>{t('brand.name')}</h1>
            <p>{t('signIn.subtitle')}</p>
          </div>
        </div>
        {next ? <p className="sign-in-note">{t('signIn.expired')}</p> : null}
        <Steps target={target} />
      </main>
      <div className="sign-in-picture" aria-hidden="true">
        <AbacusNumber digits="31415926535" rods={11} label="" height={150} />
      </div>
    </div>
  )
}

function Steps(props: { target: string }): ReactNode {
  const t = useT()
  const [step, setStep] = useState<'password' | 'code'>('password')
  const [credentials, setCredentials] = useState(NOBODY)
  const hint = useRead('session.hint', api.session.hint, {})
  const signIn = useSignIn(credentials, props.target)
  const waitSeconds = useCountdown(retryAfterSeconds(signIn.error), signIn.submittedAt)
  const title = waitSeconds > 0 ? t('signIn.wait', { seconds: waitSeconds }) : t('signIn.failed')
  return (
    <>
      {signIn.error ? <ProblemPanel error={signIn.error} title={title} /> : null}
      {step === 'password' ? (
        <PasswordStep
          initial={credentials}
          onDone={(entered) => {
            setCredentials(entered)
            setStep('code')
            // The demo's code changes every half minute: a fresh one for the step that needs it.
            void hint.refetch()
          }}
        />
      ) : (
        <CodeStep
          login={credentials.login}
          busy={signIn.isPending}
          blocked={waitSeconds > 0}
          attempt={signIn.submittedAt}
          onCode={(code) => signIn.mutate(code)}
          onBack={() => {
            signIn.reset()
            setStep('password')
          }}
        />
      )}
      {step === 'password' ? <PasskeyButton target={props.target} /> : null}
      <DemoHint
        hint={hint.data?.demo ?? null}
        step={step}
        login={credentials.login}
        onUse={(demo) => setCredentials({ login: demo.login, password: demo.password })}
        onFetch={() => void hint.refetch()}
      />
    </>
  )
}

function useSignIn(credentials: Credentials, target: string) {
  const navigate = useNavigate()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (code: string) => api.session.signIn({ body: { ...credentials, code } }),
    onSuccess: async () => {
      await client.resetQueries({ queryKey: ['session.me'] })
      void navigate(target, { replace: true })
    },
  })
}

/** Counts down from what the server asked for; starts again with every new answer. */
function useCountdown(seconds: number | undefined, answer: number): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    setLeft(seconds ?? 0)
    if (!seconds) return
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000)
    return () => clearInterval(timer)
  }, [seconds, answer])
  return left
}

// Only paths of our own: `//elsewhere` and absolute addresses would leave the console.
function safeTarget(next: string | null): string {
  return next && next.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : '/'
}
