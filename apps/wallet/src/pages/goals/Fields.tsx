import { addDays } from '@suanpan/kernel/time'
import { useState, type ReactNode } from 'react'
import { now } from '../../data/clock.ts'
import { useT } from '../../i18n/index.ts'
import { CNY, minorOf } from '../../parts/money/typed.ts'
import { Choice } from '../../parts/page/Choice.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { dayOf } from '../../parts/time/dates.ts'
import { useZone } from '../../session/session.ts'

export type Drafted = {
  name: string
  /** As it was typed. */
  target: string
  due: string
  every: 'never' | 'week' | 'month'
  regular: string
}

export const EMPTY: Drafted = { name: '', target: '', due: '', every: 'never', regular: '' }

const NAME_MAX = 30
const RHYTHMS = ['never', 'week', 'month'] as const

/** What a goal is called, how much it takes, by when, and what is put aside by itself. */
export function GoalFields(props: {
  value: Drafted
  onChange: (value: Drafted) => void
}): ReactNode {
  const t = useT()
  const zone = useZone()
  const { value } = props
  const [choosing, setChoosing] = useState(false)
  const set = (part: Partial<Drafted>): void => props.onChange({ ...value, ...part })
  return (
    <div className="goals-form">
      <Field
        label={t('goals.name')}
        value={value.name}
        onChange={(name) => set({ name })}
        placeholder={t('goals.nameExample')}
        maxLength={NAME_MAX}
      />
      <Field
        label={t('goals.target')}
        value={value.target}
        onChange={(text) => set({ target: amountText(text) })}
        before={'\u00a5'}
        keys="numeric"
      />
      <Rows note={t('goals.dueHint')}>
        <Row
          title={t('goals.due')}
          value={
            <input
              type="date"
              className="goals-day"
              aria-label={t('goals.due')}
              value={value.due}
              min={addDays(dayOf(now(), zone), 1)}
              onChange={(event) => set({ due: event.target.value })}
            />
          }
        />
      </Rows>
      <Rows title={t('goals.regular')} note={t('goals.regularHint')}>
        <Row
          title={t('goals.every')}
          value={t(`goals.every.${value.every}`)}
          onClick={() => setChoosing(true)}
        />
      </Rows>
      {value.every === 'never' ? null : (
        <Field
          label={t('goals.regularAmount')}
          value={value.regular}
          onChange={(text) => set({ regular: amountText(text) })}
          before={'\u00a5'}
          keys="numeric"
        />
      )}
      <Choice
        open={choosing}
        title={t('goals.every')}
        options={RHYTHMS.map((each) => ({ value: each, label: t(`goals.every.${each}`) }))}
        value={value.every}
        onChoose={(every) => set({ every })}
        onClose={() => setChoosing(false)}
      />
    </div>
  )
}

/** Digits and one point with two places, however it was pasted. */
function amountText(text: string): string {
  return /^\d{0,9}(\.\d{0,2})?/.exec(text.replace(/[^\d.]/g, ''))?.[0] ?? ''
}

/** What is sent; undefined while something is missing. */
export function bodyOf({ name, target, due, every, regular }: Drafted) {
  const amount = minorOf(target)
  const each = minorOf(regular)
  const day = due.trim()
  if (name.trim() === '' || amount === undefined || amount <= 0n) return undefined
  if (day !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined
  if (every !== 'never' && (each === undefined || each <= 0n)) return undefined
  return {
    name: name.trim(),
    target: { amount: String(amount), asset: CNY },
    due: day === '' ? null : day,
    regular: every === 'never' ? null : { every, amount: { amount: String(each), asset: CNY } },
  }
}
