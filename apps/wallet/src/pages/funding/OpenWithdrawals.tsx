import { Amount } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { When } from '../../parts/time/When.tsx'
import { useCardWords } from './card-words.ts'
import { isOpen } from './outcome.tsx'

const LATEST = 10

/** Withdrawals that have no end yet, so that nobody asks where the money is. */
export function OpenWithdrawals(): ReactNode {
  const t = useT()
  const words = useCardWords()
  const read = useRead('withdrawals.list', api.withdrawals.list, { query: { limit: LATEST } })
  const open = read.data?.items.filter(({ state }) => isOpen(state)) ?? []
  if (open.length === 0) return null
  return (
    <Rows title={t('withdraw.open')}>
      {open.map(({ id, state, card, occurredAt, amount, asset }) => (
        <Row
          key={id}
          to={`/withdraw/${id}`}
          title={words(card)}
          note={
            <>
              {t(state === 'review' ? 'withdraw.open.review' : 'withdraw.open.bank')} ·{' '}
              <When at={occurredAt} />
            </>
          }
          value={<Amount value={amount} asset={asset} />}
        />
      ))}
    </Rows>
  )
}
