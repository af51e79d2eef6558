import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { ReactNode } from 'react'
import { Navigate, useParams } from 'react-router'
import { api, useRead } from '../../../data/queries.ts'
import { useT } from '../../../i18n/index.ts'
import { Page } from '../../../parts/page/Page.tsx'
import { Loaded, Nothing } from '../../../parts/state/Loaded.tsx'
import { ButtonLink } from '../../../parts/page/Button.tsx'
import { Merchant } from '../quoted/Merchant.tsx'

/** Where a code leads that was scanned here or by the phone's own camera. */
export function Opened(): ReactNode {
  const t = useT()
  const { code = '' } = useParams()
  // A scan is a question: it changes nothing and may be asked again.
  const read = useRead('scans.create', api.scans.create, { body: { text: code } })
  const found = read.data
  if (found?.kind === 'merchant') return <Merchant scanned={found} />
  const place = found && placeOf(found)
  if (place) return <Navigate to={place} replace />
  return (
    <Page title={t('scan.title')}>
      <Loaded read={read}>
        {() => (
          <Nothing
            title={t('scan.nowhere')}
            action={<ButtonLink to="/scan">{t('scan.again')}</ButtonLink>}
          />
        )}
      </Loaded>
    </Page>
  )
}

type Found = ResponseOf<Routes['scans']['create']>

function placeOf({ kind, id, code, amount, note }: Found): string | undefined {
  if (kind === 'red_packet') return `/red-packets/open/${code}`
  if (kind === 'goal') return `/goals/join/${code}`
  if (kind === 'checkout') return `/pay/${code}`
  if (kind === 'agreement') return `/agreements/sign/${id}`
  if (kind !== 'person') return undefined
  const said = { code, ...(amount !== null && { amount }), ...(note !== null && { note }) }
  return `/transfer/amount?${new URLSearchParams(said).toString()}`
}
