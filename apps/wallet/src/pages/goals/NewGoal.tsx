import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api, newIdempotencyKey, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { bodyOf, EMPTY, GoalFields } from './Fields.tsx'
import './goals.css'

/** A new goal; the money itself is put in afterwards. */
export function NewGoal(): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const [draft, setDraft] = useState(EMPTY)
  const [key] = useState(newIdempotencyKey)
  const create = useWrite(api.goals.create, ['goals.list'])
  const body = bodyOf(draft)
  const send = (): void => {
    if (!body) return
    create.mutate(
      { body, idempotencyKey: key },
      { onSuccess: ({ id }) => void navigate(`/goals/${id}`, { replace: true }) },
    )
  }
  return (
    <Page
      title={t('goals.new')}
      back="/goals"
      foot={
        <Button look="main" busy={create.isPending} disabled={!body} onClick={send}>
          {t('goals.create')}
        </Button>
      }
    >
      <GoalFields value={draft} onChange={setDraft} />
      <Notice>{t('goals.promise')}</Notice>
      {create.error ? <Failed error={create.error} /> : null}
    </Page>
  )
}
