import {
  DesktopOutlined,
  GlobalOutlined,
  KeyOutlined,
  LogoutOutlined,
  MenuOutlined,
  MoonOutlined,
  SearchOutlined,
  SunOutlined,
} from '@ant-design/icons'
import { Button, Dropdown, Tooltip, type MenuProps } from 'antd'
import { useState, type ReactNode } from 'react'
import { useT } from '../i18n/index.ts'
import { setPreferences, usePreferences, type ModeChoice } from '../preferences.ts'
import { PasskeysDialog } from '../session/PasskeysDialog.tsx'
import { useSession, useSignOut } from '../session/session.ts'

/** Search, language, light or dark, and who is signed in. */
export function TopBar(props: {
  onMenu: () => void
  onSearch: () => void
  phone: boolean
}): ReactNode {
  const t = useT()
  return (
    <header className="topbar">
      {props.phone ? (
        <Button
          type="text"
          icon={<MenuOutlined />}
          aria-label={t('shell.menu')}
          onClick={props.onMenu}
        />
      ) : null}
      <button
        type="button"
        className="search-button"
        onClick={props.onSearch}
        // In words what it shows, also where a phone hides them.
        aria-label={`${t('palette.placeholder')} ${shortcutLabel()}`}
      >
        <SearchOutlined />
        <span>{t('palette.placeholder')}</span>
        <kbd>{shortcutLabel()}</kbd>
      </button>
      <span className="grow" />
      <Zone />
      <LanguageSwitch />
      <ModeSwitch />
      <Account />
    </header>
  )
}

export function LanguageSwitch(): ReactNode {
  const t = useT()
  const { language } = usePreferences()
  return (
    <Tooltip title={t('shell.language')}>
      <Button
        type="text"
        icon={<GlobalOutlined />}
        // With what it shows: who speaks to the page says what they see.
        aria-label={`${t('shell.language')} ${t('shell.otherLanguage')}`}
        onClick={() => setPreferences({ language: language === 'zh' ? 'en' : 'zh' })}
      >
        {t('shell.otherLanguage')}
      </Button>
    </Tooltip>
  )
}

export function ModeSwitch(): ReactNode {
  const t = useT()
  const { mode } = usePreferences()
  const icons: Record<ModeChoice, ReactNode> = {
    light: <SunOutlined />,
    dark: <MoonOutlined />,
    system: <DesktopOutlined />,
  }
  const choices: ModeChoice[] = ['light', 'dark', 'system']
  const items: MenuProps['items'] = choices.map((choice) => ({
    key: choice,
    icon: icons[choice],
    label: t(`mode.${choice}`),
    onClick: () => setPreferences({ mode: choice }),
  }))
  return (
    <Dropdown menu={{ items, selectedKeys: [mode] }} trigger={['click']}>
      <Button type="text" icon={icons[mode]} aria-label={t('shell.mode')} />
    </Dropdown>
  )
}

function Zone(): ReactNode {
  const t = useT()
  const session = useSession()
  const zone = session.data?.zone
  if (!zone) return null
  return (
    <Tooltip title={t('shell.zoneHint', { zone })}>
      <span className="zone">{zone}</span>
    </Tooltip>
  )
}

function Account(): ReactNode {
  const t = useT()
  const session = useSession()
  const signOut = useSignOut()
  const [passkeys, setPasskeys] = useState(false)
  const operator = session.data?.operator
  if (!operator) return null
  const items: MenuProps['items'] = [
    {
      key: 'who',
      disabled: true,
      label: (
        <div className="who">
          <strong>{operator.name}</strong>
          <span>
            {operator.login} · {t(`role.${operator.role}`)}
          </span>
        </div>
      ),
    },
    { type: 'divider' },
    {
      key: 'passkeys',
      icon: <KeyOutlined />,
      label: t('passkey.mine'),
      onClick: () => setPasskeys(true),
    },
    {
      key: 'out',
      icon: <LogoutOutlined />,
      label: t('session.signOut'),
      onClick: () => signOut.mutate(),
    },
  ]
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <button type="button" className="avatar" aria-label={t('shell.account')}>
          {[...operator.name][0] ?? '·'}
        </button>
      </Dropdown>
      {passkeys ? <PasskeysDialog onClose={() => setPasskeys(false)} /> : null}
    </>
  )
}

function shortcutLabel(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'
}
