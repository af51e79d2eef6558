import { Amount } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { ButtonLink } from '../../parts/page/Button.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row } from '../../parts/page/Rows.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { Days } from '../../parts/time/When.tsx'

/** Everything somebody had doubts about, newest first. */
export function Disputes(): ReactNode {
  const t = useT()
  const label = useLabel()
  const read = useRead('myDisputes.list', api.myDisputes.list, { query: { limit: 100 } })
  return (
    <Page title={t('disputes.title')} back="/me">
      <Loaded read={read}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing
              title={t('disputes.none')}
              hint={t('disputes.noneHint')}
              action={<ButtonLink to="/bills">{t('disputes.toBills')}</ButtonLink>}
            />
          ) : (
            <Days
              items={items}
              at={({ openedAt }) => openedAt}
              row={(each) => (
                <Row
                  key={each.id}
                  to={`/disputes/${each.id}`}
                  title={each.merchant.name}
                  note={label('disputes.state', each.state)}
                  value={<Amount value={each.amount} asset={each.asset} />}
                />
              )}
            />
          )
        }
      </Loaded>
    </Page>
  )
}
