import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button, ButtonLink } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Facts, Row } from '../../parts/page/Rows.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { Days, When } from '../../parts/time/When.tsx'

type SignIn = ResponseOf<Routes['mySignIns']['list']>['items'][number]

const LIMIT = 100

/** Every sign-in and every try that had the right code, and what to do about one that was not mine. */
export function SignIns(): ReactNode {
  const t = useT()
  const query = { limit: LIMIT }
  const read = useRead('mySignIns.list', api.mySignIns.list, { query })
  const [chosen, setChosen] = useState<SignIn>()
  return (
    <Page title={t('security.signIns')} back="/me/security">
      <p className="small muted">{t('security.signInsHint')}</p>
      <Loaded read={read}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('security.noSignIns')} hint={t('security.signInsNone')} />
          ) : (
            <Days
              items={items}
              at={({ at }) => at}
              row={(signIn) => (
                <Row
                  key={signIn.id}
                  title={t(`security.method.${signIn.method}`)}
                  note={
                    <>
                      <When at={signIn.at} show="time" /> ·{' '}
                      {signIn.label ?? t('security.unknownDevice')}
                      {signIn.newDevice ? ` · ${t('security.newDevice')}` : ''}
                    </>
                  }
                  value={t(`security.outcome.${signIn.outcome}`)}
                  onClick={() => setChosen(signIn)}
                />
              )}
            />
          )
        }
      </Loaded>
      <Sheet
        open={chosen !== undefined}
        title={chosen ? t(`security.method.${chosen.method}`) : ''}
        onClose={() => setChosen(undefined)}
      >
        {chosen ? <About key={chosen.id} signIn={chosen} /> : null}
      </Sheet>
    </Page>
  )
}

function About(props: { signIn: SignIn }): ReactNode {
  const t = useT()
  const { at, label, outcome, newDevice } = props.signIn
  return (
    <>
      <Facts
        items={[
          { label: t('security.signInAt'), value: <When at={at} /> },
          { label: t('security.device'), value: label ?? t('security.unknownDevice') },
          { label: t('security.outcome'), value: t(`security.outcome.${outcome}`) },
          ...(newDevice
            ? [{ label: t('security.newDevice'), value: t('security.newDeviceYes') }]
            : []),
        ]}
      />
      <NotMe signIn={props.signIn} />
    </>
  )
}

/** Stops everything first, then puts the device out; the PIN is the person's own to change. */
function NotMe(props: { signIn: SignIn }): ReactNode {
  const t = useT()
  const client = useQueryClient()
  const { device } = props.signIn
  const stop = useMutation({
    mutationFn: async () => {
      await api.myLocks.set({ params: { kind: 'wallet' }, body: {} })
      const { items } = await api.myDevices.list()
      const theirs = items.find(({ id, current }) => id === device && !current)
      if (theirs) await api.myDevices.revoke({ params: { id: theirs.id } })
    },
    onSettled: async () => {
      for (const name of ['myLocks.list', 'myDevices.list', 'myCheckUp.get']) {
        await client.invalidateQueries({ queryKey: [name] })
      }
    },
  })
  if (stop.isSuccess) {
    return (
      <>
        <Notice tone="done">{t('security.stopped')}</Notice>
        <ButtonLink look="main" to="/me/security/pin">
          {t('security.pin')}
        </ButtonLink>
      </>
    )
  }
  return (
    <>
      <p className="small muted">{t('security.notMeHint')}</p>
      {stop.error ? <Failed error={stop.error} /> : null}
      <Button look="danger" busy={stop.isPending} onClick={() => stop.mutate()}>
        {t('security.notMe')}
      </Button>
    </>
  )
}
