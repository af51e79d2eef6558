import { useEffect, useState, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Rows } from '../../parts/page/Rows.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Switched } from './Switched.tsx'

/** Whether this browser takes notes; not drawn where it cannot, or the installation sends none. */
export function Device(): ReactNode {
  const read = useRead('messages.pushKey', api.messages.pushKey, {})
  const key = read.data?.key ?? null
  const can = 'serviceWorker' in navigator && 'PushManager' in window
  return key !== null && can ? <Taking publicKey={key} /> : null
}

function Taking(props: { publicKey: string }): ReactNode {
  const t = useT()
  const [on, setOn] = useState(false)
  const [busy, setBusy] = useState(false)
  const [denied, setDenied] = useState(false)
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    void subscription().then((found) => setOn(found !== null))
  }, [])
  const change = async (wanted: boolean): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      const taking = wanted ? await take(props.publicKey) : await leave()
      setDenied(wanted && !taking)
      setOn(taking)
    } catch (refused) {
      setError(refused)
    }
    setBusy(false)
  }
  return (
    <>
      {error ? <Failed error={error} /> : null}
      <Rows note={denied ? t('messages.deviceDenied') : t('messages.deviceHint')}>
        <Switched
          title={t('messages.device')}
          on={on}
          busy={busy}
          onChange={(wanted) => void change(wanted)}
        />
      </Rows>
    </>
  )
}

/** What this browser agreed to before; null without a worker that could take notes. */
async function subscription(): Promise<PushSubscription | null> {
  const worker = await navigator.serviceWorker.getRegistration()
  return (await worker?.pushManager.getSubscription()) ?? null
}

/** @returns false when the person or their browser said no */
async function take(publicKey: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false
  const worker = await navigator.serviceWorker.ready
  const taken = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  })
  const { endpoint, keys } = taken.toJSON()
  const { p256dh, auth } = keys ?? {}
  if (endpoint === undefined || p256dh === undefined || auth === undefined) return false
  await api.messages.subscribe({ body: { endpoint, keys: { p256dh, auth } } })
  return true
}

async function leave(): Promise<boolean> {
  await api.messages.unsubscribe({})
  await (await subscription())?.unsubscribe()
  return false
}
