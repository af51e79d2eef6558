import { Amount } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { codeOf } from '../../../data/problem.ts'
import { api, useRead } from '../../../data/queries.ts'
import { useT } from '../../../i18n/index.ts'
import { Button, ButtonLink } from '../../../parts/page/Button.tsx'
import { Page } from '../../../parts/page/Page.tsx'
import { Facts } from '../../../parts/page/Rows.tsx'
import { Failed } from '../../../parts/state/Failed.tsx'
import { Loaded, Nothing } from '../../../parts/state/Loaded.tsx'
import { When } from '../../../parts/time/When.tsx'
import { Confirm } from '../quoted/Confirm.tsx'
import { useQuote } from '../quoted/use-quote.ts'
import { BackToShop } from './BackToShop.tsx'
import { Ended } from './Ended.tsx'
import type { Opened } from './opened.ts'
import './checkout.css'

/** While it is open somebody else may pay it, the shop may cancel it, and its time runs. */
const LOOK_EVERY_MS = 4_000

/** A checkout link: to whom, what for and how much; then the sheet, as after a scan. */
export function Checkout(): ReactNode {
  const t = useT()
  const { code = '' } = useParams()
  const read = useRead(
    'myCheckouts.get',
    api.myCheckouts.get,
    { params: { code } },
    { everyMs: (found) => (found?.state === 'open' ? LOOK_EVERY_MS : false) },
  )
  const found = read.data
  if (found?.state === 'open' && found.waiting === null) return <Open checkout={found} />
  if (codeOf(read.error) === 'checkout_not_found') return <Wrong />
  return (
    <Page title={t('checkout.title')} foot={found ? <Done /> : undefined}>
      <Loaded read={read}>{(checkout) => <Ended checkout={checkout} />}</Loaded>
    </Page>
  )
}

function Open({ checkout }: { checkout: Opened }): ReactNode {
  const t = useT()
  const { code, merchant, asset, amount, title, description, reference, expiresAt } = checkout
  const { quote, ask, busy, error, leave } = useQuote({ payee: { kind: 'code', code } })
  return (
    <Page
      title={t('checkout.title')}
      foot={
        <Button look="main" busy={busy} onClick={() => ask()}>
          {t('checkout.pay')}
        </Button>
      }
    >
      <section className="wt-card checkout-order">
        <p className="muted">{t('quoted.to')}</p>
        <h2>{merchant.name}</h2>
        <Amount value={{ amount, asset }} size="hero" />
        <p className="checkout-title">{title}</p>
        {description === null ? null : <p className="muted">{description}</p>}
      </section>
      <div className="wt-card">
        <Facts
          items={[
            ...(reference === null ? [] : [{ label: t('quoted.reference'), value: reference }]),
            { label: t('checkout.payBy'), value: <When at={expiresAt} /> },
          ]}
        />
      </div>
      {error && !quote ? <Failed error={error} onRetry={() => ask()} /> : null}
      <p className="checkout-hint">{t('checkout.hint')}</p>
      <BackToShop to={checkout.returnTo} />
      {quote ? (
        <Confirm {...{ quote, ask, busy }} asked={error} what={title} onClose={leave} />
      ) : null}
    </Page>
  )
}

function Wrong(): ReactNode {
  const t = useT()
  return (
    <Page title={t('checkout.title')} foot={<Done />}>
      <Nothing title={t('checkout.wrong')} hint={t('checkout.wrongHint')} picture="search" />
    </Page>
  )
}

function Done(): ReactNode {
  const t = useT()
  return (
    <ButtonLink look="main" to="/">
      {t('action.done')}
    </ButtonLink>
  )
}
