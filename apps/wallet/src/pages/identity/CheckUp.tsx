import { CheckCircleOutline, ExclamationTriangleOutline } from 'antd-mobile-icons'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'

/** The check-up: what protects this wallet already, and what is still to do. */
export function CheckUp(): ReactNode {
  const t = useT()
  const read = useRead('myCheckUp.get', api.myCheckUp.get, {})
  return (
    <Loaded read={read} bones={3}>
      {({ items }) => (
        <Rows title={t('security.checkUp')}>
          {items.map(({ code, state }) => (
            <Row
              key={code}
              icon={state === 'good' ? <CheckCircleOutline /> : <ExclamationTriangleOutline />}
              title={t(`security.check.${code}`)}
              value={t(state === 'good' ? 'security.good' : 'security.todo')}
            />
          ))}
        </Rows>
      )}
    </Loaded>
  )
}
