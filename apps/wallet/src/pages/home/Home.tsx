import { AbacusMark } from '@suanpan/ui'
import {
  ReceivePaymentOutline,
  ScanningOutline,
  SendOutline,
  SystemQRcodeOutline,
} from 'antd-mobile-icons'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useT, type Key } from '../../i18n/index.ts'
import { useHasPage } from '../../shell/places.ts'
import { Tabbed } from '../../shell/Tabbed.tsx'
import './home.css'

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
  return (
    <Tabbed title={t('brand.name')} side={<AbacusMark size={28} />}>
      <Actions />
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
