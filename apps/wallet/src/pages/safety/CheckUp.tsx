import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { useHasPage } from '../../shell/places.ts'

/** Where each thing is put right. */
const PLACES: Record<string, string> = {
  real_name: '/me/real-name',
  pin: '/me/security/pin',
  passkey: '/me/security/passkeys',
  locks: '/me/locks',
  devices: '/me/security/devices',
  sign_ins: '/me/security/sign-ins',
}

/** What is done for the safety of the wallet, and what is left to do. */
export function CheckUp(): ReactNode {
  const t = useT()
  const read = useRead('myCheckUp.get', api.myCheckUp.get, {})
  return (
    <Page title={t('safety.checkUp')} back="/me">
      <Loaded read={read}>
        {({ items }) => {
          const todo = items.filter(({ state }) => state === 'todo')
          const good = items.filter(({ state }) => state === 'good')
          return (
            <>
              <Notice tone={todo.length === 0 ? 'done' : 'warning'}>
                {todo.length === 0
                  ? t('safety.allGood')
                  : t('safety.todoCount', { count: todo.length })}
              </Notice>
              {todo.length === 0 ? null : (
                <Rows title={t('safety.todo')}>
                  {todo.map((item) => (
                    <Item key={item.code} {...item} />
                  ))}
                </Rows>
              )}
              {good.length === 0 ? null : (
                <Rows title={t('safety.good')}>
                  {good.map((item) => (
                    <Item key={item.code} {...item} />
                  ))}
                </Rows>
              )}
              <Rows>
                <Row title={t('safety.limits')} to="/me/limits" />
                <Row title={t('safety.locks')} to="/me/locks" />
              </Rows>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

function Item(props: { code: string; why: string | null }): ReactNode {
  const t = useT()
  const label = useLabel()
  const hasPage = useHasPage()
  const { code, why } = props
  const to = PLACES[code]
  const leads = to !== undefined && hasPage(to)
  return (
    <Row
      title={label('safety.item', code)}
      {...(why !== null && { note: label('safety.why', `${code}.${why}`) })}
      value={why === null ? t('safety.done') : ''}
      {...(leads && { to })}
    />
  )
}
