import { useState, type ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Choice } from '../../parts/page/Choice.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Sheet } from '../../parts/page/Sheet.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { Net } from './Books.tsx'
import { Invite } from './Invite.tsx'
import { BOOK_CHANGES, useNameIn, type WholeBook } from './names.ts'
import './books.css'

const ACTS = ['member', 'viewer', 'owner', 'remove'] as const
type MemberAct = (typeof ACTS)[number]

/** Who is in a book, who is asked in, and what the owner does with the book. */
export function Members(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const read = useRead('books.get', api.books.get, { params: { id } })
  return (
    <Page title={t('books.members')} back={`/books/${id}`}>
      <Loaded read={read}>
        {(book) => (
          <>
            <People book={book} />
            {book.role === 'owner' && book.archivedAt === null ? <Invite book={id} /> : null}
            <Run book={book} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function People(props: { book: WholeBook }): ReactNode {
  const t = useT()
  const { book } = props
  const nameOf = useNameIn(book)
  const [chosen, setChosen] = useState<string>()
  const change = useWrite(api.bookMembers.change, BOOK_CHANGES)
  const remove = useWrite(api.bookMembers.remove, BOOK_CHANGES)
  const manages = book.role === 'owner' && book.archivedAt === null
  const role = book.people.find(({ person }) => person === chosen)?.role
  const act = (wanted: MemberAct): void => {
    if (chosen === undefined) return
    const params = { id: book.id, person: chosen }
    if (wanted === 'remove') remove.mutate({ params })
    else change.mutate({ params, body: { role: wanted } })
  }
  const error = change.error ?? remove.error
  return (
    <>
      <Rows title={t('books.people', { count: book.members })}>
        {book.people.map(({ person, phone, role: is, net, leftAt }) => (
          <Row
            key={person}
            title={nameOf(person)}
            note={[leftAt === null ? t(`books.role.${is}`) : t('books.former'), phone]
              .filter((each) => each !== null)
              .join(' · ')}
            value={<Net net={net} asset={book.asset} other={person !== book.me} />}
            {...(manages && person !== book.me && leftAt === null
              ? { onClick: () => setChosen(person) }
              : {})}
          />
        ))}
      </Rows>
      {error ? <Failed error={error} /> : null}
      <Choice
        open={chosen !== undefined}
        title={chosen === undefined ? '' : nameOf(chosen)}
        value={role}
        options={ACTS.map((value) => ({
          value,
          label:
            value === 'remove'
              ? t('books.remove')
              : value === 'owner'
                ? t('books.handOver')
                : t(`books.role.${value}`),
        }))}
        onChoose={act}
        onClose={() => setChosen(undefined)}
      />
    </>
  )
}

/** Rename, take along, put away, leave. */
function Run(props: { book: WholeBook }): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const language = useLanguage()
  const { book } = props
  const [renaming, setRenaming] = useState(false)
  const change = useWrite(api.books.change, BOOK_CHANGES)
  const leave = useWrite(api.bookMembers.remove, BOOK_CHANGES)
  const owner = book.role === 'owner'
  const error = change.error ?? leave.error
  return (
    <>
      <Rows {...(owner ? {} : { note: t('books.leaveHint') })}>
        {owner ? <Row title={t('books.rename')} onClick={() => setRenaming(true)} /> : null}
        <li>
          <a className="wt-row" href={`/v1/me/books/${book.id}/export.csv?language=${language}`}>
            <span className="wt-row-main">
              <span className="wt-row-title">{t('books.export')}</span>
            </span>
          </a>
        </li>
        {owner ? (
          <Row
            title={t(book.archivedAt === null ? 'books.archive' : 'books.takeOut')}
            onClick={() =>
              change.mutate({
                params: { id: book.id },
                body: { archived: book.archivedAt === null },
              })
            }
          />
        ) : (
          <Row
            title={t('books.leave')}
            onClick={() =>
              leave.mutate(
                { params: { id: book.id, person: book.me } },
                { onSuccess: () => void navigate('/books', { replace: true }) },
              )
            }
          />
        )}
      </Rows>
      {error ? <Failed error={error} /> : null}
      <Sheet open={renaming} title={t('books.rename')} onClose={() => setRenaming(false)}>
        <Rename book={book} onDone={() => setRenaming(false)} />
      </Sheet>
    </>
  )
}

function Rename(props: { book: WholeBook; onDone: () => void }): ReactNode {
  const t = useT()
  const { book, onDone } = props
  const [name, setName] = useState(book.name ?? '')
  const change = useWrite(api.books.change, BOOK_CHANGES)
  return (
    <>
      <Field label={t('books.name')} value={name} onChange={setName} maxLength={40} autoFocus />
      {change.error ? <Failed error={change.error} /> : null}
      <Button
        look="main"
        busy={change.isPending}
        disabled={name.trim() === ''}
        onClick={() =>
          change.mutate(
            { params: { id: book.id }, body: { name: name.trim() } },
            { onSuccess: onDone },
          )
        }
      >
        {t('books.save')}
      </Button>
    </>
  )
}
