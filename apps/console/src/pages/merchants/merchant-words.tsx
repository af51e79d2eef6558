import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { StateTag } from '../../parts/StateTag.tsx'

export type MerchantRow = ResponseOf<Routes['merchants']['list']>['items'][number]

export function MerchantState(props: { active: boolean }): ReactNode {
  const t = useT()
  return (
    <StateTag tone={props.active ? 'good' : 'quiet'}>
      {t(props.active ? 'merchants.active' : 'merchants.inactive')}
    </StateTag>
  )
}

/** Basis points as people read them: 60 is 0.60%. */
export function percent(basisPoints: number): string {
  return `${(basisPoints / 100).toFixed(2)}%`
}
