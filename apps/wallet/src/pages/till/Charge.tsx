import { Amount, type MoneyView } from '@suanpan/ui'
import type { Client } from '@suanpan/client'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { newIdempotencyKey } from '../../data/queries.ts'
import { useT, type Key } from '../../i18n/index.ts'
import { Result, type Certainty } from '../../parts/act/Result.tsx'
import { Button } from '../../parts/page/Button.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { When } from '../../parts/time/When.tsx'

type Charged = ResponseOf<Routes['codePayments']['get']>

const CODE_DIGITS = 18
const ASK_EVERY_MS = 1_000

const WORDS: Record<Charged['state'], { state: Certainty; title: Key }> = {
  user_paying: { state: 'processing', title: 'till.state.user_paying' },
  paid: { state: 'done', title: 'till.state.paid' },
  declined: { state: 'failed', title: 'till.state.declined' },
  reversed: { state: 'failed', title: 'till.state.reversed' },
  expired: { state: 'failed', title: 'till.state.expired' },
  failed: { state: 'failed', title: 'till.state.failed' },
}

/** One charge: the payer's code is entered or scanned, then asked about until it has ended. */
export function Charge(props: { client: Client; money: MoneyView; onDone: () => void }): ReactNode {
  const t = useT()
  const { client, money } = props
  const [code, setCode] = useState('')
  // Kept for the whole charge: an answer that was lost is asked for again, never charged again.
  const [key, setKey] = useState(newIdempotencyKey)
  const create = useMutation({
    mutationFn: (digits: string) =>
      client.codePayments.create({ body: { code: digits, amount: money }, idempotencyKey: key }),
  })
  const take = (next: string): void => {
    const digits = next.replace(/\D/g, '').slice(0, CODE_DIGITS)
    setCode(digits)
    // A scanner types all digits at once and presses no button.
    if (digits.length === CODE_DIGITS && !create.isPending) create.mutate(digits)
  }
  if (create.data) return <Outcome client={client} charged={create.data} onDone={props.onDone} />
  return (
    <>
      <div className="wt-card till-money">
        <span className="muted">{t('till.amount')}</span>
        <Amount value={money} size="hero" />
      </div>
      <Field
        label={t('till.code')}
        value={code}
        onChange={take}
        keys="numeric"
        hint={t('till.codeHint')}
        autoFocus
      />
      {create.error ? <Failed error={create.error} onRetry={() => create.mutate(code)} /> : null}
      {create.error ? (
        <Button
          onClick={() => {
            setKey(newIdempotencyKey())
            setCode('')
            create.reset()
          }}
        >
          {t('till.otherCode')}
        </Button>
      ) : null}
      <Button onClick={props.onDone}>{t('till.cancel')}</Button>
    </>
  )
}

function Outcome(props: { client: Client; charged: Charged; onDone: () => void }): ReactNode {
  const t = useT()
  const { client } = props
  const { id } = props.charged
  const read = useQuery({
    queryKey: ['codePayments.get', id],
    queryFn: () => client.codePayments.get({ params: { id } }),
    initialData: props.charged,
    refetchInterval: ({ state }) => (state.data?.state === 'user_paying' ? ASK_EVERY_MS : false),
  })
  const reverse = useMutation({
    mutationFn: () => client.codePayments.reverse({ params: { id } }),
    onSuccess: () => void read.refetch(),
  })
  const { state, amount, asset, occurredAt, endedAt } = read.data
  const { title, state: certainty } = WORDS[state]
  return (
    <>
      <Result
        help={false}
        state={certainty}
        title={t(title)}
        amount={{ amount, asset }}
        note={state === 'user_paying' ? t('till.waiting') : undefined}
        lines={[
          { label: t('till.number'), value: <span className="small">{id}</span> },
          { label: t('till.at'), value: <When at={endedAt ?? occurredAt} /> },
        ]}
      />
      {read.error ? <Failed error={read.error} onRetry={() => void read.refetch()} /> : null}
      {reverse.error ? <Failed error={reverse.error} /> : null}
      {state === 'user_paying' ? (
        <Button busy={reverse.isPending} onClick={() => reverse.mutate()}>
          {t('till.reverse')}
        </Button>
      ) : (
        <Button look="main" onClick={props.onDone}>
          {t('till.next')}
        </Button>
      )}
      {state === 'paid' ? (
        <Button look="words" busy={reverse.isPending} onClick={() => reverse.mutate()}>
          {t('till.refund')}
        </Button>
      ) : null}
    </>
  )
}
