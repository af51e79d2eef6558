import { useState, type ReactNode } from 'react'
import { api, newIdempotencyKey, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Rows } from '../../parts/page/Rows.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { say } from '../../parts/state/say.ts'
import { When } from '../../parts/time/When.tsx'
import './books.css'

const ROLES = ['member', 'viewer'] as const
const CHANGES = ['bookInvites.list'] as const

/** Asks people in: whoever has the link, or whoever has a phone. */
export function Invite(props: { book: string }): ReactNode {
  const t = useT()
  const [role, setRole] = useState<(typeof ROLES)[number]>('member')
  const [phone, setPhone] = useState('')
  const invite = useWrite(api.bookInvites.create, CHANGES)
  const ask = (to?: string): void =>
    invite.mutate(
      {
        params: { id: props.book },
        body: { role, ...(to !== undefined && { phone: to }) },
        idempotencyKey: newIdempotencyKey(),
      },
      {
        onSuccess: () => {
          setPhone('')
          if (to !== undefined) say(t('books.sent'))
        },
      },
    )
  return (
    <>
      <section>
        <h2 className="wt-rows-title">{t('books.invite')}</h2>
        <div className="wt-card books-form">
          <div className="books-chips" role="group" aria-label={t('books.inviteAs')}>
            {ROLES.map((each) => (
              <button
                key={each}
                type="button"
                className="wt-plain books-chip"
                aria-pressed={role === each}
                onClick={() => setRole(each)}
              >
                {t(`books.role.${each}`)}
              </button>
            ))}
          </div>
          <Field
            label={t('books.phone')}
            hint={t('books.phoneNote')}
            value={phone}
            onChange={setPhone}
            keys="tel"
            maxLength={24}
          />
          <Button
            look="main"
            busy={invite.isPending}
            disabled={phone.trim() === ''}
            onClick={() => ask(phone.trim())}
          >
            {t('books.byPhone')}
          </Button>
          <Button busy={invite.isPending} onClick={() => ask()}>
            {t('books.byLink')}
          </Button>
          <small className="muted">{t('books.linkNote')}</small>
          {invite.error ? <Failed error={invite.error} /> : null}
        </div>
      </section>
      <Open book={props.book} />
    </>
  )
}

function Open(props: { book: string }): ReactNode {
  const t = useT()
  const params = { id: props.book }
  const { data } = useRead('bookInvites.list', api.bookInvites.list, { params })
  const revoke = useWrite(api.bookInvites.revoke, CHANGES)
  if (!data || data.items.length === 0) return null
  const copy = async (token: string): Promise<void> => {
    await navigator.clipboard?.writeText(linkOf(token))
    say(t('books.copied'))
  }
  return (
    <>
      <Rows title={t('books.openInvites')}>
        {data.items.map(({ id, token, phoneEnd, role, expiresAt }) => (
          <li key={id} className="books-invite">
            <strong>
              {token === null ? t('books.phoneKind', { end: phoneEnd ?? '' }) : t('books.linkKind')}
            </strong>
            <small className="muted">
              {t(`books.role.${role}`)} · <When at={expiresAt} show="day" />
            </small>
            {token === null ? null : <span className="books-link">{linkOf(token)}</span>}
            <span className="books-acts">
              {token === null ? null : (
                <Button small onClick={() => void copy(token)}>
                  {t('books.copy')}
                </Button>
              )}
              <Button
                small
                look="words"
                onClick={() => revoke.mutate({ params: { ...params, invite: id } })}
              >
                {t('books.revoke')}
              </Button>
            </span>
          </li>
        ))}
      </Rows>
      {revoke.error ? <Failed error={revoke.error} /> : null}
    </>
  )
}

const linkOf = (token: string): string => `${location.origin}/wallet/books/join/${token}`
