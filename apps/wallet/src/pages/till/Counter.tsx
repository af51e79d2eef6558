import type { Client } from '@suanpan/client'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { AmountField } from '../../parts/money/AmountField.tsx'
import { QrCode } from '../../parts/money/QrCode.tsx'
import { minorOf } from '../../parts/money/typed.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Charge } from './Charge.tsx'

export type TillView = ResponseOf<Routes['till']['get']>

/** Amount, then code, then the charge; afterwards the next customer. */
export function Counter(props: { client: Client; till: TillView }): ReactNode {
  const t = useT()
  const [text, setText] = useState('')
  const [charged, setCharged] = useState<bigint>()
  const [showing, setShowing] = useState(false)
  const amount = minorOf(text)
  if (charged !== undefined) {
    return (
      <Charge
        client={props.client}
        money={{ amount: String(charged), asset: props.till.asset }}
        onDone={() => {
          setCharged(undefined)
          setText('')
        }}
      />
    )
  }
  return (
    <>
      <AmountField label={t('till.amount')} value={text} onChange={setText} />
      <Button
        look="main"
        disabled={amount === undefined || amount === 0n}
        onClick={() => setCharged(amount)}
      >
        {t('till.charge')}
      </Button>
      <Button look="words" onClick={() => setShowing(true)}>
        {t('till.collect')}
      </Button>
      <Sheet open={showing} title={t('till.collect')} onClose={() => setShowing(false)}>
        <div className="till-code">
          <QrCode text={addressOf(props.till.collectionCode)} label={t('till.collect')} />
          <p className="muted">{t('till.collectHint')}</p>
        </div>
      </Sheet>
    </>
  )
}

/** A whole address, so that a phone's own camera opens the wallet with it. */
function addressOf(code: string): string {
  return `${window.location.origin}/wallet/c/${code}`
}
