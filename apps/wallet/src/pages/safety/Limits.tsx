import { Amount } from '@suanpan/ui'
import { LIMITS, REAL_NAME_CLASSES } from '@suanpan/contract/safety-words'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { CNY } from '../../parts/money/typed.ts'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'

/** What the class of a person allows, what of it is used, and when it begins anew. */
export function Limits(): ReactNode {
  const t = useT()
  const language = useLanguage()
  const read = useRead('myLimits.list', api.myLimits.list, {})
  return (
    <Page title={t('safety.limits')} back="/me">
      <Loaded read={read}>
        {({ class: className, coolingOff, items }) => (
          <>
            <Rows>
              <Row
                title={t('safety.class')}
                value={REAL_NAME_CLASSES[className][language]}
                to="/me/real-name"
              />
            </Rows>
            {coolingOff ? <Notice tone="warning">{t('safety.coolingOff')}</Notice> : null}
            {className === 'unverified' ? (
              <Notice tone="warning">{t('safety.unverifiedHint')}</Notice>
            ) : null}
            <Rows note={t('safety.limitsNote')}>
              {items.map(({ kind, limit, used, available, resetsAt }) => (
                <Row
                  key={kind}
                  title={LIMITS[kind][language]}
                  note={
                    <>
                      {t('safety.used')} <Amount value={used} asset={CNY} /> /{' '}
                      <Amount value={limit} asset={CNY} />
                      <br />
                      {resetsAt === null ? (
                        t('safety.neverResets')
                      ) : (
                        <>
                          {t('safety.resets')} <When at={resetsAt} show="day" />
                        </>
                      )}
                    </>
                  }
                  value={
                    <>
                      {t('safety.left')} <Amount value={available} asset={CNY} />
                    </>
                  }
                />
              ))}
            </Rows>
          </>
        )}
      </Loaded>
    </Page>
  )
}
