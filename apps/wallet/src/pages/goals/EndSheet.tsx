import { Amount } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import type { GoalView } from './progress.tsx'

const CHANGES = ['goals.get', 'goals.list', 'me.holdings', 'bills.list']

/** Ending a goal says first where its money goes. */
export function EndSheet(props: { goal: GoalView; open: boolean; onClose: () => void }): ReactNode {
  const t = useT()
  const { goal, onClose } = props
  const end = useWrite(api.goals.end, CHANGES)
  return (
    <Sheet open={props.open} title={t('goals.endTitle')} onClose={onClose}>
      <p>
        {t('goals.endNote')} <Amount value={goal.saved} asset={goal.asset} />
      </p>
      {end.error ? <Failed error={end.error} /> : null}
      <Button
        look="main"
        busy={end.isPending}
        onClick={() => end.mutate({ params: { id: goal.id } }, { onSuccess: onClose })}
      >
        {t('goals.endConfirm')}
      </Button>
      <Button onClick={onClose}>{t('goals.keep')}</Button>
    </Sheet>
  )
}
