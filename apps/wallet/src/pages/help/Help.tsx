import { BellOutline, MessageOutline } from 'antd-mobile-icons'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { useHasPage } from '../../shell/places.ts'
import { LESSONS, QUESTIONS, textsOf } from './lessons.ts'
import './help.css'

/** Help: what people ask most, and short lessons that keep money where it is. */
export function Help(): ReactNode {
  const t = useT()
  const hasPage = useHasPage()
  return (
    <Page title={t('help.title')} back="/me">
      <section>
        <h2 className="wt-rows-title">{t('help.questions')}</h2>
        <div className="wt-rows">
          {QUESTIONS.map((question) => (
            <details key={question} className="help-question">
              <summary>{t(`help.${question}.asked`)}</summary>
              <p>{t(`help.${question}.answer`)}</p>
            </details>
          ))}
        </div>
      </section>
      <Rows title={t('help.lessons')} note={t('help.lessonsHint')}>
        {LESSONS.map((lesson) => (
          <Row key={lesson} title={t(textsOf(lesson).title)} to={`/help/${lesson}`} />
        ))}
      </Rows>
      {hasPage('/service') ? (
        <Rows>
          <Row icon={<MessageOutline />} title={t('help.service')} to="/service" />
        </Rows>
      ) : null}
      {hasPage('/me/security') ? (
        <Rows>
          <Row icon={<BellOutline />} title={t('help.freeze')} to="/me/security" />
        </Rows>
      ) : null}
    </Page>
  )
}
