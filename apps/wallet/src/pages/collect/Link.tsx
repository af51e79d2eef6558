import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { Navigate, useParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Page } from '../../parts/page/Page.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'

type Scan = ResponseOf<Routes['scans']['create']>

/** What a code of the wallet leads to when it is opened as a link, by the camera of the phone too. */
export function Link(): ReactNode {
  const t = useT()
  const { code = '' } = useParams()
  const read = useRead('scans.create', api.scans.create, { body: { text: code } })
  return (
    <Page title={t('collect.opening')} back="/">
      <Loaded read={read}>{(found) => <Onward {...found} />}</Loaded>
    </Page>
  )
}

function Onward(found: Scan): ReactNode {
  const t = useT()
  const to = placeOf(found)
  if (to === undefined)
    return <Nothing title={t('collect.elsewhere')} hint={t('collect.elsewhereHint')} />
  return <Navigate to={to} replace />
}

function placeOf({ kind, code, amount, note }: Scan): string | undefined {
  if (kind === 'red_packet') return `/red-packets/open/${code}`
  if (kind !== 'person') return undefined
  const said = { code, ...(amount !== null && { amount }), ...(note !== null && { note }) }
  return `/transfer/amount?${new URLSearchParams(said).toString()}`
}
