import { Amount } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { useLabel, useT } from '../../i18n/index.ts'

type Terms = {
  purpose: string
  asset: string
  perDeduction: string
  perPeriod: string
  period: string
  noticeHours: number
}

/** The terms of an agreement, one line each. */
export function useTermLines(): (terms: Terms) => { label: string; value: ReactNode }[] {
  const t = useT()
  const label = useLabel()
  return ({ purpose, asset, perDeduction, perPeriod, period, noticeHours }) => [
    { label: t('agreements.purpose'), value: purpose },
    {
      label: t('agreements.perDeduction'),
      value: <Amount value={perDeduction} asset={asset} />,
    },
    { label: label('agreements.most', period), value: <Amount value={perPeriod} asset={asset} /> },
    {
      label: t('agreements.notice'),
      value:
        noticeHours === 0
          ? t('agreements.noNotice')
          : t('agreements.noticeHours', { hours: noticeHours }),
    },
  ]
}
