import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  CheckShieldOutline,
  KeyOutline,
  LockOutline,
  MailOutline,
  PhonebookOutline,
  PhoneFill,
  UnorderedListOutline,
} from 'antd-mobile-icons'
import type { ReactNode } from 'react'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { useProof } from '../../parts/act/proof.tsx'
import { Button } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'

/** What protects the wallet, and the one tap that stops everything. */
export function Security(): ReactNode {
  const t = useT()
  return (
    <Page title={t('security.title')} back="/me">
      <Freezes />
      <Recovering />
      <WholeWallet />
      <Rows>
        <Row
          icon={<CheckShieldOutline />}
          title={t('safety.checkUp')}
          value={<ToDos />}
          to="/me/check-up"
        />
      </Rows>
      <Rows>
        <Row icon={<LockOutline />} title={t('security.pin')} to="/me/security/pin" />
        <Row icon={<KeyOutline />} title={t('security.passkeys')} to="/me/security/passkeys" />
        <Row icon={<PhonebookOutline />} title={t('security.devices')} to="/me/security/devices" />
        <Row
          icon={<UnorderedListOutline />}
          title={t('security.signIns')}
          to="/me/security/sign-ins"
        />
      </Rows>
      <Rows>
        <Row icon={<PhoneFill />} title={t('phone.title')} to="/me/phone" />
        <Row icon={<MailOutline />} title={t('email.title')} to="/me/email" />
      </Rows>
      <Rows>
        <Row title={t('safety.locks')} to="/me/locks" />
        <Row title={t('safety.limits')} to="/me/limits" />
        <Row title={t('safety.realName')} to="/me/real-name" />
      </Rows>
    </Page>
  )
}

/** What the house froze: the category and the way out. */
function Freezes(): ReactNode {
  const language = useLanguage()
  const read = useRead('myFreezes.list', api.myFreezes.list, {})
  const open = (read.data?.items ?? []).filter(({ liftedAt }) => liftedAt === null)
  return open.map(({ id, title, wayOut }) => (
    <Notice key={id} tone="danger">
      <strong>{title[language]}</strong>
      <br />
      {wayOut[language]}
    </Notice>
  ))
}

function WholeWallet(): ReactNode {
  const t = useT()
  const prove = useProof()
  const read = useRead('myLocks.list', api.myLocks.list, {})
  const client = useQueryClient()
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['myLocks.list'] })
  const params = { kind: 'wallet' } as const
  const lock = useMutation({
    mutationFn: () => api.myLocks.set({ params, body: {} }),
    onSettled: again,
  })
  const lift = useMutation({
    mutationFn: () =>
      prove((proof) => api.myLocks.lift({ params, body: proof === undefined ? {} : { proof } })),
    onSettled: again,
  })
  return (
    <Loaded read={read} bones={1}>
      {({ items }) =>
        items.some(({ kind }) => kind === 'wallet') ? (
          <>
            <Notice tone="warning">{t('security.locked')}</Notice>
            {lift.error ? <Failed error={lift.error} /> : null}
            <Button busy={lift.isPending} onClick={() => lift.mutate()}>
              {t('security.unlock')}
            </Button>
          </>
        ) : (
          <>
            {lock.error ? <Failed error={lock.error} /> : null}
            <Button look="main" busy={lock.isPending} onClick={() => lock.mutate()}>
              {t('security.freezeNow')}
            </Button>
            <p className="small muted">{t('security.freezeHint')}</p>
          </>
        )
      }
    </Loaded>
  )
}

/** How many to-dos the check-up has. */
function ToDos(): ReactNode {
  const t = useT()
  const read = useRead('myCheckUp.get', api.myCheckUp.get, {})
  const todo = read.data?.items.filter(({ state }) => state === 'todo').length
  if (todo === undefined) return null
  return todo === 0 ? t('security.good') : t('security.todoCount', { count: todo })
}

/** Somebody asked for this wallet with the number alone: one tap ends it. */
function Recovering(): ReactNode {
  const t = useT()
  const read = useRead('myRecovery.get', api.myRecovery.get, {})
  const cancel = useWrite(api.myRecovery.cancel, ['myRecovery.get'])
  const recovery = read.data?.recovery
  if (!recovery) return null
  return (
    <Notice tone="danger">
      <strong>{t(`security.recovering.${recovery.wish}`)}</strong>
      <br />
      {t('security.recoveringUntil')} <When at={recovery.opensAt} />
      {cancel.error ? <Failed error={cancel.error} /> : null}
      <Button look="danger" busy={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
        {t('security.recoveringNotMe')}
      </Button>
    </Notice>
  )
}
