import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { ButtonLink } from '../../parts/page/Button.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { Days, When } from '../../parts/time/When.tsx'

/** What somebody asked us, the last one written in on top. */
export function Service(): ReactNode {
  const t = useT()
  const read = useRead('myConversations.list', api.myConversations.list, { query: { limit: 100 } })
  return (
    <Page
      title={t('service.title')}
      back="/help"
      foot={
        <ButtonLink to="/service/new" look="main">
          {t('service.ask')}
        </ButtonLink>
      }
    >
      <Loaded read={read}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('service.none')} hint={t('service.noneHint')} />
          ) : (
            <Days
              items={items}
              at={({ movedAt }) => movedAt}
              row={(each) => (
                <Row
                  key={each.id}
                  to={`/service/${each.id}`}
                  title={t(`service.topic.${each.topic}`)}
                  note={t('service.numberAndState', {
                    number: each.number,
                    state: t(each.overdue ? 'service.overdue' : `service.state.${each.state}`),
                  })}
                  value={<When at={each.movedAt} show="time" />}
                />
              )}
            />
          )
        }
      </Loaded>
      <Rows>
        <Row title={t('disputes.title')} to="/disputes" />
      </Rows>
    </Page>
  )
}
