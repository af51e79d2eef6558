import { DeleteOutline, UserOutline } from 'antd-mobile-icons'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Field } from '../../parts/page/Field.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row, Rows } from '../../parts/page/Rows.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import './transfer.css'

const PHONE = /^\+?[0-9][0-9 ()-]{4,22}$/

/** To whom: a phone, or somebody money moved with lately. */
export function Whom(): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const [phone, setPhone] = useState('')
  const go = (event: FormEvent): void => {
    event.preventDefault()
    if (PHONE.test(phone.trim()))
      void navigate(`/transfer/amount?phone=${encodeURIComponent(phone.trim())}`)
  }
  return (
    <Page title={t('transfer.title')}>
      <form className="wt-card transfer-whom" onSubmit={go}>
        <Field
          label={t('transfer.phone')}
          value={phone}
          onChange={setPhone}
          keys="tel"
          hint={t('transfer.phoneHint')}
          maxLength={24}
        />
        <Button look="main" submit disabled={!PHONE.test(phone.trim())}>
          {t('action.next')}
        </Button>
      </form>
      <Contacts />
    </Page>
  )
}

function Contacts(): ReactNode {
  const t = useT()
  const read = useRead('contacts.list', api.contacts.list, {})
  const hide = useWrite(api.contacts.hide, ['contacts.list'])
  const [editing, setEditing] = useState(false)
  return (
    <Loaded read={read}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing title={t('transfer.noContacts')} hint={t('transfer.noContactsHint')} />
        ) : (
          <>
            <Rows title={t('transfer.contacts')}>
              {items.map((contact) => (
                <Row
                  key={contact.person}
                  icon={editing ? <DeleteOutline /> : <UserOutline />}
                  title={contact.name ?? contact.phone ?? t('transfer.unnamed')}
                  note={
                    <>
                      {contact.phone ? `${contact.phone} · ` : null}
                      <When at={contact.lastAt} show="day" />
                    </>
                  }
                  {...(editing
                    ? {
                        onClick: () => hide.mutate({ params: { person: contact.person } }),
                        value: t('transfer.hide'),
                      }
                    : { to: `/transfer/amount?person=${contact.person}` })}
                />
              ))}
            </Rows>
            <Button look="words" small onClick={() => setEditing(!editing)}>
              {editing ? t('action.done') : t('transfer.editContacts')}
            </Button>
          </>
        )
      }
    </Loaded>
  )
}
