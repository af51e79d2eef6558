import { Amount } from '@suanpan/ui'
import { useState, type ReactNode } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import './books.css'

/** The shared books that one is in, and what one was asked into. */
export function Books(): ReactNode {
  const t = useT()
  const read = useRead('books.list', api.books.list, {})
  const [making, setMaking] = useState(false)
  const [search] = useSearchParams()
  // Whoever comes from a bill chooses the book that it goes into.
  const bill = search.get('bill')
  const fits = ({ role, archivedAt }: { role: string; archivedAt: string | null }): boolean =>
    bill === null || (role !== 'viewer' && archivedAt === null)
  return (
    <Page
      title={t(bill === null ? 'books.title' : 'books.chooseBook')}
      foot={
        <Button look="main" onClick={() => setMaking(true)}>
          {t('books.new')}
        </Button>
      }
    >
      {bill === null ? <Invitations /> : null}
      <Loaded read={read}>
        {({ items }) =>
          items.filter(fits).length === 0 ? (
            <Nothing title={t('books.none')} hint={t('books.noneHint')} />
          ) : (
            <Rows note={t('books.noMoney')}>
              {items.filter(fits).map((book) => (
                <Row
                  key={book.id}
                  to={placeOf(book.id, bill)}
                  title={book.name ?? t('books.unnamed')}
                  note={[
                    t('books.people', { count: book.members }),
                    ...(book.archivedAt === null ? [] : [t('books.archived')]),
                  ].join(' · ')}
                  value={<Net net={book.net} asset={book.asset} />}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
      <Sheet open={making} title={t('books.new')} onClose={() => setMaking(false)}>
        <NewBook bill={bill} />
      </Sheet>
    </Page>
  )
}

const placeOf = (book: string, bill: string | null): string =>
  bill === null ? `/books/${book}` : `/books/${book}/add?bill=${bill}`

/** Owed to somebody, owed by them, or even; of another member it is said without `you`. */
export function Net(props: { net: string; asset: string; other?: boolean }): ReactNode {
  const t = useT()
  const net = BigInt(props.net)
  if (net === 0n) return <span className="muted">{t('books.even')}</span>
  return (
    <span className="books-net">
      <small>
        {props.other
          ? t(net > 0n ? 'books.isOwed' : 'books.owes')
          : t(net > 0n ? 'books.owed' : 'books.owe')}
      </small>
      <Amount value={String(net < 0n ? -net : net)} asset={props.asset} />
    </span>
  )
}

function Invitations(): ReactNode {
  const t = useT()
  const { data } = useRead('bookInvitations.list', api.bookInvitations.list, {})
  if (!data || data.items.length === 0) return null
  return (
    <Rows title={t('books.invitations')}>
      {data.items.map(({ token, book, by }) => (
        <Row
          key={token}
          to={`/books/join/${token}`}
          title={book ?? t('books.unnamed')}
          note={t('books.invitedBy', { name: by ?? t('books.member') })}
        />
      ))}
    </Rows>
  )
}

function NewBook(props: { bill: string | null }): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [key] = useState(newIdempotencyKey)
  const create = useWrite(api.books.create, ['books.list'])
  return (
    <>
      <Field
        label={t('books.name')}
        hint={t('books.nameHint')}
        value={name}
        onChange={setName}
        maxLength={40}
        autoFocus
      />
      {create.error ? <Failed error={create.error} /> : null}
      <Button
        look="main"
        busy={create.isPending}
        disabled={name.trim() === ''}
        onClick={() =>
          create.mutate(
            { body: { name: name.trim() }, idempotencyKey: key },
            { onSuccess: ({ id }) => void navigate(placeOf(id, props.bill)) },
          )
        }
      >
        {t('books.create')}
      </Button>
    </>
  )
}
