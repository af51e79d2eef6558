import {
  BankcardOutline,
  BillOutline,
  CheckShieldOutline,
  FlagOutline,
  GiftOutline,
  HistogramOutline,
  PayCircleOutline,
  QuestionCircleOutline,
  TeamOutline,
} from 'antd-mobile-icons'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useT, type Key } from '../../i18n/index.ts'
import { useHasPage } from '../../shell/places.ts'

const PLACES: readonly { path: string; text: Key; icon: ReactNode }[] = [
  { path: '/life', text: 'home.life', icon: <PayCircleOutline aria-hidden="true" /> },
  { path: '/red-packets', text: 'home.redPackets', icon: <GiftOutline aria-hidden="true" /> },
  { path: '/budgets', text: 'home.budgets', icon: <HistogramOutline aria-hidden="true" /> },
  { path: '/goals', text: 'home.goals', icon: <FlagOutline aria-hidden="true" /> },
  { path: '/books', text: 'home.books', icon: <TeamOutline aria-hidden="true" /> },
  { path: '/cards', text: 'home.cards', icon: <BankcardOutline aria-hidden="true" /> },
  { path: '/agreements', text: 'home.agreements', icon: <BillOutline aria-hidden="true" /> },
  { path: '/me/security', text: 'home.security', icon: <CheckShieldOutline aria-hidden="true" /> },
  { path: '/help', text: 'home.help', icon: <QuestionCircleOutline aria-hidden="true" /> },
]

/** What is used now and then. */
export function More(): ReactNode {
  const t = useT()
  const hasPage = useHasPage()
  const there = PLACES.filter(({ path }) => hasPage(path))
  if (there.length === 0) return null
  return (
    <nav className="wt-card home-more" aria-label={t('home.more')}>
      {there.map((place) => (
        <Link key={place.path} to={place.path}>
          {place.icon}
          {t(place.text)}
        </Link>
      ))}
    </nav>
  )
}
