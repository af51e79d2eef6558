import { AbacusMark, AbacusNumber } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import { useT } from '../../i18n/index.ts'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'
import { useTitle } from '../../parts/page/Page.tsx'
import { setPreferences, usePreferences } from '../../preferences.ts'
import { useMe } from '../../session/session.ts'
import { useHasPage } from '../../shell/places.ts'
import './welcome.css'

/** The first screen: what this is, in which language and size, and the two ways in. */
export function Welcome(): ReactNode {
  const t = useT()
  const me = useMe()
  const hasPage = useHasPage()
  const { language, elder } = usePreferences()
  const [search] = useSearchParams()
  const next = search.get('next')
  const suffix = next ? `?next=${encodeURIComponent(next)}` : ''
  useTitle(t('welcome.title'))
  if (me.data) return <Navigate to={safeTarget(next)} replace />
  return (
    <div className="wt-page welcome">
      <header className="welcome-tools">
        <Button
          small
          look="words"
          onClick={() => setPreferences({ language: language === 'zh' ? 'en' : 'zh' })}
        >
          {language === 'zh' ? t('shell.english') : t('shell.chinese')}
        </Button>
      </header>
      <main className="welcome-main">
        <AbacusMark size={56} />
        <h1>{t('brand.name')}</h1>
        <p>{t('welcome.lead')}</p>
        <div className="welcome-picture" aria-hidden="true">
          <AbacusNumber digits="20260308" rods={8} label="" height={108} />
        </div>
      </main>
      <footer className="wt-foot">
        <Button onClick={() => setPreferences({ elder: !elder })}>
          {elder ? t('welcome.standard') : t('welcome.elder')}
        </Button>
        {hasPage('/sign-in') ? (
          <ButtonLink to={`/sign-in${suffix}`}>{t('welcome.signIn')}</ButtonLink>
        ) : null}
        {hasPage('/register') ? (
          <ButtonLink look="main" to={`/register${suffix}`}>
            {t('welcome.register')}
          </ButtonLink>
        ) : null}
      </footer>
    </div>
  )
}

/** Only a path of this wallet: an address in a link cannot lead anywhere else. */
function safeTarget(next: string | null): string {
  return next !== null && /^\/(?!\/)/.test(next) ? next : '/'
}
