import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { LOCKS, type LockKind } from '@suanpan/contract/safety-words'
import { useState, type ReactNode } from 'react'
import { useLanguage, useT } from '../../i18n/index.ts'
import { minorOf, textOf, typed } from '../../parts/money/typed.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'

export type LockBody = { amount?: string; fromHour?: number; untilHour?: number }
type Mine = ResponseOf<Routes['myLocks']['list']>

const LARGE_BY_DEFAULT = '1000'
const NIGHT_BY_DEFAULT = { from: '22', until: '6' }
const LAST_HOUR = 23

/** The figures of one lock, to set or to lift. */
export function LockSheet(props: {
  kind: LockKind | undefined
  held: Mine['items'][number] | undefined
  free: Mine['freeOfPin']
  busy: boolean
  error: unknown
  onSet: (kind: LockKind, body: LockBody) => void
  onLift: (kind: LockKind) => void
  onClose: () => void
}): ReactNode {
  const t = useT()
  const language = useLanguage()
  const { kind, held, free } = props
  const known = kind === 'free_of_pin' ? free.amount : (held?.amount ?? null)
  const [amount, setAmount] = useState(known === null ? LARGE_BY_DEFAULT : textOf(BigInt(known)))
  const [from, setFrom] = useState(String(held?.fromHour ?? NIGHT_BY_DEFAULT.from))
  const [until, setUntil] = useState(String(held?.untilHour ?? NIGHT_BY_DEFAULT.until))
  const body = kind && bodyOf(kind, { amount, from, until })
  return (
    <Sheet
      open={kind !== undefined}
      title={kind ? LOCKS[kind][language] : ''}
      onClose={props.onClose}
    >
      {kind === 'large_amount' || kind === 'free_of_pin' ? (
        <Field
          label={t(kind === 'large_amount' ? 'safety.amountFrom' : 'safety.amountUpTo')}
          value={amount}
          onChange={(text) => setAmount(typed(text) ?? amount)}
          keys="numeric"
          before={'\u00a5'}
          {...(kind === 'free_of_pin' && {
            hint: t('safety.freeMax', { max: textOf(BigInt(free.max)) }),
          })}
        />
      ) : null}
      {kind === 'night' ? (
        <>
          <Field
            label={t('safety.fromHour')}
            value={from}
            onChange={setFrom}
            keys="numeric"
            maxLength={2}
          />
          <Field
            label={t('safety.untilHour')}
            value={until}
            onChange={setUntil}
            keys="numeric"
            maxLength={2}
            hint={t('safety.overMidnight')}
          />
        </>
      ) : null}
      {kind === 'new_payee' ? <p>{t('safety.hint.new_payee')}</p> : null}
      {props.error ? <Failed error={props.error} /> : null}
      <Button
        look="main"
        busy={props.busy}
        disabled={body === undefined}
        onClick={() => kind && body && props.onSet(kind, body)}
      >
        {t('safety.setLock')}
      </Button>
      {held && kind ? <Lift kind={kind} busy={props.busy} onLift={props.onLift} /> : null}
    </Sheet>
  )
}

function Lift(props: {
  kind: LockKind
  busy: boolean
  onLift: (kind: LockKind) => void
}): ReactNode {
  const t = useT()
  return (
    <Button busy={props.busy} onClick={() => props.onLift(props.kind)}>
      {t(props.kind === 'free_of_pin' ? 'safety.toDefault' : 'safety.liftLock')}
    </Button>
  )
}

/** What the server is sent; undefined while what was typed makes no sense. */
function bodyOf(
  kind: LockKind,
  { amount, from, until }: { amount: string; from: string; until: string },
): LockBody | undefined {
  if (kind === 'new_payee') return {}
  if (kind === 'night') {
    const [fromHour, untilHour] = [hourOf(from), hourOf(until)]
    if (fromHour === undefined || untilHour === undefined || fromHour === untilHour) {
      return undefined
    }
    return { fromHour, untilHour }
  }
  const minor = minorOf(amount)
  if (minor === undefined || (kind === 'large_amount' && minor === 0n)) return undefined
  return { amount: String(minor) }
}

function hourOf(text: string): number | undefined {
  const hour = /^\d{1,2}$/.test(text) ? Number(text) : LAST_HOUR + 1
  return hour <= LAST_HOUR ? hour : undefined
}
