import { Amount } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT, type Key } from '../../i18n/index.ts'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { useCan, useHasPage } from '../../shell/places.ts'

/** What the check-up finds that keeps somebody from using the wallet: the rest stays in the check-up. */
const HINDRANCES: Record<string, { text: Key; to: string }> = {
  'real_name unverified': { text: 'home.todo.realName', to: '/me/real-name' },
  'pin missing': { text: 'home.todo.pin', to: '/me/security/pin' },
  'passkey missing': { text: 'home.todo.passkey', to: '/me/security/passkeys' },
}

/**
 * What waits for the person, the most urgent first: a till, a locked wallet, unread news of safety,
 * and the first thing that is missing. It stands below the balance, so that nothing jumps when it comes.
 */
export function ToDos(): ReactNode {
  const t = useT()
  const can = useCan()
  const hasPage = useHasPage()
  const asked = useRead('codeRequests.list', api.codeRequests.list, {}).data?.items ?? []
  const locks = useRead('myLocks.list', api.myLocks.list, {}).data?.items ?? []
  const freezes = useRead('myFreezes.list', api.myFreezes.list, {}).data?.items ?? []
  const unread = useRead('notices.unread', api.notices.unread, {}).data?.tabs
  const checkUp = useRead('myCheckUp.get', api.myCheckUp.get, {}).data?.items ?? []
  // Where nothing is paid nothing keeps anybody from paying.
  const missing = !can('payments')
    ? undefined
    : checkUp.flatMap(({ code, why }) => HINDRANCES[`${code} ${why}`] ?? [])[0]
  const security = unread?.security ?? 0
  const isLocked = locks.some(({ kind }) => kind === 'wallet')
  const rows = [
    ...asked.map(({ id, payee, amount, asset }) => (
      <Row
        key={id}
        title={t('home.todo.pay', { name: payee.name })}
        value={<Amount value={amount} asset={asset} />}
        to="/code"
      />
    )),
    isLocked ? <Row key="locked" title={t('home.todo.locked')} to="/me/locks" /> : null,
    freezes.some(({ liftedAt }) => liftedAt === null) ? (
      <Row key="frozen" title={t('home.todo.frozen')} to="/me/locks" />
    ) : null,
    security > 0 ? (
      <Row key="news" title={t('home.todo.security', { count: security })} to="/messages" />
    ) : null,
    missing && hasPage(missing.to) ? (
      <Row key={missing.to} title={t(missing.text)} to={missing.to} />
    ) : null,
  ].filter((row) => row !== null)
  if (rows.length === 0) return null
  return <Rows title={t('home.todo')}>{rows}</Rows>
}
