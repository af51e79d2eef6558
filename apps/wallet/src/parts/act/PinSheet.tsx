import { Amount, type MoneyView } from '@suanpan/ui'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useT } from '../../i18n/index.ts'
import { Sheet } from '../page/Sheet.tsx'
import { useProblemText } from '../state/Failed.tsx'
import { PIN_DIGITS, PinField } from './PinField.tsx'

/** Asks for the pay PIN: six digits, sent as soon as the last one is there. */
export function PinSheet(props: {
  open: boolean
  subject: { payee?: string; amount?: MoneyView }
  /** Throws what should be shown, and the digits may be typed again. */
  onPin: (pin: string) => Promise<void>
  onClose: () => void
}): ReactNode {
  const t = useT()
  return (
    <Sheet open={props.open} title={t('pin.title')} onClose={props.onClose}>
      <SubjectLine {...props.subject} />
      <Digits onPin={props.onPin} />
    </Sheet>
  )
}

/** What the proof is for. */
export function SubjectLine(props: { payee?: string; amount?: MoneyView }): ReactNode {
  if (!props.payee && !props.amount) return null
  return (
    <div className="wt-confirm-head">
      {props.payee ? <p>{props.payee}</p> : null}
      {props.amount ? <Amount value={props.amount} size="hero" /> : null}
    </div>
  )
}

function Digits(props: { onPin: (pin: string) => Promise<void> }): ReactNode {
  const t = useT()
  const text = useProblemText()
  const [pin, setPin] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const take = (next: string): void => {
    setPin(next)
    if (next.length < PIN_DIGITS) return
    setBusy(true)
    props
      .onPin(next)
      .catch((wrong: unknown) => {
        setError(wrong)
        setPin('')
      })
      .finally(() => setBusy(false))
  }
  return (
    <>
      <p className="wt-sheet-error" role="alert">
        {error && pin === '' ? text(error) : ''}
      </p>
      <PinField
        label={t('pin.title')}
        value={pin}
        onChange={take}
        bad={error !== undefined && pin === ''}
        disabled={busy}
      />
      <Link to="/me/security/pin" className="wt-button wt-button-words">
        {t('pin.forgotten')}
      </Link>
    </>
  )
}
