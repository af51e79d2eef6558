import { Amount } from '@suanpan/ui'
import { useState, type ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { textOf } from '../../parts/money/typed.ts'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Facts } from '../../parts/page/Rows.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { bodyOf, EMPTY, GoalFields } from './Fields.tsx'
import './goals.css'

/** Somebody invites to save along: what it is, and one's own goal beside theirs. */
export function Join(): ReactNode {
  const t = useT()
  const { code = '' } = useParams()
  const read = useRead('goals.lookUp', api.goals.lookUp, { body: { code } })
  return (
    <Page title={t('goals.together')} back="/goals">
      <Loaded read={read}>
        {(invitation) => (
          <>
            <section className="wt-card">
              <h2 className="goals-name">{invitation.name ?? t('goals.nameless')}</h2>
              <Facts
                items={[
                  { label: t('goals.host'), value: invitation.host ?? '*' },
                  {
                    label: t('goals.target'),
                    value: <Amount value={invitation.target} asset={invitation.asset} />,
                  },
                  { label: t('goals.members'), value: String(invitation.members) },
                ]}
              />
            </section>
            {invitation.mine === null ? (
              <OwnGoal code={code} name={invitation.name ?? ''} target={invitation.target} />
            ) : (
              <ButtonLink to={`/goals/${invitation.mine}`} look="main" replace>
                {t('goals.openMine')}
              </ButtonLink>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function OwnGoal(props: { code: string; name: string; target: string }): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const { code, name, target } = props
  const [draft, setDraft] = useState({ ...EMPTY, name, target: textOf(BigInt(target)) })
  const [key] = useState(newIdempotencyKey)
  const join = useWrite(api.goals.join, ['goals.list'])
  const body = bodyOf(draft)
  const send = (): void => {
    if (!body) return
    join.mutate(
      { body: { ...body, code }, idempotencyKey: key },
      { onSuccess: ({ id }) => void navigate(`/goals/${id}`, { replace: true }) },
    )
  }
  return (
    <>
      <Notice>{t('goals.togetherNote')}</Notice>
      <GoalFields value={draft} onChange={setDraft} />
      {join.error ? <Failed error={join.error} /> : null}
      <Button look="main" busy={join.isPending} disabled={!body} onClick={send}>
        {t('goals.join')}
      </Button>
    </>
  )
}
