import type { PasskeyAssertion } from '@suanpan/contract/shapes-proof'
import type { MoneyView } from '@suanpan/ui'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { useState, type ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { Button } from '../page/Button.tsx'
import { Sheet } from '../page/Sheet.tsx'
import { SubjectLine } from './PinSheet.tsx'

/** Asks for a passkey: the phone opens its own dialog only after a tap, so the sheet has a button. */
export function PasskeySheet(props: {
  open: boolean
  subject: { payee?: string; amount?: MoneyView }
  options: PublicKeyCredentialRequestOptionsJSON | undefined
  onResponse: (response: PasskeyAssertion) => Promise<void>
  onClose: () => void
}): ReactNode {
  const t = useT()
  const [busy, setBusy] = useState(false)
  const [missed, setMissed] = useState(false)
  const sign = async (): Promise<void> => {
    if (!props.options) return setMissed(true)
    setBusy(true)
    setMissed(false)
    try {
      const { startAuthentication } = await import('@simplewebauthn/browser')
      const response = await startAuthentication({ optionsJSON: props.options })
      await props.onResponse({ ...response, clientExtensionResults: {} })
    } catch {
      // The person put the phone's dialog away, or it has no passkey of theirs.
      setMissed(true)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet open={props.open} title={t('passkey.confirm')} onClose={props.onClose}>
      <SubjectLine {...props.subject} />
      <p className="muted">{t('passkey.why')}</p>
      <p className="wt-sheet-error" role="alert">
        {missed ? t('passkey.missed') : ''}
      </p>
      <Button look="main" busy={busy} onClick={() => void sign()}>
        {t('passkey.use')}
      </Button>
    </Sheet>
  )
}
