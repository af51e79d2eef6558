import { AbacusMark } from '@suanpan/ui'
import type { Client } from '@suanpan/client'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { AmountField } from '../../parts/money/AmountField.tsx'
import { QrCode } from '../../parts/money/QrCode.tsx'
import { minorOf } from '../../parts/money/typed.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Page, Step } from '../../parts/page/Page.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Bones } from '../../parts/state/Loaded.tsx'
import { Charge } from './Charge.tsx'
import { tillClient, useTillKey } from './key.ts'
import './till.css'

type TillView = ResponseOf<Routes['till']['get']>

/** The till of a merchant: an amount, the payer's code, and whether it is paid. */
export function Till(): ReactNode {
  const [key, setKey] = useTillKey()
  const client = useMemo(() => tillClient(key), [key])
  if (key === '') return <Unlock onKey={setKey} />
  return <Open client={client} keyed={key} onLeave={() => setKey('')} />
}

function Unlock(props: { onKey: (key: string) => void }): ReactNode {
  const t = useT()
  const [key, setKey] = useState('')
  const check = useMutation({
    mutationFn: (wanted: string) => tillClient(wanted).till.get(),
    onSuccess: (_till, wanted) => props.onKey(wanted),
  })
  return (
    <Step title={t('till.title')} lead={t('till.lead')} back={false} side={<AbacusMark />}>
      <form
        className="till-form"
        onSubmit={(event) => {
          event.preventDefault()
          check.mutate(key.trim())
        }}
      >
        <Field label={t('till.key')} value={key} onChange={setKey} hint={t('till.keyHint')} />
        {check.error ? <Failed error={check.error} /> : null}
        <Button look="main" submit busy={check.isPending} disabled={key.trim() === ''}>
          {t('till.open')}
        </Button>
      </form>
    </Step>
  )
}

function Open(props: { client: Client; keyed: string; onLeave: () => void }): ReactNode {
  const t = useT()
  const read = useQuery({
    queryKey: ['till.get', props.keyed],
    queryFn: () => props.client.till.get(),
    staleTime: Infinity,
  })
  const title = read.data?.merchant.name ?? t('till.title')
  const leave = (
    <button type="button" className="wt-plain" onClick={props.onLeave}>
      {t('till.leave')}
    </button>
  )
  return (
    <Page title={title} back={false} side={leave}>
      {read.error ? <Failed error={read.error} onRetry={() => void read.refetch()} /> : null}
      {read.data ? <Counter client={props.client} till={read.data} /> : <Bones rows={4} />}
    </Page>
  )
}

/** Amount, then code, then the charge; afterwards the next customer. */
function Counter(props: { client: Client; till: TillView }): ReactNode {
  const t = useT()
  const [text, setText] = useState('')
  const [charged, setCharged] = useState<bigint>()
  const [showing, setShowing] = useState(false)
  const amount = minorOf(text)
  if (charged !== undefined) {
    return (
      <Charge
        client={props.client}
        money={{ amount: String(charged), asset: props.till.asset }}
        onDone={() => {
          setCharged(undefined)
          setText('')
        }}
      />
    )
  }
  return (
    <>
      <AmountField label={t('till.amount')} value={text} onChange={setText} />
      <Button
        look="main"
        disabled={amount === undefined || amount === 0n}
        onClick={() => setCharged(amount)}
      >
        {t('till.charge')}
      </Button>
      <Button look="words" onClick={() => setShowing(true)}>
        {t('till.collect')}
      </Button>
      <Sheet open={showing} title={t('till.collect')} onClose={() => setShowing(false)}>
        <div className="till-code">
          <QrCode text={addressOf(props.till.collectionCode)} label={t('till.collect')} />
          <p className="muted">{t('till.collectHint')}</p>
        </div>
      </Sheet>
    </>
  )
}

/** A whole address, so that a phone's own camera opens the wallet with it. */
function addressOf(code: string): string {
  return `${window.location.origin}/wallet/c/${code}`
}
