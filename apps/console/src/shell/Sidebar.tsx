import { AbacusMark } from '@suanpan/ui'
import { Menu, type MenuProps } from 'antd'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import { api, useRead } from '../data/queries.ts'
import { useT } from '../i18n/index.ts'
import { useCan } from '../session/session.ts'
import { navigation, placeOf } from './navigation.tsx'

/** The house's sign and the menu; in a drawer on a phone. */
export function Sidebar(props: { onNavigate?: () => void }): ReactNode {
  const t = useT()
  const selected = placeOf(useLocation().pathname)?.path
  const can = useCan()
  const sandbox = useRead('sandboxBank.get', api.sandboxBank.get, {}).data !== undefined
  const items = navigation.flatMap((group): NonNullable<MenuProps['items']> => {
    const there = group.places.filter(
      ({ only, capability }) =>
        (only === undefined || sandbox) && (capability === undefined || can(capability)),
    )
    const places = there.map((place) => ({
      key: place.path,
      icon: place.icon,
      label: <Link to={place.path}>{t(place.label)}</Link>,
    }))
    if (group.label === undefined) return places
    return [{ type: 'group', key: group.label, label: t(group.label), children: places }]
  })
  return (
    <>
      <Link to="/" className="brand" {...(props.onNavigate ? { onClick: props.onNavigate } : {})}>
        <AbacusMark size={30} />
        <span className="brand-name">{t('brand.name')}</span>
        <span className="brand-place">{t('brand.console')}</span>
      </Link>
      <Menu
        mode="inline"
        items={items}
        selectedKeys={selected ? [selected] : []}
        {...(props.onNavigate ? { onClick: props.onNavigate } : {})}
      />
    </>
  )
}
