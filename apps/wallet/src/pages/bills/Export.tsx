import { useState, type ReactNode } from 'react'
import { now } from '../../data/clock.ts'
import { Problem } from '../../data/problem.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Failed } from '../../parts/state/Failed.tsx'
import { dayOf } from '../../parts/time/dates.ts'
import { useZone } from '../../session/session.ts'
import { spanOfDays } from './months.tsx'
import './bills.css'

/** Takes the bills of a span along, as a table for a spreadsheet or as printed pages. */
export function Export(): ReactNode {
  const t = useT()
  const zone = useZone()
  const language = useLanguage()
  const today = dayOf(now(), zone)
  const [first, setFirst] = useState(`${today.slice(0, 7)}-01`)
  const [last, setLast] = useState(today)
  const [busy, setBusy] = useState<'csv' | 'pdf'>()
  const [error, setError] = useState<unknown>()
  const save = async (format: 'csv' | 'pdf'): Promise<void> => {
    setBusy(format)
    setError(undefined)
    try {
      const query = new URLSearchParams({ ...spanOfDays(first, last, zone), language })
      await download(
        `/v1/me/bills.${format}?${query.toString()}`,
        `bills-${first}-${last}.${format}`,
      )
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(undefined)
    }
  }
  const backwards = first > last
  return (
    <Page title={t('bills.export')} back="/bills">
      <div className="wt-card bills-dates">
        <label>
          <span>{t('bills.first')}</span>
          <input type="date" value={first} max={last} onChange={(e) => setFirst(e.target.value)} />
        </label>
        <label>
          <span>{t('bills.last')}</span>
          <input type="date" value={last} max={today} onChange={(e) => setLast(e.target.value)} />
        </label>
      </div>
      <p className="muted">{t('bills.exportHint')}</p>
      {error === undefined ? null : <Failed error={error} />}
      <Button
        look="main"
        busy={busy === 'csv'}
        disabled={backwards || first === '' || last === ''}
        onClick={() => void save('csv')}
      >
        {t('bills.csv')}
      </Button>
      <Button
        busy={busy === 'pdf'}
        disabled={backwards || first === '' || last === ''}
        onClick={() => void save('pdf')}
      >
        {t('bills.pdf')}
      </Button>
    </Page>
  )
}

/** Fetched first, so that a refusal is a sentence on the page and not a file. */
async function download(address: string, fileName: string): Promise<void> {
  const response = await fetch(address, { credentials: 'same-origin' }).catch(() => {
    throw new Problem('network', 0, '')
  })
  if (!response.ok) {
    const body = (await response.json().catch(() => ({}))) as Record<string, string>
    throw new Problem(body['code'] ?? 'unknown', response.status, body['title'] ?? '', body)
  }
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = fileName
  link.click()
  URL.revokeObjectURL(link.href)
}
