import { useMutation, useQueryClient } from '@tanstack/react-query'
import { LockOutline, KeyOutline } from 'antd-mobile-icons'
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
import { CheckUp } from './CheckUp.tsx'
import { addPasskey } from './passkey.ts'

/** What protects the wallet, and the one tap that stops everything. */
export function Security(): ReactNode {
  const t = useT()
  return (
    <Page title={t('security.title')} back="/me">
      <Freezes />
      <WholeWallet />
      <CheckUp />
      <Rows>
        <Row icon={<LockOutline />} title={t('security.pin')} to="/me/security/pin" />
      </Rows>
      <Passkeys />
      <Devices />
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

function Passkeys(): ReactNode {
  const t = useT()
  const read = useRead('myPasskeys.list', api.myPasskeys.list, {})
  const add = useWrite(() => addPasskey(t('identity.thisPhone')), ['myPasskeys.list'])
  return (
    <Loaded read={read} bones={1}>
      {({ items }) => (
        <>
          <Rows title={t('security.passkeys')} note={t('security.passkeysHint')}>
            {items.map(({ id, label, createdAt }) => (
              <Row
                key={id}
                icon={<KeyOutline />}
                title={label}
                value={<When at={createdAt} show="day" />}
              />
            ))}
            <Row title={t('security.passkeyAdd')} onClick={() => add.mutate(undefined)} />
          </Rows>
          {add.error ? <Failed error={add.error} /> : null}
        </>
      )}
    </Loaded>
  )
}

function Devices(): ReactNode {
  const t = useT()
  const read = useRead('myDevices.list', api.myDevices.list, {})
  const revoke = useWrite(api.myDevices.revoke, ['myDevices.list'])
  return (
    <Loaded read={read} bones={2}>
      {({ items }) => (
        <>
          <Rows title={t('security.devices')} note={t('security.devicesHint')}>
            {items.map(({ id, label, current, lastSeenAt }) => (
              <Row
                key={id}
                title={current ? t('security.thisDevice', { label }) : label}
                note={<When at={lastSeenAt} />}
                value={
                  current ? undefined : (
                    <Button small look="danger" onClick={() => revoke.mutate({ params: { id } })}>
                      {t('security.remove')}
                    </Button>
                  )
                }
              />
            ))}
          </Rows>
          {revoke.error ? <Failed error={revoke.error} /> : null}
        </>
      )}
    </Loaded>
  )
}
