import { Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { ButtonLink } from '../../parts/page/Button.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import { useHasPage } from '../../shell/places.ts'

type Mine = ResponseOf<Routes['myAgreements']['list']>['items'][number]
const SHOWN = 200

/** Who may deduct by themselves, and who no longer may. */
export function Agreements(): ReactNode {
  const t = useT()
  const read = useRead('myAgreements.list', api.myAgreements.list, { query: { limit: SHOWN } })
  return (
    <Page title={t('agreements.title')}>
      <Loaded read={read}>
        {({ items }) => (items.length === 0 ? <None /> : <Lists items={items} />)}
      </Loaded>
    </Page>
  )
}

function None(): ReactNode {
  const t = useT()
  const hasPage = useHasPage()
  return (
    <Nothing
      title={t('agreements.none')}
      hint={t('agreements.noneHint')}
      action={
        hasPage('/scan') ? <ButtonLink to="/scan">{t('agreements.scan')}</ButtonLink> : undefined
      }
    />
  )
}

function Lists(props: { items: readonly Mine[] }): ReactNode {
  const t = useT()
  const label = useLabel()
  const active = props.items.filter(({ state }) => state === 'active')
  const ended = props.items.filter(({ state }) => state === 'cancelled')
  return (
    <>
      {active.length === 0 ? null : (
        <Rows title={t('agreements.active')} note={t('agreements.activeNote')}>
          {active.map((each) => (
            <Row
              key={each.id}
              to={`/agreements/${each.id}`}
              title={each.merchant.name}
              note={each.purpose}
              value={
                <>
                  <Amount value={each.perPeriod} asset={each.asset} />
                  {label('agreements.per', each.period)}
                </>
              }
            />
          ))}
        </Rows>
      )}
      {ended.length === 0 ? null : (
        <Rows title={t('agreements.ended')}>
          {ended.map((each) => (
            <Row
              key={each.id}
              to={`/agreements/${each.id}`}
              title={each.merchant.name}
              note={each.purpose}
              value={each.cancelledAt ? <When at={each.cancelledAt} show="day" /> : undefined}
            />
          ))}
        </Rows>
      )}
    </>
  )
}
