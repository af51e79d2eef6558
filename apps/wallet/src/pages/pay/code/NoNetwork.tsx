import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { now } from '../../../data/clock.ts'
import { offlineCode, type OfflineCodes } from '../../../data/offline-codes.ts'
import { useT } from '../../../i18n/index.ts'
import { Button } from '../../../parts/page/Button.tsx'
import { Notice } from '../../../parts/page/Notice.tsx'
import { Page } from '../../../parts/page/Page.tsx'
import { Nothing } from '../../../parts/state/Loaded.tsx'
import { Countdown } from './Countdown.tsx'
import { CodeCard } from './Showing.tsx'
import { useKeptCodes } from './use-kept-codes.ts'

/** Without a network: a code that the phone makes by itself where that was switched on, and what it means. */
export function NoNetwork({ retry }: { retry: () => void }): ReactNode {
  const t = useT()
  const kept = useKeptCodes()
  return (
    <Page
      title={t('pay.code')}
      foot={
        <Button look={kept ? 'edge' : 'main'} onClick={retry}>
          {t('problem.retry')}
        </Button>
      }
    >
      {kept ? <Offline codes={kept} /> : null}
      {kept === null ? <Nothing title={t('pay.noNetwork')} hint={t('pay.noNetworkHint')} /> : null}
    </Page>
  )
}

function Offline({ codes }: { codes: OfflineCodes }): ReactNode {
  const t = useT()
  const [turn, setTurn] = useState(0)
  const { data: shown } = useQuery({
    queryKey: ['offlineCodes.shown', codes.number, turn],
    queryFn: () => offlineCode(codes, now()),
    gcTime: 0,
  })
  return (
    <>
      <Notice tone="warning">{t('pay.offlineNow')}</Notice>
      {shown ? (
        <CodeCard key={shown.code} digits={shown.code}>
          <Countdown
            until={shown.until}
            onOver={() => setTurn((before) => before + 1)}
            text="pay.left"
          />
        </CodeCard>
      ) : null}
      <p className="muted pay-hint">{t('pay.offlineMeans')}</p>
    </>
  )
}
