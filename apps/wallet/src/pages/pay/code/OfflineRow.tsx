import { Amount } from '@suanpan/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { canKeepCodes, forgetCodes, keepCodes } from '../../../data/offline-codes.ts'
import { api, useRead, useWrite } from '../../../data/queries.ts'
import { useT } from '../../../i18n/index.ts'
import { CNY } from '../../../parts/money/typed.ts'
import { Button } from '../../../parts/page/Button.tsx'
import { Facts, Row } from '../../../parts/page/Rows.tsx'
import { Sheet } from '../../../parts/page/Sheet.tsx'
import { Failed } from '../../../parts/state/Failed.tsx'
import { useMe } from '../../../session/session.ts'
import { useKeptCodes } from './use-kept-codes.ts'

/** Switches codes without a network on and off, and says what they mean before. */
export function OfflineRow(): ReactNode {
  const t = useT()
  const [open, setOpen] = useState(false)
  const kept = useKeptCodes()
  if (!canKeepCodes() || kept === undefined) return null
  return (
    <>
      <Row
        title={t('pay.offline')}
        value={t(kept ? 'pay.offlineOn' : 'pay.offlineOff')}
        onClick={() => setOpen(true)}
      />
      <Sheet open={open} title={t('pay.offline')} onClose={() => setOpen(false)}>
        <p>{t('pay.offlineWhat')}</p>
        <Limits />
        <Switch isOn={kept !== null} onDone={() => setOpen(false)} />
      </Sheet>
    </>
  )
}

/** Up to where such a code pays without being confirmed. */
function Limits(): ReactNode {
  const t = useT()
  const { data } = useRead('myLocks.list', api.myLocks.list, {})
  if (!data) return null
  const { amount, times } = data.freeOfPin
  return (
    <Facts
      items={[
        { label: t('pay.offlineFree'), value: <Amount value={amount} asset={CNY} /> },
        { label: t('pay.offlineTimes'), value: t('pay.times', { times }) },
      ]}
    />
  )
}

function Switch({ isOn, onDone }: { isOn: boolean; onDone: () => void }): ReactNode {
  const t = useT()
  const client = useQueryClient()
  const person = useMe().data?.person
  const turn = useWrite(async () => {
    if (isOn) {
      await api.offlineCodes.remove()
      await forgetCodes()
    } else if (person !== undefined) {
      await keepCodes(person, await api.offlineCodes.create())
    }
    await client.invalidateQueries({ queryKey: ['offlineCodes.kept'] })
  }, [])
  return (
    <>
      {turn.error ? <Failed error={turn.error} /> : null}
      <Button
        look={isOn ? 'danger' : 'main'}
        busy={turn.isPending}
        onClick={() => turn.mutate(undefined, { onSuccess: onDone })}
      >
        {t(isOn ? 'pay.offlineStop' : 'pay.offlineStart')}
      </Button>
    </>
  )
}
