import { Amount } from '@suanpan/ui'
import type { Client } from '@suanpan/client'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useLabel, useT } from '../../../i18n/index.ts'
import { Button } from '../../../parts/page/Button.tsx'
import { Row, Rows } from '../../../parts/page/Rows.tsx'
import { Loaded, Nothing } from '../../../parts/state/Loaded.tsx'
import { When } from '../../../parts/time/When.tsx'
import { Dispute } from './Dispute.tsx'
import { Left } from './Left.tsx'

type Page = ResponseOf<Routes['disputes']['list']>
type Item = Page['items'][number]

/** What waits for an answer, all of it; of the rest the last ones. */
const WAITING_MAX = 200
const SHOWN = 20
const LOOK_EVERY_MS = 30_000

/** Disputes of this till's merchant: first those that wait for an answer, the most urgent on top. */
export function Disputes(props: { client: Client; keyed: string; may: boolean }): ReactNode {
  const t = useT()
  const { client, keyed, may } = props
  const [chosen, setChosen] = useState<string>()
  const waiting = useWaiting(client, { keyed, may })
  const [shown, setShown] = useState(SHOWN)
  const others = useQuery({
    queryKey: ['disputes.list', keyed, shown],
    queryFn: () => client.disputes.list({ query: { limit: shown } }),
    enabled: may,
    staleTime: 0,
    refetchInterval: LOOK_EVERY_MS,
  })
  if (!may) return <Nothing title={t('till.dispute.mayNot')} hint={t('till.dispute.mayNotHint')} />
  if (chosen !== undefined) {
    return <Dispute {...{ client, keyed }} id={chosen} onDone={() => setChosen(undefined)} />
  }
  return (
    <Loaded read={waiting}>
      {({ items }) => (
        <>
          <Waiting items={items} onChoose={setChosen} />
          <Loaded read={others}>
            {(page) => (
              <>
                <Others items={page.items} none={items.length === 0} onChoose={setChosen} />
                {page.next === null || shown >= WAITING_MAX ? null : (
                  <Button onClick={() => setShown(Math.min(shown * 2, WAITING_MAX))}>
                    {t('till.dispute.more')}
                  </Button>
                )}
              </>
            )}
          </Loaded>
        </>
      )}
    </Loaded>
  )
}

/** Those that wait for the merchant; how many they are stands beside the name of this part. */
export function useWaiting(
  client: Client,
  { keyed, may }: { keyed: string; may: boolean },
): UseQueryResult<Page, Error> {
  return useQuery({
    queryKey: ['disputes.list', keyed, 'opened'],
    queryFn: () => client.disputes.list({ query: { state: 'opened', limit: WAITING_MAX } }),
    enabled: may,
    staleTime: 0,
    refetchInterval: LOOK_EVERY_MS,
  })
}

type Chosen = { items: readonly Item[]; onChoose: (id: string) => void }

function Waiting({ items, onChoose }: Chosen): ReactNode {
  const t = useT()
  const label = useLabel()
  if (items.length === 0) return null
  const urgent = items.toSorted((a, b) => (a.dueAt ?? '').localeCompare(b.dueAt ?? ''))
  return (
    <Rows title={t('till.dispute.waiting')} note={t('till.dispute.waitingNote')}>
      {urgent.map(({ id, reason, dueAt, amount, asset }) => (
        <Row
          key={id}
          title={label('till.dispute.reason', reason)}
          note={dueAt === null ? undefined : <Left dueAt={dueAt} />}
          value={<Amount value={amount} asset={asset} />}
          onClick={() => onChoose(id)}
        />
      ))}
    </Rows>
  )
}

function Others({ items, none, onChoose }: Chosen & { none: boolean }): ReactNode {
  const t = useT()
  const label = useLabel()
  const rest = items.filter(({ state }) => state !== 'opened')
  if (rest.length === 0) {
    return none ? (
      <Nothing title={t('till.dispute.none')} hint={t('till.dispute.noneHint')} picture="done" />
    ) : null
  }
  return (
    <Rows title={t('till.dispute.others')}>
      {rest.map(({ id, reason, state, amount, asset, movedAt }) => (
        <Row
          key={id}
          title={label('till.dispute.reason', reason)}
          note={
            <>
              {label('till.dispute.state', state)} · <When at={movedAt} />
            </>
          }
          value={<Amount value={amount} asset={asset} />}
          onClick={() => onChoose(id)}
        />
      ))}
    </Rows>
  )
}
