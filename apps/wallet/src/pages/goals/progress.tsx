import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import './goals.css'

export type GoalView = ResponseOf<Routes['goals']['list']>['items'][number]

/** How far somebody is: a bar, and the numbers that it stands for. */
export function Progress(props: { saved: string; target: string; asset: string }): ReactNode {
  const t = useT()
  const { saved, target, asset } = props
  const percent = percentOf(saved, target)
  return (
    <>
      <span className="goals-bar" role="img" aria-label={t('goals.percent', { percent })}>
        <i style={{ width: `${Math.min(percent, 100)}%` }} data-reached={percent >= 100} />
      </span>
      <span className="goals-sums">
        <Amount value={saved} asset={asset} /> / <Amount value={target} asset={asset} />
        <span>{`${percent}%`}</span>
      </span>
    </>
  )
}

/** Whole per cent, cut off: a hundred is a hundred only when all of it is there. */
function percentOf(saved: string, target: string): number {
  return Number((BigInt(saved) * 100n) / BigInt(target))
}
