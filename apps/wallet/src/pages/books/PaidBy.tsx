import { formatAmount } from '@suanpan/ui'
import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { minorOf, textOf, typed } from '../../parts/money/typed.ts'
import { Choice } from '../../parts/page/Choice.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { peopleOf, type Draft, type PartProps } from './draft.ts'
import { useNameIn, type WholeBook } from './names.ts'

const PAYMENTS_SHOWN = 20
const NO_BILL = 'none'
const SEVERAL = 'several'

/** Who paid, when, and which of one's own payments it was. */
export function Paid({ book, draft, onSet }: PartProps): ReactNode {
  const t = useT()
  const nameOf = useNameIn(book)
  const [choosing, setChoosing] = useState(false)
  const people = peopleOf(book)
  const payers = Object.keys(draft.payers)
  const several = payers.length !== 1
  const choose = (value: string): void => {
    const chosen = value === SEVERAL ? people : [value]
    const mine = chosen.includes(book.me)
    onSet({
      payers: Object.fromEntries(chosen.map((person) => [person, ''])),
      ...(!mine && { bill: undefined }),
    })
  }
  return (
    <>
      <Rows>
        <Row
          title={t('books.payer')}
          value={several ? t('books.several') : nameOf(payers[0] ?? book.me)}
          onClick={() => setChoosing(true)}
        />
        <Row
          title={t('books.day')}
          value={
            <input
              type="date"
              className="books-day"
              aria-label={t('books.day')}
              value={draft.spentOn}
              onChange={(event) => onSet({ spentOn: event.target.value })}
            />
          }
        />
        {payers.includes(book.me) ? <OwnPayment {...{ book, draft, onSet }} /> : null}
      </Rows>
      {several ? <Several {...{ book, draft, onSet }} /> : null}
      <Choice
        open={choosing}
        title={t('books.payer')}
        value={several ? SEVERAL : payers[0]}
        options={[
          ...people.map((value) => ({ value, label: nameOf(value) })),
          ...(people.length > 1 ? [{ value: SEVERAL, label: t('books.several') }] : []),
        ]}
        onChoose={choose}
        onClose={() => setChoosing(false)}
      />
    </>
  )
}

/** What each one put down; empty is nothing. */
function Several({ book, draft, onSet }: PartProps): ReactNode {
  const t = useT()
  const nameOf = useNameIn(book)
  const left = paidLeft(draft)
  const size = formatAmount(left < 0n ? -left : left, book.asset)
  const set = (person: string, text: string): void =>
    onSet({ payers: { ...draft.payers, [person]: text } })
  return (
    <div className="wt-card books-form">
      <strong>{t('books.whoPaidWhat')}</strong>
      {peopleOf(book).map((person) => (
        <Field
          key={person}
          label={t('books.paidBy', { name: nameOf(person) })}
          value={draft.payers[person] ?? ''}
          keys="decimal"
          onChange={(text) => set(person, typed(text) ?? draft.payers[person] ?? '')}
        />
      ))}
      {left === 0n ? null : (
        <p role="status">{t(left > 0n ? 'books.paidLeft' : 'books.paidOver', { amount: size })}</p>
      )}
    </div>
  )
}

function paidLeft({ amount, payers }: Draft): bigint {
  const paid = Object.values(payers).reduce((sum, text) => sum + (minorOf(text) ?? 0n), 0n)
  return (minorOf(amount) ?? 0n) - paid
}

/** Who paid how much; undefined while it is not the whole amount. */
export function payersOf(draft: Draft): { person: string; amount: string }[] | undefined {
  const all = Object.entries(draft.payers)
  const [only] = all
  if (only && all.length === 1) {
    return [{ person: only[0], amount: String(minorOf(draft.amount) ?? 0n) }]
  }
  if (paidLeft(draft) !== 0n) return undefined
  return all
    .map(([person, text]) => ({ person, amount: String(minorOf(text) ?? 0n) }))
    .filter(({ amount }) => amount !== '0')
}

/** One of one's latest payments fills in what is still empty. */
function OwnPayment({ book, draft, onSet }: PartProps): ReactNode {
  const t = useT()
  const [choosing, setChoosing] = useState(false)
  const payments = usePayments(book)
  if (payments.length === 0) return null
  const linked = payments.find(({ id }) => id === draft.bill)
  const take = (id: string): void => {
    const found = payments.find((each) => each.id === id)
    if (!found) return onSet({ bill: undefined })
    onSet({
      bill: id,
      ...(draft.amount === '' && { amount: textOf(BigInt(found.amount)) }),
      ...(draft.title === '' && { title: found.counterpart.name ?? '' }),
    })
  }
  return (
    <>
      <Row
        title={t('books.linkBill')}
        value={linked?.counterpart.name ?? t(draft.bill ? 'books.bill' : 'books.noBill')}
        onClick={() => setChoosing(true)}
      />
      <Choice
        open={choosing}
        title={t('books.linkBill')}
        value={draft.bill ?? NO_BILL}
        options={[
          { value: NO_BILL, label: t('books.noBill') },
          ...payments.map(({ id, counterpart, amount, asset }) => ({
            value: id,
            label: counterpart.name ?? t('bills.kind.payment'),
            note: formatAmount(amount, asset),
          })),
        ]}
        onChoose={take}
        onClose={() => setChoosing(false)}
      />
    </>
  )
}

function usePayments(book: WholeBook) {
  const { data } = useRead('bills.list', api.bills.list, {
    query: { kind: 'payment' as const, limit: PAYMENTS_SHOWN },
  })
  return (data?.items ?? []).filter(({ asset }) => asset === book.asset)
}
