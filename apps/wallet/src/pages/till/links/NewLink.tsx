import type { Client } from '@suanpan/client'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { newIdempotencyKey } from '../../../data/queries.ts'
import { useT, type Key } from '../../../i18n/index.ts'
import { AmountField } from '../../../parts/money/AmountField.tsx'
import { minorOf } from '../../../parts/money/typed.ts'
import { Button } from '../../../parts/page/Button.tsx'
import { Choice } from '../../../parts/page/Choice.tsx'
import { Field } from '../../../parts/page/Field.tsx'
import { Row, Rows } from '../../../parts/page/Rows.tsx'
import { Failed } from '../../../parts/state/Failed.tsx'

const TITLE_MAX = 60
const REFERENCE_MAX = 80
const LIVES: readonly { minutes: number; words: Key }[] = [
  { minutes: 15, words: 'till.link.lives.15' },
  { minutes: 60, words: 'till.link.lives.60' },
  { minutes: 1_440, words: 'till.link.lives.1440' },
  { minutes: 10_080, words: 'till.link.lives.10080' },
]

/** A new link: how much, what for, how long it lives. */
export function NewLink(props: {
  client: Client
  asset: string
  onMade: (id: string) => void
  onLeave: () => void
}): ReactNode {
  const t = useT()
  const [text, setText] = useState('')
  const [title, setTitle] = useState('')
  const [reference, setReference] = useState('')
  const [minutes, setMinutes] = useState(15)
  // One key for as long as the form says the same, so that a lost answer makes no second link.
  const [key, setKey] = useState(newIdempotencyKey)
  const amount = minorOf(text) ?? 0n
  const create = useMutation({
    mutationFn: () =>
      props.client.checkouts.create({
        body: {
          amount: { amount: String(amount), asset: props.asset },
          title: title.trim(),
          expiresInMinutes: minutes,
          ...(reference.trim() !== '' && { reference: reference.trim() }),
        },
        idempotencyKey: key,
      }),
    onSuccess: ({ id }) => props.onMade(id),
  })
  const change = <V,>(set: (value: V) => void) => {
    return (value: V): void => {
      set(value)
      setKey(newIdempotencyKey())
      create.reset()
    }
  }
  return (
    <>
      <AmountField label={t('till.amount')} value={text} onChange={change(setText)}>
        <Field
          label={t('till.link.title')}
          hint={t('till.link.titleHint')}
          value={title}
          onChange={change(setTitle)}
          maxLength={TITLE_MAX}
        />
        <Field
          label={t('till.link.reference')}
          value={reference}
          onChange={change(setReference)}
          maxLength={REFERENCE_MAX}
        />
        <Lives minutes={minutes} onChoose={change(setMinutes)} />
      </AmountField>
      {create.error ? <Failed error={create.error} onRetry={() => create.mutate()} /> : null}
      <Button
        look="main"
        busy={create.isPending}
        disabled={amount === 0n || title.trim() === ''}
        onClick={() => create.mutate()}
      >
        {t('till.link.make')}
      </Button>
      <Button look="words" onClick={props.onLeave}>
        {t('till.link.back')}
      </Button>
    </>
  )
}

function Lives(props: { minutes: number; onChoose: (minutes: number) => void }): ReactNode {
  const t = useT()
  const [open, setOpen] = useState(false)
  const options = LIVES.map(({ minutes, words }) => ({ value: String(minutes), label: t(words) }))
  const value = String(props.minutes)
  return (
    <>
      <Rows>
        <Row
          title={t('till.link.lives')}
          value={options.find((each) => each.value === value)?.label}
          onClick={() => setOpen(true)}
        />
      </Rows>
      <Choice
        open={open}
        title={t('till.link.lives')}
        value={value}
        options={options}
        onChoose={(chosen) => props.onChoose(Number(chosen))}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
