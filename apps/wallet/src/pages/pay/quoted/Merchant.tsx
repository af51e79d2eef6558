import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { Amount } from '@suanpan/ui'
import { useState, type ReactNode } from 'react'
import { useT } from '../../../i18n/index.ts'
import { AmountField } from '../../../parts/money/AmountField.tsx'
import { minorOf } from '../../../parts/money/typed.ts'
import { Button } from '../../../parts/page/Button.tsx'
import { Page } from '../../../parts/page/Page.tsx'
import { Failed } from '../../../parts/state/Failed.tsx'
import { Confirm } from './Confirm.tsx'
import { useQuote } from './use-quote.ts'

type Scanned = ResponseOf<Routes['scans']['create']>

/** A merchant's code: to whom, how much where the code does not say it, and then the sheet. */
export function Merchant({ scanned }: { scanned: Scanned }): ReactNode {
  const t = useT()
  const [text, setText] = useState('')
  const { code, name, asset, amount: fixed } = scanned
  const minor = fixed === null ? minorOf(text) : BigInt(fixed)
  const { quote, ask, busy, error, leave } = useQuote({
    payee: { kind: 'code', code },
    ...(fixed === null && { amount: { amount: String(minor ?? 0n), asset } }),
  })
  return (
    <Page
      title={t('quoted.title')}
      foot={
        <Button look="main" busy={busy} disabled={!minor} onClick={() => ask()}>
          {t('action.next')}
        </Button>
      }
    >
      <section className="wt-card quoted-payee">
        <p className="muted">{t('quoted.to')}</p>
        <h2>{name}</h2>
        {fixed === null ? null : <Amount value={{ amount: fixed, asset }} size="hero" />}
      </section>
      {error && !quote ? <Failed error={error} /> : null}
      {fixed === null ? (
        <AmountField label={t('quoted.amount')} value={text} onChange={setText} />
      ) : null}
      {quote ? <Confirm {...{ quote, ask, busy }} asked={error} onClose={leave} /> : null}
    </Page>
  )
}
