import type { ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { BOOK_CHANGES } from './names.ts'

/** Somebody was asked into a book: what it is, who asks, and as what. */
export function Join(): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const { token = '' } = useParams()
  const read = useRead('bookInvitations.get', api.bookInvitations.get, { params: { token } })
  const accept = useWrite(api.bookInvitations.accept, BOOK_CHANGES)
  const decline = useWrite(api.bookInvitations.decline, BOOK_CHANGES)
  const error = accept.error ?? decline.error
  return (
    <Page title={t('books.join')} back="/books">
      <Loaded read={read}>
        {({ book, by, members, role }) => (
          <>
            <p className="wt-card">
              {t('books.joinLead', {
                name: by ?? t('books.member'),
                book: book ?? t('books.unnamed'),
                count: members,
                role: t(`books.role.${role}`),
              })}
            </p>
            <p className="wt-rows-note">{t('books.noMoney')}</p>
            {error ? <Failed error={error} /> : null}
            <Button
              look="main"
              busy={accept.isPending}
              onClick={() =>
                accept.mutate(
                  { params: { token } },
                  {
                    onSuccess: (joined) =>
                      void navigate(`/books/${joined.book}`, { replace: true }),
                  },
                )
              }
            >
              {t('books.accept')}
            </Button>
            <Button
              look="words"
              busy={decline.isPending}
              onClick={() =>
                decline.mutate(
                  { params: { token } },
                  { onSuccess: () => void navigate('/books', { replace: true }) },
                )
              }
            >
              {t('books.decline')}
            </Button>
          </>
        )}
      </Loaded>
    </Page>
  )
}
