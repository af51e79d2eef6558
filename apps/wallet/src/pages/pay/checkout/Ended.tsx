import type { ReactNode } from 'react'
import { useT, type Key } from '../../../i18n/index.ts'
import { Result, type Certainty } from '../../../parts/act/Result.tsx'
import { ButtonLink } from '../../../parts/page/Button.tsx'
import { When } from '../../../parts/time/When.tsx'
import { BackToShop } from './BackToShop.tsx'
import type { Opened } from './opened.ts'

type Standing = 'waiting' | 'mine' | 'somebody' | 'cancelled' | 'expired'

const WORDS: Record<Standing, { state: Certainty; title: Key; note: Key }> = {
  waiting: { state: 'processing', title: 'checkout.waiting', note: 'quoted.processingHint' },
  mine: { state: 'done', title: 'checkout.mine', note: 'checkout.mineHint' },
  somebody: { state: 'done', title: 'checkout.somebody', note: 'checkout.somebodyHint' },
  cancelled: { state: 'failed', title: 'checkout.cancelled', note: 'checkout.endedHint' },
  expired: { state: 'failed', title: 'checkout.expired', note: 'checkout.endedHint' },
}

/** A checkout that there is nothing to do about any more: how it ended, and that nothing was taken. */
export function Ended({ checkout }: { checkout: Opened }): ReactNode {
  const t = useT()
  const { merchant, asset, amount, title, payment, waiting, endedAt } = checkout
  const standing = standingOf(checkout)
  const { state, title: said, note } = WORDS[standing]
  const own = payment ?? (standing === 'waiting' ? waiting : null)
  return (
    <>
      <Result
        state={state}
        title={t(said)}
        amount={{ amount, asset }}
        note={t(note)}
        help={false}
        lines={[
          { label: t('pay.payee'), value: merchant.name },
          { label: t('checkout.what'), value: title },
          ...(endedAt === null ? [] : [{ label: t('pay.time'), value: <When at={endedAt} /> }]),
        ]}
      />
      {own === null ? null : (
        <ButtonLink look="words" to={`/payments/${own}`}>
          {t('checkout.seePayment')}
        </ButtonLink>
      )}
      <BackToShop to={checkout.returnTo} />
    </>
  )
}

function standingOf({ state, payment }: Opened): Standing {
  if (state === 'paid') return payment === null ? 'somebody' : 'mine'
  return state === 'open' ? 'waiting' : state
}
