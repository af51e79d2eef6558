import { useState, type ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { PIN_DIGITS, PinField } from '../../parts/act/PinField.tsx'
import { Step } from '../../parts/page/Page.tsx'
import { Failed } from '../../parts/state/Failed.tsx'

/** A new pay PIN, typed twice. */
export function NewPin(props: {
  lead: string
  back: string
  busy: boolean
  error: unknown
  onPin: (pin: string) => void
}): ReactNode {
  const t = useT()
  const [first, setFirst] = useState<string>()
  const [pin, setPin] = useState('')
  const [differs, setDiffers] = useState(false)
  const take = (next: string): void => {
    setPin(next)
    if (next.length < PIN_DIGITS) return
    setPin('')
    setDiffers(first !== undefined && first !== next)
    if (first === undefined) return setFirst(next)
    setFirst(undefined)
    if (first === next) props.onPin(next)
  }
  return (
    <Step
      title={first === undefined ? t('identity.pin') : t('identity.pinAgain')}
      lead={props.lead}
      back={props.back}
    >
      <PinField
        key={first === undefined ? 'first' : 'again'}
        label={first === undefined ? t('identity.pin') : t('identity.pinAgain')}
        value={pin}
        onChange={take}
        bad={differs}
        disabled={props.busy}
      />
      {differs ? <p role="alert">{t('identity.pinDiffers')}</p> : null}
      {props.error && first === undefined ? <Failed error={props.error} /> : null}
    </Step>
  )
}
