import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { useT } from '../../i18n/index.ts'
import { Page, Sheet } from '../../parts/Page.tsx'

const ID = /^[a-z0-9_]{4,60}$/

/** A posting is found by its id: that of the payment, refund or top-up it books. */
export function Postings(): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const [id, setId] = useState('')
  const wanted = id.trim().toLowerCase()
  const wrong = wanted !== '' && !ID.test(wanted)
  return (
    <Page title={t('postings.title')} subtitle={t('postings.subtitle')}>
      <Sheet>
        <form
          className="lookup"
          onSubmit={(event) => {
            event.preventDefault()
            if (ID.test(wanted)) void navigate(`/postings/${wanted}`)
          }}
        >
          <label htmlFor="posting-id">{t('postings.id')}</label>
          <div className="lookup-row">
            <Input
              id="posting-id"
              size="large"
              autoFocus
              value={id}
              status={wrong ? 'error' : ''}
              placeholder="pay_…"
              autoCapitalize="none"
              spellCheck={false}
              onChange={(event) => setId(event.target.value)}
            />
            <Button type="primary" size="large" htmlType="submit" disabled={!ID.test(wanted)}>
              {t('postings.open')}
            </Button>
          </div>
          <p className="muted">{t(wrong ? 'postings.idRule' : 'postings.hint')}</p>
        </form>
      </Sheet>
    </Page>
  )
}
