import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../../data/queries.ts'
import { useT } from '../../../i18n/index.ts'
import { Owned } from '../../../parts/money/Money.tsx'
import { QrCode } from '../../../parts/money/QrCode.tsx'
import { Row, Rows } from '../../../parts/page/Rows.tsx'
import { BudgetNotes } from '../BudgetNotes.tsx'
import { Barcode } from './Barcode.tsx'
import { Countdown } from './Countdown.tsx'
import { OfflineRow } from './OfflineRow.tsx'

type Shown = ResponseOf<Routes['paymentCodes']['create']>

/** A code, what it pays from, and what one should know while it is shown. */
export function Showing({ shown, renew }: { shown: Shown; renew: () => void }): ReactNode {
  const t = useT()
  const holdings = useRead('me.holdings', api.me.holdings, {})
  return (
    <>
      <CodeCard key={shown.id} digits={shown.code}>
        <Countdown until={shown.expiresAt} onOver={renew} text="pay.left" />
      </CodeCard>
      <BudgetNotes />
      <Rows note={t('pay.hint')}>
        <Row
          title={t('pay.fromBalance')}
          note={t('pay.fromBalanceHint')}
          value={holdings.data ? <Owned value={holdings.data.money} /> : null}
        />
        <OfflineRow />
      </Rows>
    </>
  )
}

/** Bars and a QR code of the same digits. */
export function CodeCard(props: { digits: string; children: ReactNode }): ReactNode {
  const t = useT()
  const { digits } = props
  return (
    <section className="wt-card pay-code">
      <Barcode digits={digits} label={t('pay.barcode')} />
      <Digits digits={digits} />
      <QrCode text={digits} label={t('pay.qr')} />
      {props.children}
    </section>
  )
}

/** Hidden until tapped: who reads them over a shoulder or has them read out pays with them. */
function Digits({ digits }: { digits: string }): ReactNode {
  const t = useT()
  const [open, setOpen] = useState(false)
  return (
    <button type="button" className="pay-digits" onClick={() => setOpen(!open)}>
      {open ? digits.replace(/(.{4})(?=.)/g, '$1 ') : t('pay.showDigits')}
    </button>
  )
}
