import { AbacusMark } from '@suanpan/ui'
import type { Client } from '@suanpan/client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Page, Step } from '../../parts/page/Page.tsx'
import { Segments } from '../../parts/page/Segments.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Bones } from '../../parts/state/Loaded.tsx'
import { Counter, type TillView } from './Counter.tsx'
import { Disputes, useWaiting } from './disputes/Disputes.tsx'
import { tillClient, useTillKey } from './key.ts'
import { Links } from './links/Links.tsx'
import './till.css'

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
      {read.data ? <Parts {...props} till={read.data} /> : null}
      {read.isPending ? <Bones rows={4} /> : null}
    </Page>
  )
}

const PARTS = ['counter', 'links', 'disputes'] as const
type Part = (typeof PARTS)[number]

/** What a till can do, one beside the other; the address keeps which, so that a page read again is the same. */
function Parts(props: { client: Client; keyed: string; till: TillView }): ReactNode {
  const t = useT()
  const [search, setSearch] = useSearchParams()
  const part = PARTS.find((each) => each === search.get('part')) ?? 'counter'
  const { client, keyed, till } = props
  const waiting = useWaiting(client, { keyed, may: till.disputes })
  return (
    <>
      <Segments<Part>
        label={t('till.title')}
        value={part}
        options={[
          { value: 'counter', label: t('till.part.counter') },
          { value: 'links', label: t('till.part.links') },
          {
            value: 'disputes',
            label: t('till.part.disputes'),
            count: waiting.data?.items.length ?? 0,
          },
        ]}
        onChoose={(next) => setSearch({ part: next }, { replace: true })}
      />
      {part === 'counter' ? <Counter {...props} /> : null}
      {part === 'links' ? <Links {...props} /> : null}
      {part === 'disputes' ? <Disputes {...{ client, keyed }} may={till.disputes} /> : null}
    </>
  )
}
