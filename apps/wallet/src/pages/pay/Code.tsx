import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { QrCode } from '../../parts/money/QrCode.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { Asked } from './Asked.tsx'
import { Barcode } from './Barcode.tsx'
import { Countdown } from './Countdown.tsx'
import { Outcome } from './Outcome.tsx'
import './pay.css'

type Shown = ResponseOf<Routes['paymentCodes']['create']>
const ISSUED = 'paymentCodes.create'
/** A till that was answered and the phone that paid know within two seconds. */
const LOOK_EVERY_MS = 1_000

/** The code that a shop scans: good once, for a minute, and what becomes of it is told here. */
export function Code(): ReactNode {
  const t = useT()
  const client = useQueryClient()
  // A code is issued when the page opens and never taken from memory: it is good once.
  const issued = useQuery({
    queryKey: [ISSUED],
    queryFn: () => api.paymentCodes.create(),
    gcTime: 0,
    staleTime: Infinity,
  })
  const renew = (): void => void client.resetQueries({ queryKey: [ISSUED] })
  return (
    <Page title={t('pay.code')}>
      <Loaded read={issued}>
        {(shown) => <Live key={shown.id} shown={shown} renew={renew} />}
      </Loaded>
    </Page>
  )
}

function Live(props: { shown: Shown; renew: () => void }): ReactNode {
  const { shown, renew } = props
  const read = useRead(
    'paymentCodes.get',
    api.paymentCodes.get,
    { params: { id: shown.id } },
    { everyMs: (found) => (isOver(found?.state) ? false : LOOK_EVERY_MS) },
  )
  const found = read.data
  if (found && found.state === 'user_paying' && found.codePayment !== null) {
    return <Asked id={found.codePayment} />
  }
  if (found && isOver(found.state)) return <Outcome found={found} renew={renew} />
  return <Ready shown={shown} renew={renew} />
}

function isOver(state: string | undefined): boolean {
  return state !== undefined && state !== 'shown' && state !== 'user_paying'
}

function Ready({ shown, renew }: { shown: Shown; renew: () => void }): ReactNode {
  const t = useT()
  return (
    <>
      <section className="wt-card pay-code">
        <Barcode digits={shown.code} label={t('pay.barcode')} />
        <Digits digits={shown.code} />
        <QrCode text={shown.code} label={t('pay.qr')} />
        <Countdown until={shown.expiresAt} onOver={renew} />
      </section>
      <p className="muted pay-hint">{t('pay.hint')}</p>
    </>
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
