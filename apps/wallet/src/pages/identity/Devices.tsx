import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { now } from '../../data/clock.ts'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Facts, Row, Rows } from '../../parts/page/Rows.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { say } from '../../parts/state/say.ts'
import { When } from '../../parts/time/When.tsx'

type Device = ResponseOf<Routes['myDevices']['list']>['items'][number]

/** Where one is signed in, this phone first. */
export function Devices(): ReactNode {
  const t = useT()
  const read = useRead('myDevices.list', api.myDevices.list, {})
  const [chosen, setChosen] = useState<string>()
  const close = (): void => setChosen(undefined)
  return (
    <Page title={t('security.devices')} back="/me/security">
      <Loaded read={read} bones={2}>
        {({ items }) => (
          <>
            <Rows note={t('security.devicesHint')}>
              {items
                .toSorted((one, other) => Number(other.current) - Number(one.current))
                .map((device) => (
                  <Row
                    key={device.id}
                    title={
                      device.current
                        ? t('security.thisDevice', { label: device.label })
                        : device.label
                    }
                    note={
                      <>
                        {t('security.lastSeen')} <When at={device.lastSeenAt} />
                      </>
                    }
                    onClick={() => setChosen(device.id)}
                  />
                ))}
            </Rows>
            <OneDevice device={items.find(({ id }) => id === chosen)} onClose={close} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function OneDevice(props: { device: Device | undefined; onClose: () => void }): ReactNode {
  const { device, onClose } = props
  return (
    <Sheet open={device !== undefined} title={device?.label ?? ''} onClose={onClose}>
      {device === undefined ? null : <About device={device} onDone={onClose} />}
    </Sheet>
  )
}

function About(props: { device: Device; onDone: () => void }): ReactNode {
  const t = useT()
  const { device, onDone } = props
  const { coolingUntil } = device
  const revoke = useWrite(api.myDevices.revoke, ['myDevices.list', 'myCheckUp.get'])
  const remove = async (): Promise<void> => {
    await revoke.mutateAsync({ params: { id: device.id } })
    say(t('security.deviceRemoved'))
    onDone()
  }
  const cools = coolingUntil !== null && Date.parse(coolingUntil) > now().getTime()
  return (
    <>
      <Facts
        items={[
          { label: t('security.firstSeen'), value: <When at={device.firstSeenAt} /> },
          { label: t('security.lastSeen'), value: <When at={device.lastSeenAt} /> },
          ...(cools
            ? [{ label: t('security.coolingUntil'), value: <When at={coolingUntil} /> }]
            : []),
        ]}
      />
      {device.peopleCount > 1 ? (
        <Notice tone="warning">{t('security.deviceShared', { count: device.peopleCount })}</Notice>
      ) : null}
      {revoke.error ? <Failed error={revoke.error} /> : null}
      {device.current ? (
        <p className="small muted">{t('security.thisDeviceHint')}</p>
      ) : (
        <Button
          look="danger"
          busy={revoke.isPending}
          onClick={() => void remove().catch(() => undefined)}
        >
          {t('security.deviceRemove')}
        </Button>
      )}
    </>
  )
}
