import { useEffect, useState, type FormEvent, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api, newIdempotencyKey, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Notice } from '../../parts/page/Notice.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { say } from '../../parts/state/say.ts'
import { useMe } from '../../session/session.ts'
import './funding.css'

const AGAIN_AFTER_SECONDS = 60
const NUMBER_DIGITS = { least: 12, most: 19 }

/** Card, name, phone and the bank's code: all of it on one page. */
export function BindCard(): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const me = useMe().data
  const [number, setNumber] = useState('')
  const [name, setName] = useState<string>()
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [wait, setWait] = useWait()
  const ask = useWrite(api.cards.bind, [])
  const bind = useWrite(api.cards.confirm, ['cards.list'])
  const holder = name ?? me?.name ?? ''
  const isWhole = number.length >= NUMBER_DIGITS.least && holder.trim() !== '' && phone.length > 4
  const binding = ask.data
  const askCode = (): void => {
    bind.reset()
    ask.mutate(
      { body: { number, name: holder.trim(), phone }, idempotencyKey: newIdempotencyKey() },
      { onSuccess: () => setWait(AGAIN_AFTER_SECONDS) },
    )
  }
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (!binding) return
    bind.mutate(
      { body: { binding: binding.id, code } },
      {
        onSuccess: () => {
          say(t('bind.done'))
          void navigate(-1)
        },
      },
    )
  }
  const error = bind.error ?? ask.error
  return (
    <Page title={t('bind.title')} back="/cards">
      <form className="funding-form" onSubmit={send}>
        <Field
          label={t('bind.number')}
          value={grouped(number)}
          onChange={(text) => setNumber(text.replace(/\D/g, '').slice(0, NUMBER_DIGITS.most))}
          keys="numeric"
          autoComplete="cc-number"
          hint={t('bind.numberHint')}
        />
        <Field
          label={t('bind.name')}
          value={holder}
          onChange={setName}
          autoComplete="cc-name"
          maxLength={60}
          hint={t('bind.nameHint')}
        />
        <Field
          label={t('bind.phone')}
          value={phone}
          onChange={(text) => setPhone(text.replace(/[^\d+]/g, ''))}
          keys="tel"
          autoComplete="tel"
          maxLength={16}
        />
        <Field
          label={t('bind.code')}
          value={code}
          onChange={(text) => setCode(text.replace(/\D/g, ''))}
          keys="numeric"
          autoComplete="one-time-code"
          maxLength={8}
          hint={binding ? t('bind.sent', { bank: binding.bank }) : undefined}
          after={
            <Button small onClick={askCode} busy={ask.isPending} disabled={!isWhole || wait > 0}>
              {wait > 0 ? t('bind.again', { seconds: wait }) : t('bind.askCode')}
            </Button>
          }
        />
        {binding?.sandboxCode ? (
          <Notice>{t('bind.sandbox', { code: binding.sandboxCode })}</Notice>
        ) : null}
        {error ? <Failed error={error} /> : null}
        <Button look="main" submit busy={bind.isPending} disabled={!binding || code.length < 4}>
          {t('bind.submit')}
        </Button>
        {binding ? null : <p className="small muted">{t('bind.sandboxHint')}</p>}
      </form>
    </Page>
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
