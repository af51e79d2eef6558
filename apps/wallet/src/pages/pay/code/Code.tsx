import { useState, type ReactNode } from 'react'
import { api, useRead } from '../../../data/queries.ts'
import { codeOf } from '../../../data/problem.ts'
import { useT } from '../../../i18n/index.ts'
import { Page } from '../../../parts/page/Page.tsx'
import { Failed } from '../../../parts/state/Failed.tsx'
import { Bones } from '../../../parts/state/Loaded.tsx'
import { Asked } from './Asked.tsx'
import { NoNetwork } from './NoNetwork.tsx'
import { Outcome } from './Outcome.tsx'
import { Showing } from './Showing.tsx'
import { useCodes, useLookEvery, type Found } from './use-codes.ts'
import './code.css'

/** What a till did: asked under this id, or was refused the code of this id. */
type Followed = { id: string; refused?: Found }

/**
 * The code that a shop scans, and what becomes of it. A till that asks is answered here, also when
 * its question came while the person was elsewhere or belongs to a code shown long before.
 */
export function Code(): ReactNode {
  const t = useT()
  const [seen, setSeen] = useState<readonly string[]>([])
  const [followed, setFollowed] = useState<Followed>()
  const { issued, shown, renew, used } = useCodes()
  const everyMs = useLookEvery()
  const waiting = useRead('codeRequests.list', api.codeRequests.list, {}, { everyMs })
  const next = followedOf(used) ?? waiting.data?.items[0]
  if (followed === undefined && next && !seen.includes(next.id))
    setFollowed({ id: next.id, ...('refused' in next && { refused: next.refused }) })
  const again = (): void => {
    if (followed) setSeen([...seen, followed.id])
    setFollowed(undefined)
    void renew()
  }
  if (followed?.refused) return <Outcome {...followed.refused} again={again} />
  if (followed) return <Asked id={followed.id} again={again} />
  if (codeOf(issued.error) === 'network') return <NoNetwork retry={() => void renew()} />
  return (
    <Page title={t('pay.code')}>
      {issued.error ? <Failed error={issued.error} onRetry={() => void renew()} /> : null}
      {shown && !issued.error ? <Showing shown={shown} renew={() => void renew()} /> : null}
      {issued.isPending ? <Bones rows={3} /> : null}
    </Page>
  )
}

function followedOf(used: (Found & { code: string }) | undefined): Followed | undefined {
  if (!used) return undefined
  return used.codePayment === null ? { id: used.code, refused: used } : { id: used.codePayment }
}
