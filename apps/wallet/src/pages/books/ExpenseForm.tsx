import { formatAmount } from '@suanpan/ui'
import { useState, type ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { minorOf, textOf, typed } from '../../parts/money/typed.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Field, Tick } from '../../parts/page/Field.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { peopleOf, SPLITS, type Draft, type PartProps, type Split } from './draft.ts'
import { useNameIn, type WholeBook } from './names.ts'
import { Paid, payersOf } from './PaidBy.tsx'
import './books.css'

const WHOLE_PERCENT = 100_00n

type Body = {
  title: string
  payers: { person: string; amount: string }[]
  amount: string
  split: Split
  shares: { person: string; weight: string }[]
  spentOn: string
  bill?: string
}

export function ExpenseForm(props: {
  book: WholeBook
  draft: Draft
  error: unknown
  busy: boolean
  onSave: (body: Body) => void
}): ReactNode {
  const t = useT()
  const { book } = props
  const [draft, setDraft] = useState(props.draft)
  const set = (more: Partial<Draft>): void => setDraft((before) => ({ ...before, ...more }))
  const body = bodyOf(draft)
  return (
    <form
      className="books-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (body) props.onSave(body)
      }}
    >
      <div className="wt-card books-form">
        <Field
          label={t('books.what')}
          hint={t('books.whatHint')}
          value={draft.title}
          onChange={(title) => set({ title })}
          maxLength={60}
        />
        <Field
          label={t('books.amount')}
          value={draft.amount}
          onChange={(text) => set({ amount: typed(text) ?? draft.amount })}
          keys="decimal"
        />
      </div>
      <Paid book={book} draft={draft} onSet={set} />
      <SplitPart book={book} draft={draft} onSet={set} />
      {props.error ? <Failed error={props.error} /> : null}
      <Button look="main" submit busy={props.busy} disabled={body === undefined}>
        {t('books.save')}
      </Button>
    </form>
  )
}

/** For whom it was paid, and what each one bears. */
function SplitPart({ book, draft, onSet }: PartProps): ReactNode {
  const t = useT()
  const nameOf = useNameIn(book)
  const { weights, split } = draft
  const toggle = (person: string, on: boolean): void => {
    const { [person]: _, ...rest } = weights
    onSet({ weights: on ? { ...weights, [person]: '' } : rest })
  }
  return (
    <div className="wt-card books-form">
      <div className="books-chips" role="group" aria-label={t('books.split')}>
        {SPLITS.map((each) => (
          <button
            key={each}
            type="button"
            className="wt-plain books-chip"
            aria-pressed={split === each}
            onClick={() => onSet({ split: each, weights: emptied(weights) })}
          >
            {t(`books.split.${each}`)}
          </button>
        ))}
      </div>
      <strong>{t('books.for')}</strong>
      {peopleOf(book).map((person) => (
        <div key={person}>
          <Tick
            checked={weights[person] !== undefined}
            onChange={(checked) => toggle(person, checked)}
          >
            {nameOf(person)}
          </Tick>
          {split === 'equal' || weights[person] === undefined ? null : (
            <Field
              label={t(split === 'exact' ? 'books.shareOf' : 'books.percentOf', {
                name: nameOf(person),
              })}
              value={weights[person]}
              keys="decimal"
              onChange={(text) => {
                const clean = typed(text)
                if (clean !== undefined) onSet({ weights: { ...weights, [person]: clean } })
              }}
            />
          )}
        </div>
      ))}
      <Left book={book} draft={draft} />
      <small className="muted">{t('books.splitNote')}</small>
    </div>
  )
}

/** What of the whole nobody bears yet, while shares are typed. */
function Left({ book, draft }: Omit<PartProps, 'onSet'>): ReactNode {
  const t = useT()
  if (draft.split === 'equal') return null
  const left = leftOf(draft)
  if (left === 0n) return null
  const size = left < 0n ? -left : left
  const amount = draft.split === 'exact' ? formatAmount(size, book.asset) : `${textOf(size)} %`
  return <p role="status">{t(left > 0n ? 'books.left' : 'books.over', { amount })}</p>
}

function leftOf({ amount, split, weights }: Draft): bigint {
  const whole = split === 'percent' ? WHOLE_PERCENT : (minorOf(amount) ?? 0n)
  return Object.values(weights).reduce((left, text) => left - (minorOf(text) ?? 0n), whole)
}

/** What is sent once it is whole. */
function bodyOf(draft: Draft): Body | undefined {
  const { title, split, spentOn, bill } = draft
  const payers = payersOf(draft)
  const minor = minorOf(draft.amount)
  const shares = Object.entries(draft.weights)
    .map(([person, text]) => ({
      person,
      weight: split === 'equal' ? '1' : String(minorOf(text) ?? 0n),
    }))
    .filter(({ weight }) => weight !== '0')
  const whole = split === 'equal' || leftOf(draft) === 0n
  if (!minor || title.trim() === '' || shares.length === 0 || !whole || !spentOn) return undefined
  if (payers === undefined) return undefined
  return {
    title: title.trim(),
    payers,
    amount: String(minor),
    split,
    shares,
    spentOn,
    ...(bill !== undefined && { bill }),
  }
}

const emptied = (weights: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.keys(weights).map((person) => [person, '']))
