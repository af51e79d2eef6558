import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { ButtonLink } from '../../parts/page/Button.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { Progress, type GoalView } from './progress.tsx'

/** What the person saves for. */
export function Goals(): ReactNode {
  const t = useT()
  const read = useRead('goals.list', api.goals.list, {})
  return (
    <Page
      title={t('goals.title')}
      foot={
        <ButtonLink to="/goals/new" look="main">
          {t('goals.new')}
        </ButtonLink>
      }
    >
      <Loaded read={read}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('goals.none')} hint={t('goals.noneHint')} />
          ) : (
            items.map((goal) => <Card key={goal.id} {...goal} />)
          )
        }
      </Loaded>
    </Page>
  )
}

function Card(goal: GoalView): ReactNode {
  const t = useT()
  const { id, name, saved, target, asset, due, regular, together } = goal
  return (
    <Link to={`/goals/${id}`} className="wt-card goals-card">
      <strong>{name ?? t('goals.nameless')}</strong>
      <Progress saved={saved} target={target} asset={asset} />
      <span className="wt-row-note goals-facts">
        {due === null ? null : <span>{t('goals.by', { day: due })}</span>}
        {regular === null ? null : <span>{t('goals.nextOn', { day: regular.next })}</span>}
        {together.length > 1 ? <span>{t('goals.people', { count: together.length })}</span> : null}
      </span>
    </Link>
  )
}
