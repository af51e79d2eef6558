import type { UseMutationResult } from '@tanstack/react-query'
import { useEffect, useState, type FormEvent, type ReactNode } from 'react'
import { api, newIdempotencyKey, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page, useLeave } from '../../parts/page/Page.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { say } from '../../parts/state/say.ts'
import { useMe } from '../../session/session.ts'
import './funding.css'

const AGAIN_AFTER_SECONDS = 60
const NUMBER_DIGITS = { least: 12, most: 19 }

/** Card, name, phone and the bank's code: all of it on one page. */
export function BindCard(): ReactNode {
  const t = useT()
  const leave = useLeave('/cards')
  const me = useMe().data
  const [given, setGiven] = useState<Partial<Holder>>({})
  const [code, setCode] = useState('')
  const ask = useWrite(api.cards.bind, [])
  const bind = useWrite(api.cards.confirm, ['cards.list'])
  const holder = { number: '', phone: '', name: me?.name ?? '', ...given }
  const binding = ask.data
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (!binding) return
    const onSuccess = (): void => {
      say(t('bind.done'))
      leave()
    }
    bind.mutate({ body: { binding: binding.id, code } }, { onSuccess })
  }
  const error = bind.error ?? ask.error
  return (
    <Page title={t('bind.title')} back="/cards">
      <form className="funding-form" onSubmit={send}>
        <HolderFields value={holder} onChange={(part) => setGiven({ ...given, ...part })} />
        <Field
          label={t('bind.code')}
          value={code}
          onChange={(text) => setCode(text.replace(/\D/g, ''))}
          keys="numeric"
          autoComplete="one-time-code"
          maxLength={8}
          hint={binding ? t('bind.sent', { bank: binding.bank }) : undefined}
          after={<AskCode holder={holder} ask={ask} onAsk={() => bind.reset()} />}
        />
        {binding?.sandboxCode ? (
          <Notice>{t('bind.sandbox', { code: binding.sandboxCode })}</Notice>
        ) : null}
        {error ? <Failed error={error} /> : null}
        <Button look="main" submit busy={bind.isPending} disabled={!binding || code.length < 4}>
          {t('bind.submit')}
        </Button>
      </form>
    </Page>
  )
}

type Holder = { number: string; name: string; phone: string }

function HolderFields(props: {
  value: Holder
  onChange: (part: Partial<Holder>) => void
}): ReactNode {
  const t = useT()
  const { number, name, phone } = props.value
  const take = (text: string): void =>
    props.onChange({ number: text.replace(/\D/g, '').slice(0, NUMBER_DIGITS.most) })
  return (
    <>
      <Field
        label={t('bind.number')}
        value={grouped(number)}
        onChange={take}
        keys="numeric"
        autoComplete="cc-number"
        hint={t('bind.numberHint')}
      />
      <Field
        label={t('bind.name')}
        value={name}
        onChange={(text) => props.onChange({ name: text })}
        autoComplete="cc-name"
        maxLength={60}
        hint={t('bind.nameHint')}
      />
      <Field
        label={t('bind.phone')}
        value={phone}
        onChange={(text) => props.onChange({ phone: text.replace(/[^\d+]/g, '') })}
        keys="tel"
        autoComplete="tel"
        maxLength={16}
      />
    </>
  )
}

/** Has the bank send a code, and another one only after a while. */
function AskCode(props: {
  holder: Holder
  ask: UseMutationResult<unknown, Error, Parameters<typeof api.cards.bind>[0]>
  onAsk: () => void
}): ReactNode {
  const t = useT()
  const [wait, setWait] = useWait()
  const { holder, ask } = props
  const { number, phone } = holder
  const name = holder.name.trim()
  const isWhole = number.length >= NUMBER_DIGITS.least && name !== '' && phone.length > 4
  const send = (): void => {
    props.onAsk()
    ask.mutate(
      { body: { number, name, phone }, idempotencyKey: newIdempotencyKey() },
      { onSuccess: () => setWait(AGAIN_AFTER_SECONDS) },
    )
  }
  return (
    <Button small onClick={send} busy={ask.isPending} disabled={!isWhole || wait > 0}>
      {wait > 0 ? t('bind.again', { seconds: wait }) : t('bind.askCode')}
    </Button>
  )
}

/** As it stands on the card: in groups of four. */
const grouped = (digits: string): string => digits.replace(/(\d{4})(?=\d)/g, '$1 ')

/** Counts down by the second. */
function useWait(): [number, (seconds: number) => void] {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    if (left === 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(timer)
  }, [left])
  return [left, setLeft]
}
