import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { useProof } from '../../parts/act/proof.tsx'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { say } from '../../parts/state/say.ts'
import { useMe } from '../../session/session.ts'
import { NewPin } from './NewPin.tsx'
import { proveByPasskey } from './passkey.ts'

/** Sets the pay PIN; whoever has one shows it first, or a passkey where it is forgotten. */
export function Pin(): ReactNode {
  const t = useT()
  const me = useMe().data
  const navigate = useNavigate()
  const prove = useProof()
  const [pin, setPin] = useState<string>()
  const set = useMutation({
    mutationFn: async (how: { pin: string; byPasskey: boolean }) => {
      if (how.byPasskey) {
        await api.myPin.set({ body: { pin: how.pin, proof: await proveByPasskey() } })
        return true
      }
      return prove(async (proof) => {
        await api.myPin.set({ body: { pin: how.pin, ...(proof && { proof }) } })
        return true
      })
    },
    onSuccess: (done) => {
      if (!done) return
      say(t('security.pinSet'))
      void navigate('/me/security', { replace: true })
    },
    onError: () => setPin(undefined),
  })
  const asksHow = me?.hasPin === true
  if (pin === undefined || !asksHow) {
    return (
      <NewPin
        lead={t('security.pinLead')}
        back="/me/security"
        busy={set.isPending}
        error={set.error}
        onPin={(chosen) =>
          asksHow ? setPin(chosen) : set.mutate({ pin: chosen, byPasskey: false })
        }
      />
    )
  }
  return (
    <Page title={t('security.pinProve')} back="/me/security">
      <p>{t('security.pinProveLead')}</p>
      <Button
        look="main"
        busy={set.isPending}
        onClick={() => set.mutate({ pin, byPasskey: false })}
      >
        {t('security.pinByOld')}
      </Button>
      {me.passkeys > 0 ? (
        <Button busy={set.isPending} onClick={() => set.mutate({ pin, byPasskey: true })}>
          {t('security.pinByPasskey')}
        </Button>
      ) : null}
      {set.error ? <Failed error={set.error} /> : null}
      <ButtonLink look="words" to="/recover">
        {t('security.pinForgotten')}
      </ButtonLink>
    </Page>
  )
}
