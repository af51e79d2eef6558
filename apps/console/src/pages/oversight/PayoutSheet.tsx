import { Amount } from '@suanpan/ui'
import { PAYOUT_REJECTIONS, REAL_NAME_CLASSES } from '@suanpan/contract/safety-words'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useBilingual, useT } from '../../i18n/index.ts'
import { PersonLink } from '../../parts/links.tsx'
import { Facts, Sheet } from '../../parts/Page.tsx'
import { ProblemPanel } from '../../parts/ProblemPanel.tsx'
import { When } from '../../parts/When.tsx'

/** The kind of approval that lets a large withdrawal of a person go to the bank. */
export const PAYOUT_KIND = 'payout.large'

/** What one has to know of a large withdrawal to let it go or not: whose, how much, to which card, since when. */
export function PayoutSheet(props: { withdrawal: string }): ReactNode {
  const t = useT()
  const bilingual = useBilingual()
  const reading = useRead('payouts.get', api.payouts.get, { params: { id: props.withdrawal } })
  const payout = reading.data
  if (!payout) {
    return (
      <Sheet title={t('payout.title')}>
        {reading.error ? (
          <ProblemPanel error={reading.error} onRetry={() => void reading.refetch()} />
        ) : (
          <Skeleton active paragraph={{ rows: 4 }} />
        )}
      </Sheet>
    )
  }
  const { person, asset, card, paidBefore, review } = payout
  const told = review?.category ? PAYOUT_REJECTIONS[review.category] : undefined
  return (
    <Sheet title={t('payout.title')}>
      <Facts
        items={[
          { label: t('payout.amount'), value: <Amount value={payout.amount} asset={asset} /> },
          { label: t('payout.fee'), value: <Amount value={payout.fee} asset={asset} /> },
          {
            label: t('payout.person'),
            value: (
              <span className="two-lines">
                <span>{[person.name, person.phone].filter(Boolean).join(' ') || '–'}</span>
                <small>
                  <PersonLink id={person.id} />
                </small>
              </span>
            ),
          },
          { label: t('payout.realName'), value: bilingual(REAL_NAME_CLASSES[payout.realName]) },
          {
            label: t('payout.walletOpened'),
            value: payout.walletOpenedAt ? (
              <When at={payout.walletOpenedAt} />
            ) : (
              t('payout.noWallet')
            ),
          },
          {
            label: t('payout.card'),
            value: (
              <span>
                {card.bank} {t(`person.cardKind.${card.kind}`)}{' '}
                <span className="sp-num">{`•••• ${card.lastFour}`}</span>
              </span>
            ),
          },
          { label: t('payout.cardBound'), value: <When at={payout.cardBoundAt} /> },
          {
            label: t('payout.before'),
            value: (
              <span>
                {t('payout.times', { count: paidBefore.count })}{' '}
                <Amount value={paidBefore.amount} asset={asset} />
              </span>
            ),
          },
          ...(told ? [{ label: t('payout.told'), value: bilingual(told.title) }] : []),
        ]}
      />
    </Sheet>
  )
}
