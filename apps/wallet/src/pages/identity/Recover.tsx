import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api, SESSION_KEY } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Result } from '../../parts/act/Result.tsx'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { When } from '../../parts/time/When.tsx'
import { NewPin } from './NewPin.tsx'
import { CodeStep, PhoneStep } from './PhoneAndCode.tsx'
import type { Sent } from './Resend.tsx'

type Recovery = ResponseOf<Routes['wallet']['startRecovery']>
type Wish = Recovery['wish']

/**
 * For whoever has neither PIN nor passkey: what happens when, number and code, then the wait; whoever
 * comes back after it goes on with the same steps.
 */
export function Recover(): ReactNode {
  const t = useT()
  const [wish, setWish] = useState<Wish>()
  const [phone, setPhone] = useState('')
  const [sent, setSent] = useState<Sent>()
  const [code, setCode] = useState('')
  const ask = useMutation({
    mutationFn: (given: { wish: Wish; code: string }) =>
      api.wallet.startRecovery({ body: { phone, ...given } }),
  })
  if (wish === undefined) return <Wishes onWish={setWish} />
  const asked = ask.data
  if (asked && !asked.isOpen) return <Waiting recovery={asked} />
  if (asked) return <Complete recovery={asked} phone={phone} code={code} />
  if (!sent) {
    return (
      <PhoneStep
        title={t(`recover.wish.${wish}`)}
        lead={t('recover.phoneLead')}
        phone={phone}
        onPhone={setPhone}
        back="/sign-in"
        onSent={setSent}
      />
    )
  }
  return (
    <CodeStep
      phone={phone}
      sent={sent}
      onSent={setSent}
      back="/sign-in"
      busy={ask.isPending}
      error={ask.error}
      onCode={(given) => {
        setCode(given)
        ask.mutate({ wish, code: given })
      }}
    />
  )
}

function Wishes(props: { onWish: (wish: Wish) => void }): ReactNode {
  const t = useT()
  return (
    <Page title={t('recover.title')} back="/sign-in">
      <Notice>{t('recover.passkeyFirst')}</Notice>
      <Rows title={t('recover.which')}>
        <Row
          title={t('recover.wish.recover')}
          note={t('recover.wishHint.recover')}
          onClick={() => props.onWish('recover')}
        />
        <Row
          title={t('recover.wish.new_account')}
          note={t('recover.wishHint.new_account')}
          onClick={() => props.onWish('new_account')}
        />
      </Rows>
      <section>
        <h2 className="wt-rows-title">{t('recover.how')}</h2>
        <ol className="wt-card identity-steps">
          <li>{t('recover.step.ask')}</li>
          <li>{t('recover.step.wait')}</li>
          <li>{t('recover.step.told')}</li>
          <li>{t('recover.step.complete')}</li>
        </ol>
      </section>
      <p className="small muted">{t('recover.why')}</p>
    </Page>
  )
}

function Waiting(props: { recovery: Recovery }): ReactNode {
  const t = useT()
  const { wish, requestedAt, opensAt, expiresAt } = props.recovery
  return (
    <Page title={t('recover.title')} back="/sign-in">
      <Result
        state="processing"
        title={t('recover.waiting')}
        note={
          <>
            {t(`recover.comeBack.${wish}`)} <When at={opensAt} />
          </>
        }
        lines={[
          { label: t('recover.askedAt'), value: <When at={requestedAt} /> },
          { label: t('recover.opensAt'), value: <When at={opensAt} /> },
          { label: t('recover.expiresAt'), value: <When at={expiresAt} /> },
        ]}
      />
      <p className="small muted">{t('recover.endedBySignIn')}</p>
      <ButtonLink to="/welcome">{t('recover.leave')}</ButtonLink>
    </Page>
  )
}

/** The wait is over: the same code completes it, with a new PIN or with the number set free. */
function Complete(props: { recovery: Recovery; phone: string; code: string }): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { recovery, phone, code } = props
  const complete = useMutation({
    mutationFn: (pin?: string) =>
      api.wallet.completeRecovery({
        params: { id: recovery.id },
        body: { phone, code, ...(pin !== undefined && { pin }) },
      }),
    onSuccess: async ({ session }) => {
      if (!session) return
      await client.invalidateQueries({ queryKey: SESSION_KEY })
      void navigate('/me/security', { replace: true })
    },
  })
  if (recovery.wish === 'recover') {
    return (
      <NewPin
        lead={t('recover.newPin')}
        back="/sign-in"
        busy={complete.isPending}
        error={complete.error}
        onPin={(pin) => complete.mutate(pin)}
      />
    )
  }
  return (
    <Page title={t('recover.title')} back="/sign-in">
      {complete.isSuccess ? (
        <>
          <Result state="done" title={t('recover.freed')} note={t('recover.freedHint')} />
          <ButtonLink look="main" to="/register">
            {t('welcome.register')}
          </ButtonLink>
        </>
      ) : (
        <>
          <Result
            state={complete.error ? 'failed' : 'processing'}
            title={t('recover.ready')}
            note={t('recover.freeHint')}
          />
          {complete.error ? <Failed error={complete.error} /> : null}
          <Button look="main" busy={complete.isPending} onClick={() => complete.mutate(undefined)}>
            {t('recover.free')}
          </Button>
        </>
      )}
    </Page>
  )
}
