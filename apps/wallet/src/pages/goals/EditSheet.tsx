import { useState, type ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { textOf } from '../../parts/money/typed.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { bodyOf, GoalFields, type Drafted } from './Fields.tsx'
import type { GoalView } from './progress.tsx'

/** Another name, amount, day or rhythm. */
export function EditSheet(props: {
  goal: GoalView
  open: boolean
  onClose: () => void
}): ReactNode {
  const t = useT()
  return (
    <Sheet open={props.open} title={t('goals.edit')} onClose={props.onClose}>
      {props.open ? <Form goal={props.goal} onClose={props.onClose} /> : null}
    </Sheet>
  )
}

function Form(props: { goal: GoalView; onClose: () => void }): ReactNode {
  const t = useT()
  const { goal, onClose } = props
  const [draft, setDraft] = useState(draftOf(goal))
  const change = useWrite(api.goals.change, ['goals.get', 'goals.list'])
  const body = bodyOf(draft)
  const send = (): void => {
    if (body) change.mutate({ params: { id: goal.id }, body }, { onSuccess: onClose })
  }
  return (
    <>
      <GoalFields value={draft} onChange={setDraft} />
      {change.error ? <Failed error={change.error} /> : null}
      <Button look="main" busy={change.isPending} disabled={!body} onClick={send}>
        {t('action.save')}
      </Button>
    </>
  )
}

function draftOf({ name, target, due, regular }: GoalView): Drafted {
  return {
    name: name ?? '',
    target: textOf(BigInt(target)),
    due: due ?? '',
    every: regular?.every ?? 'never',
    regular: regular ? textOf(BigInt(regular.amount)) : '',
  }
}
