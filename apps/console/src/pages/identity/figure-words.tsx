import { Amount } from '@suanpan/ui'
import { FIGURES, REAL_NAME_CLASSES } from '@suanpan/contract/safety-words'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { useT, type Translate } from '../../i18n/index.ts'

const CNY = 'CNY/2'

export type Figure = ResponseOf<Routes['figures']['list']>['items'][number]
export type Bilingual = (text: { zh: string; en: string }) => string

/** Which limit, and of whom. */
export function figureName(
  { class: name, kind }: Figure,
  t: Translate,
  bilingual: Bilingual,
): string {
  const whose = name === 'any' ? t('figures.anyClass') : bilingual(REAL_NAME_CLASSES[name])
  return `${bilingual(FIGURES[kind])} · ${whose}`
}

/** In yuan, as a count or as a share. */
export function Value(props: { figure: Pick<Figure, 'unit' | 'value'> }): ReactNode {
  const t = useT()
  const { unit, value } = props.figure
  if (unit === 'money') return <Amount value={value} asset={CNY} />
  return (
    <span className="sp-num">
      {unit === 'percent' ? `${value} %` : t('figures.count', { count: value })}
    </span>
  )
}
