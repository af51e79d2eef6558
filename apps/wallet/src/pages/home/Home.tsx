import { AbacusMark, Amount } from '@suanpan/ui'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import {
  ReceivePaymentOutline,
  RightOutline,
  ScanningOutline,
  SendOutline,
  SystemQRcodeOutline,
} from 'antd-mobile-icons'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useT, type Key } from '../../i18n/index.ts'
import { Eye, Owned } from '../../parts/money/Money.tsx'
import { ButtonLink } from '../../parts/page/Button.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import { usePreferences } from '../../preferences.ts'
import { useCan, useHasPage } from '../../shell/places.ts'
import { Tabbed } from '../../shell/Tabbed.tsx'
import { More } from './More.tsx'
import { ToDos } from './ToDos.tsx'
import './home.css'

type Holdings = ResponseOf<Routes['me']['holdings']>

const ACTIONS: readonly { path: string; text: Key; icon: ReactNode; main?: true }[] = [
  { path: '/scan', text: 'home.scan', icon: <ScanningOutline aria-hidden="true" /> },
  {
    path: '/code',
    text: 'home.code',
    icon: <SystemQRcodeOutline aria-hidden="true" />,
    main: true,
  },
  { path: '/collect', text: 'home.collect', icon: <ReceivePaymentOutline aria-hidden="true" /> },
  { path: '/transfer', text: 'home.transfer', icon: <SendOutline aria-hidden="true" /> },
]

/** Where one starts: what one has, and the four things done every day. */
export function Home(): ReactNode {
  const t = useT()
  const { elder } = usePreferences()
  const can = useCan()
  const read = useRead('me.holdings', api.me.holdings, {})
  return (
    <Tabbed title={t('brand.name')} side={<AbacusMark size={28} />}>
      <Actions />
      <Loaded read={read} bones={2}>
        {(holdings) => (
          <>
            {can('stored_balance') ? <MoneyCard money={holdings.money} /> : null}
            {elder ? null : <PointsStrip points={holdings.points} />}
          </>
        )}
      </Loaded>
      <ToDos />
      {elder ? null : <More />}
    </Tabbed>
  )
}

function Actions(): ReactNode {
  const t = useT()
  const hasPage = useHasPage()
  const there = ACTIONS.filter(({ path }) => hasPage(path))
  if (there.length === 0) return null
  return (
    <nav className="home-actions" aria-label={t('home.actions')}>
      {there.map((action) => (
        <Link key={action.path} to={action.path} data-main={action.main === true}>
          {action.icon}
          {t(action.text)}
        </Link>
      ))}
    </nav>
  )
}

function MoneyCard(props: { money: Holdings['money'] }): ReactNode {
  const t = useT()
  const hasPage = useHasPage()
  return (
    <section className="wt-card home-money">
      <div className="home-money-head">
        <h2>{t('home.money')}</h2>
        <Eye />
      </div>
      <Owned value={props.money} size="hero" />
      <div className="home-money-ways">
        {hasPage('/top-up') ? (
          <ButtonLink small to="/top-up">
            {t('home.topUp')}
          </ButtonLink>
        ) : null}
        {hasPage('/withdraw') ? (
          <ButtonLink small to="/withdraw">
            {t('home.withdraw')}
          </ButtonLink>
        ) : null}
        {hasPage('/cards') ? (
          <ButtonLink small to="/cards">
            {t('home.cards')}
          </ButtonLink>
        ) : null}
      </div>
    </section>
  )
}

function PointsStrip(props: { points: Holdings['points'] }): ReactNode {
  const t = useT()
  const [first] = props.points
  if (!first) return null
  return (
    <Link to="/points" className="wt-card home-points">
      <span>{t('points.title')}</span>
      <Amount value={first.available} asset={first.asset} />
      {first.expiringNext ? (
        <span className="small muted home-points-next">
          {t('home.pointsNext')} <When at={dayBefore(first.expiringNext.expiresAt)} show="day" />
        </span>
      ) : null}
      <RightOutline aria-hidden="true" />
    </Link>
  )
}

/** A lot is over at midnight: what is said is the last day it can be spent on. */
function dayBefore(expiresAt: string): string {
  return new Date(new Date(expiresAt).getTime() - 1).toISOString()
}
