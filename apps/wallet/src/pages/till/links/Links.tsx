import { Amount } from '@suanpan/ui'
import type { Client } from '@suanpan/client'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useT } from '../../../i18n/index.ts'
import { Button } from '../../../parts/page/Button.tsx'
import { Row, Rows } from '../../../parts/page/Rows.tsx'
import { Loaded, Nothing } from '../../../parts/state/Loaded.tsx'
import { When } from '../../../parts/time/When.tsx'
import type { TillView } from '../Counter.tsx'
import { Link } from './Link.tsx'
import { NewLink } from './NewLink.tsx'

const SHOWN = 20
const LOOK_EVERY_MS = 5_000

type Step = { show: 'list' } | { show: 'new' } | { show: 'one'; id: string }

/** Checkout links of this till: the last ones, a new one, and one as it stands. */
export function Links(props: { client: Client; till: TillView; keyed: string }): ReactNode {
  const t = useT()
  const { client, till, keyed } = props
  const [step, setStep] = useState<Step>({ show: 'list' })
  const toList = (): void => setStep({ show: 'list' })
  if (step.show === 'one') return <Link client={client} id={step.id} onDone={toList} />
  if (step.show === 'new') {
    return (
      <NewLink
        client={client}
        asset={till.asset}
        onMade={(id) => setStep({ show: 'one', id })}
        onLeave={toList}
      />
    )
  }
  return (
    <>
      <Button look="main" onClick={() => setStep({ show: 'new' })}>
        {t('till.link.new')}
      </Button>
      <Last client={client} keyed={keyed} onChoose={(id) => setStep({ show: 'one', id })} />
    </>
  )
}

function Last(props: { client: Client; keyed: string; onChoose: (id: string) => void }): ReactNode {
  const t = useT()
  const read = useQuery({
    queryKey: ['checkouts.list', props.keyed],
    queryFn: () => props.client.checkouts.list({ query: { limit: SHOWN } }),
    staleTime: 0,
    refetchInterval: LOOK_EVERY_MS,
  })
  return (
    <Loaded read={read}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing title={t('till.link.none')} hint={t('till.link.noneHint')} />
        ) : (
          <Rows title={t('till.link.last')}>
            {items.map(({ id, title, state, amount, asset, createdAt }) => (
              <Row
                key={id}
                title={title}
                note={
                  <>
                    {t(`till.link.state.${state}`)} · <When at={createdAt} />
                  </>
                }
                value={<Amount value={amount} asset={asset} />}
                onClick={() => props.onChoose(id)}
              />
            ))}
          </Rows>
        )
      }
    </Loaded>
  )
}
