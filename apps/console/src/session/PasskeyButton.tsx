import { KeyOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../data/queries.ts'
import { useT } from '../i18n/index.ts'
import { ProblemPanel } from '../parts/ProblemPanel.tsx'
import { askPasskey, PasskeyDismissed, passkeysWork } from './passkeys.ts'

/** Signing in with a passkey, instead of password and one-time code. */
export function PasskeyButton(props: { target: string }): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const client = useQueryClient()
  const signIn = useMutation({
    mutationFn: async () => {
      const options = await api.operatorPasskeys.signInOptions()
      return api.operatorPasskeys.signIn({ body: { response: await askPasskey(options) } })
    },
    onSuccess: async () => {
      await client.resetQueries({ queryKey: ['session.me'] })
      void navigate(props.target, { replace: true })
    },
  })
  if (!passkeysWork()) return null
  const error = signIn.error instanceof PasskeyDismissed ? null : signIn.error
  return (
    <>
      <Button
        size="large"
        block
        icon={<KeyOutlined />}
        loading={signIn.isPending}
        onClick={() => signIn.mutate()}
        className="passkey-button"
      >
        {t('passkey.signIn')}
      </Button>
      {error ? <ProblemPanel error={error} title={t('passkey.failed')} /> : null}
    </>
  )
}
