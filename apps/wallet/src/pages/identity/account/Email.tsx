import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { api, useRead, useWrite } from '../../../data/queries.ts'
import { useT } from '../../../i18n/index.ts'
import { Button } from '../../../parts/page/Button.tsx'
import { Field } from '../../../parts/page/Field.tsx'
import { Page } from '../../../parts/page/Page.tsx'
import { Row, Rows } from '../../../parts/page/Rows.tsx'
import { Failed } from '../../../parts/state/Failed.tsx'
import { Loaded } from '../../../parts/state/Loaded.tsx'
import { say } from '../../../parts/state/say.ts'
import { When } from '../../../parts/time/When.tsx'
import { SentCode } from '../PhoneAndCode.tsx'
import { sentOf, type Sent } from '../Resend.tsx'

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const EMAIL_MAX = 120

/** The e-mail for notices and receipts: verified by a code, replaced or forgotten. */
export function Email(): ReactNode {
  const t = useT()
  const read = useRead('myEmail.get', api.myEmail.get, {})
  const [email, setEmail] = useState('')
  const [sent, setSent] = useState<Sent>()
  const send = useMutation({
    mutationFn: () => api.myEmail.requestCode({ body: { email: email.trim() } }),
    onSuccess: (answer) => setSent(sentOf(answer)),
  })
  const keep = useWrite(
    async (code: string) => {
      await api.myEmail.set({ body: { email: email.trim(), code } })
      say(t('email.kept'))
      setSent(undefined)
      setEmail('')
    },
    ['myEmail.get'],
  )
  if (sent) {
    return (
      <SentCode
        to={email.trim()}
        sent={sent}
        resend={{ again: () => send.mutate(), busy: send.isPending, error: send.error }}
        back="/me/email"
        busy={keep.isPending}
        error={keep.error}
        onCode={(code) => keep.mutate(code)}
      />
    )
  }
  return (
    <Page
      title={t('email.title')}
      back="/me/security"
      foot={
        <Button
          look="main"
          busy={send.isPending}
          disabled={!EMAIL.test(email.trim())}
          onClick={() => send.mutate()}
        >
          {t('identity.sendCode')}
        </Button>
      }
    >
      <Loaded read={read} bones={1}>
        {(known) => <Known {...known} />}
      </Loaded>
      <Field
        label={t(read.data?.email ? 'email.another' : 'email.add')}
        value={email}
        onChange={setEmail}
        keys="email"
        autoComplete="email"
        maxLength={EMAIL_MAX}
        hint={t('email.hint')}
      />
      {send.error ? <Failed error={send.error} /> : null}
    </Page>
  )
}

function Known(props: { email: string | null; verifiedAt: string | null }): ReactNode {
  const t = useT()
  const remove = useWrite(api.myEmail.remove, ['myEmail.get'])
  const { email, verifiedAt } = props
  if (email === null || verifiedAt === null) return null
  return (
    <>
      <Rows>
        <Row
          title={email}
          note={
            <>
              {t('email.verified')} <When at={verifiedAt} show="day" />
            </>
          }
          value={
            <Button
              small
              look="danger"
              busy={remove.isPending}
              onClick={() => remove.mutate(undefined)}
            >
              {t('email.remove')}
            </Button>
          }
        />
      </Rows>
      {remove.error ? <Failed error={remove.error} /> : null}
    </>
  )
}
