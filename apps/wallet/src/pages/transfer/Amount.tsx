import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Navigate, useNavigate, useSearchParams } from 'react-router'
import { api, newIdempotencyKey, queryClient, useWrite } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { ConfirmSheet } from '../../parts/act/ConfirmSheet.tsx'
import { useProof } from '../../parts/act/proof.tsx'
import { AmountField } from '../../parts/money/AmountField.tsx'
import { CNY, minorOf, textOf, typed } from '../../parts/money/typed.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Choice } from '../../parts/page/Choice.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Failed } from '../../parts/state/Failed.tsx'

type Preview = ResponseOf<Routes['transfers']['preview']>
type To = { person: string } | { phone: string } | { code: string }
/** What the payee's code asks for. */
type Asked = { amount: string | null; note: string | null }
const NOTE_MAX = 60
/** What stands otherwise once a book was settled. */
const BOOK_READS = ['books.list', 'books.get'] as const
const ARRIVALS = ['instant', 'after_2h', 'after_24h'] as const
type Arrival = (typeof ARRIVALS)[number]
const HOURS: Record<Arrival, number> = { instant: 0, after_2h: 2, after_24h: 24 }

/** How much, when it arrives, and a word with it. */
export function HowMuch(): ReactNode {
  const [search] = useSearchParams()
  const [person, phone, code] = [search.get('person'), search.get('phone'), search.get('code')]
  const asked = { amount: search.get('amount'), note: search.get('note') }
  if (code) return <Form to={{ code }} asked={asked} />
  // Whoever settles a shared book finds the amount filled in.
  const book = search.get('book') ?? undefined
  if (person) {
    const amount = typed(search.get('amount') ?? '') ?? ''
    return <Form to={{ person }} amount={amount} {...(book !== undefined && { book })} />
  }
  return phone ? <Form to={{ phone }} /> : <Navigate to="/transfer" replace />
}

function Form(props: { to: To; asked?: Asked; amount?: string; book?: string }): ReactNode {
  const t = useT()
  const label = useLabel()
  // The server refuses another amount than the code says; this only spares the payer typing it.
  const fixed = /^[1-9][0-9]{0,11}$/.test(props.asked?.amount ?? '') ? props.asked?.amount : null
  const [text, setText] = useState(fixed ? textOf(BigInt(fixed)) : (props.amount ?? ''))
  const [note, setNote] = useState(props.asked?.note?.slice(0, NOTE_MAX) ?? '')
  const [arrival, setArrival] = useState<Arrival>('instant')
  const [choosing, setChoosing] = useState(false)
  const [shown, setShown] = useState<Preview>()
  const preview = useWrite(api.transfers.preview, [])
  const minor = minorOf(text)
  const amount = { amount: String(minor ?? 0n), asset: CNY }
  const ask = (): void =>
    preview.mutate({ body: { to: props.to, amount } }, { onSuccess: setShown })
  // Whoever settles up has chosen whom and how much already: one tap leads to the sheet.
  const asked = useRef(false)
  useEffect(() => {
    if (asked.current || props.book === undefined || !minor) return
    asked.current = true
    ask()
  })
  return (
    <Page
      title={t('transfer.title')}
      back={props.book === undefined ? '/transfer' : `/books/${props.book}`}
      foot={
        <Button look="main" disabled={!minor} busy={preview.isPending} onClick={ask}>
          {t('action.next')}
        </Button>
      }
    >
      {preview.error ? <Failed error={preview.error} /> : null}
      <AmountField
        label={t('transfer.amount')}
        value={text}
        onChange={fixed ? ignore : setText}
        hint={fixed ? t('collect.fixed') : undefined}
      >
        <Rows>
          <Row
            title={t('transfer.arrival')}
            value={label('transfer.arrival', arrival)}
            onClick={() => setChoosing(true)}
          />
        </Rows>
        <Field label={t('transfer.note')} value={note} onChange={setNote} maxLength={NOTE_MAX} />
      </AmountField>
      <Choice
        open={choosing}
        title={t('transfer.arrival')}
        value={arrival}
        options={ARRIVALS.map((value) => ({ value, label: label('transfer.arrival', value) }))}
        onChoose={setArrival}
        onClose={() => setChoosing(false)}
      />
      {shown ? (
        <Confirm
          {...{ to: props.to, amount, note, shown }}
          {...(props.book !== undefined && { book: props.book })}
          arrival={atLeast(arrival, shown)}
          onClose={() => setShown(undefined)}
        />
      ) : null}
    </Page>
  )
}

const ignore = (): void => undefined

/** Money to somebody new may have to wait; then the sheet says so instead of being refused. */
function atLeast(chosen: Arrival, { delayHours }: Preview): Arrival {
  if (HOURS[chosen] >= delayHours) return chosen
  return delayHours > 2 ? 'after_24h' : 'after_2h'
}

function Confirm(props: {
  to: To
  amount: { amount: string; asset: string }
  arrival: Arrival
  note: string
  /** The shared book that it settles. */
  book?: string
  shown: Preview
  onClose: () => void
}): ReactNode {
  const { to, amount, arrival, note, book, shown } = props
  const t = useT()
  const label = useLabel()
  const prove = useProof()
  const navigate = useNavigate()
  const [surname, setSurname] = useState('')
  // One key while the sheet is open: a second tap is the same transfer.
  const [key] = useState(newIdempotencyKey)
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const payee = shown.payee.name ?? shown.payee.phone ?? t('transfer.unnamed')
  const kind = shown.payee.person === null ? 'on_registration' : arrival
  const send = async (): Promise<void> => {
    setBusy(true)
    setError(undefined)
    const words = said({ note, surname, book })
    try {
      const sent = await prove(
        (proof) =>
          api.transfers.create({
            body: { to, amount, arrival, ...words, ...(proof && { proof }) },
            idempotencyKey: key,
          }),
        { payee, amount },
      )
      if (sent) readAgain(book)
      if (sent) await navigate(`/transfers/${sent.id}`, { replace: true })
    } catch (refused) {
      setError(refused)
    }
    setBusy(false)
  }
  return (
    <ConfirmSheet
      open
      title={t('transfer.confirm')}
      payee={payee}
      amount={amount}
      lines={[
        ...(shown.payee.phone ? [{ label: t('transfer.phone'), value: shown.payee.phone }] : []),
        { label: t('transfer.arrival'), value: label('transfer.arrival', kind) },
        ...(note ? [{ label: t('transfer.note'), value: note }] : []),
      ]}
      warning={
        shown.warnings.length > 0
          ? shown.warnings.map((each) => <p key={each}>{label('transfer.warning', each)}</p>)
          : undefined
      }
      action={t('transfer.send')}
      busy={busy}
      disabled={shown.surnameNeeded && surname.trim() === ''}
      error={error}
      onConfirm={() => void send()}
      onClose={props.onClose}
    >
      {shown.surnameNeeded ? <Surname value={surname} onChange={setSurname} /> : null}
    </ConfirmSheet>
  )
}

function readAgain(book: string | undefined): void {
  if (book === undefined) return
  for (const name of BOOK_READS) void queryClient.invalidateQueries({ queryKey: [name] })
}

/** What was left empty is not sent. */
function said({
  note,
  surname,
  book,
}: {
  note: string
  surname: string
  book: string | undefined
}) {
  return { ...(note && { note }), ...(surname && { surname }), ...(book && { book }) }
}

function Surname(props: { value: string; onChange: (value: string) => void }): ReactNode {
  const t = useT()
  return (
    <Field
      label={t('transfer.surname')}
      hint={t('transfer.surnameHint')}
      maxLength={40}
      {...props}
    />
  )
}
