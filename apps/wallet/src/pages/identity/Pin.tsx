import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { useProof } from '../../parts/act/proof.tsx'
import { say } from '../../parts/state/say.ts'
import { NewPin } from './NewPin.tsx'

/** Sets the pay PIN; whoever has one shows it first, when the server asks. */
export function Pin(): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const prove = useProof()
  const set = useMutation({
    mutationFn: (pin: string) =>
      prove(async (proof) => {
        await api.myPin.set({ body: { pin, ...(proof && { proof }) } })
        return true
      }),
    onSuccess: (done) => {
      if (!done) return
      say(t('security.pinSet'))
      void navigate('/me/security', { replace: true })
    },
  })
  return (
    <NewPin
      lead={t('security.pinLead')}
      back="/me/security"
      busy={set.isPending}
      error={set.error}
      onPin={(pin) => set.mutate(pin)}
    />
  )
}
