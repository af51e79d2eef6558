import { Switch } from 'antd-mobile'
import type { ReactNode } from 'react'
import { api, useRead, useWrite } from '../../../data/queries.ts'
import { useLanguage, useT } from '../../../i18n/index.ts'
import { Page } from '../../../parts/page/Page.tsx'
import { Row, Rows } from '../../../parts/page/Rows.tsx'
import { Failed } from '../../../parts/state/Failed.tsx'
import { Loaded } from '../../../parts/state/Loaded.tsx'
import { When } from '../../../parts/time/When.tsx'

/** What one agreed to and when; what is optional can be taken back here. */
export function Privacy(): ReactNode {
  const t = useT()
  const language = useLanguage()
  const documents = useRead('wallet.documents', api.wallet.documents, {})
  const consents = useRead('myConsents.list', api.myConsents.list, {})
  const record = useWrite(api.myConsents.record, ['myConsents.list'])
  const holding = (document: string) =>
    consents.data?.items.find((consent) => consent.document === document)
  return (
    <Page title={t('privacy.title')} back="/me">
      <p className="small muted">{t('identity.stored')}</p>
      <Loaded read={consents}>
        {() => (
          <Rows title={t('privacy.consents')} note={t('privacy.consentsHint')}>
            {(documents.data?.items ?? []).map(({ document, version, title, required }) => {
              const held = holding(document)
              const given = held?.given === true
              return (
                <Row
                  key={document}
                  title={title[language]}
                  note={held ? <When at={held.at} /> : t('privacy.never')}
                  value={
                    required ? (
                      t(given ? 'privacy.agreed' : 'privacy.notAgreed')
                    ) : (
                      <Switch
                        checked={given}
                        loading={record.isPending}
                        aria-label={title[language]}
                        onChange={(on) => record.mutate({ body: { document, version, given: on } })}
                      />
                    )
                  }
                />
              )
            })}
          </Rows>
        )}
      </Loaded>
      {record.error ? <Failed error={record.error} /> : null}
      <section>
        <h2 className="wt-rows-title">{t('privacy.data')}</h2>
        <a className="wt-button wt-button-edge" href="/v1/me/export" download>
          {t('privacy.export')}
        </a>
        <p className="wt-rows-note">{t('privacy.exportHint')}</p>
      </section>
      <Rows>
        <Row title={t('close.title')} note={t('close.rowHint')} to="/me/close" />
      </Rows>
    </Page>
  )
}
