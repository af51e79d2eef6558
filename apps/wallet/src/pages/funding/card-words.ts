import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useT } from '../../i18n/index.ts'

export type Card = ResponseOf<Routes['cards']['list']>['items'][number]

/** A card as one says it: 云溪银行 储蓄卡（8888）. */
export function useCardWords(): (card: Pick<Card, 'bank' | 'kind' | 'lastFour'>) => string {
  const t = useT()
  return ({ bank, kind, lastFour }) =>
    t('cards.ending', { bank, kind: t(`cards.kind.${kind}`), lastFour })
}
