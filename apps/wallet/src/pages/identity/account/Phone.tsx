import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useState, type ReactNode } from 'react'
import { api, useRead, useWrite } from '../../../data/queries.ts'
import { useT } from '../../../i18n/index.ts'
import { Result } from '../../../parts/act/Result.tsx'
import { useProof } from '../../../parts/act/proof.tsx'
import { Button, ButtonLink } from '../../../parts/page/Button.tsx'
import { Notice } from '../../../parts/page/Notice.tsx'
import { Page } from '../../../parts/page/Page.tsx'
import { Row, Rows } from '../../../parts/page/Rows.tsx'
import { Failed } from '../../../parts/state/Failed.tsx'
import { Loaded } from '../../../parts/state/Loaded.tsx'
import { say } from '../../../parts/state/say.ts'
import { When } from '../../../parts/time/When.tsx'
import { CodeStep, PhoneStep } from '../PhoneAndCode.tsx'
import type { Sent } from '../Resend.tsx'

type Mine = ResponseOf<Routes['myPhone']['get']>

/** The phone number of the wallet, and a change of it that waits. */
export function Phone(): ReactNode {
  const t = useT()
  const read = useRead('myPhone.get', api.myPhone.get, {})
  return (
    <Page title={t('phone.title')} back="/me/security">
      <Loaded read={read} bones={1}>
        {(mine) => <Known {...mine} />}
      </Loaded>
    </Page>
  )
}

function Known({ phone, change }: Mine): ReactNode {
  const t = useT()
  const cancel = useWrite(api.myPhone.cancel, ['myPhone.get'])
  const stop = async (): Promise<void> => {
    await cancel.mutateAsync(undefined)
    say(t('phone.cancelled'))
  }
  return (
    <>
      <Rows note={t('phone.hint')}>
        <Row title={t('phone.now')} value={phone ?? t('phone.none')} />
      </Rows>
      {change === null ? (
        <ButtonLink look="main" to="/me/phone/new">
          {t('phone.change')}
        </ButtonLink>
      ) : (
        <>
          <Notice tone="warning">{t('phone.waiting', { phone: change.phone })}</Notice>
          <Rows>
            <Row title={t('phone.askedAt')} value={<When at={change.requestedAt} />} />
            <Row title={t('phone.takesEffectAt')} value={<When at={change.takesEffectAt} />} />
          </Rows>
          {cancel.error ? <Failed error={cancel.error} /> : null}
          <Button
            look="danger"
            busy={cancel.isPending}
            onClick={() => void stop().catch(() => undefined)}
          >
            {t('phone.cancel')}
          </Button>
        </>
      )}
    </>
  )
}

/** The new number, its code, and a proof that it is the person. */
export function NewPhone(): ReactNode {
  const t = useT()
  const prove = useProof()
  const [phone, setPhone] = useState('')
  const [sent, setSent] = useState<Sent>()
  const change = useWrite(
    (code: string) =>
      prove((proof) => api.myPhone.change({ body: { phone, code, ...(proof && { proof }) } })),
    ['myPhone.get', 'me.get'],
  )
  if (change.data) {
    const { takesEffectAt } = change.data
    return (
      <Page title={t('phone.title')} back="/me/phone">
        <Result
          state="processing"
          title={t('phone.asked')}
          note={t('phone.askedHint')}
          lines={[
            { label: t('phone.new'), value: change.data.phone },
            { label: t('phone.takesEffectAt'), value: <When at={takesEffectAt} /> },
          ]}
        />
        <ButtonLink look="main" to="/me/phone" replace>
          {t('action.done')}
        </ButtonLink>
      </Page>
    )
  }
  if (sent) {
    return (
      <CodeStep
        phone={phone}
        sent={sent}
        onSent={setSent}
        back="/me/phone"
        busy={change.isPending}
        error={change.error}
        onCode={(code) => change.mutate(code)}
      />
    )
  }
  return (
    <PhoneStep
      title={t('phone.new')}
      lead={t('phone.newLead')}
      phone={phone}
      onPhone={setPhone}
      back="/me/phone"
      onSent={setSent}
    />
  )
}
