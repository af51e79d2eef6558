import { Amount, type AmountSize, type MoneyView } from '@suanpan/ui'
import { EyeInvisibleOutline, EyeOutline } from 'antd-mobile-icons'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { setPreferences, usePreferences } from '../../preferences.ts'

const DOTS = '\u2022\u2022\u2022\u2022'

/** What somebody owns: dots while the eye is closed. For an amount of a single act use `Amount` of packages/ui. */
export function Owned(props: { value: MoneyView; size?: AmountSize }): ReactNode {
  const t = useT()
  const { hideMoney } = usePreferences()
  if (!hideMoney) return <Amount value={props.value} {...(props.size && { size: props.size })} />
  return (
    <span className={`sp-amount sp-amount-${props.size ?? 'text'}`}>
      <span aria-hidden="true">{DOTS}</span>
      <span className="wt-hidden">{t('money.hidden')}</span>
    </span>
  )
}

/** Opens and closes the eye over everything owned. */
export function Eye(): ReactNode {
  const t = useT()
  const { hideMoney } = usePreferences()
  return (
    <button
      type="button"
      className="wt-plain wt-eye"
      aria-label={hideMoney ? t('money.show') : t('money.hide')}
      onClick={() => setPreferences({ hideMoney: !hideMoney })}
    >
      {hideMoney ? <EyeInvisibleOutline /> : <EyeOutline />}
    </button>
  )
}
