import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { Amount } from '@suanpan/ui'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { ButtonLink } from '../../parts/page/Button.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Facts, Row, Rows } from '../../parts/page/Rows.tsx'
import { Loaded } from '../../parts/state/Loaded.tsx'
import { When } from '../../parts/time/When.tsx'
import { Share } from './Share.tsx'
import './redpackets.css'

type Packet = ResponseOf<Routes['redPackets']['get']>
const OPEN_MS = 5_000

/** How it stands with a packet: to share while it is open, who took what when it has ended. */
export function Detail(): ReactNode {
  const t = useT()
  const { id = '' } = useParams()
  const read = useRead(
    'redPackets.get',
    api.redPackets.get,
    { params: { id } },
    { everyMs: (found) => (found?.state === 'open' ? OPEN_MS : false) },
  )
  return (
    <Page title={t('redpackets.detail')} back="/red-packets">
      <Loaded read={read}>{(packet) => <Standing {...packet} />}</Loaded>
    </Page>
  )
}

function Standing(packet: Packet): ReactNode {
  const { role, state, share, path } = packet
  const isSender = role === 'sender'
  const waits = !isSender && share === null && state === 'open'
  const code = path.split('/').at(-1) ?? ''
  return (
    <>
      <Head {...packet} />
      {waits ? <ToOpen code={code} /> : null}
      {isSender && state === 'open' ? <Share path={path} named={packet.named} /> : null}
      <Numbers {...packet} />
      <Takers {...packet} />
    </>
  )
}

function ToOpen(props: { code: string }): ReactNode {
  const t = useT()
  return (
    <ButtonLink to={`/red-packets/open/${props.code}`} look="main">
      {t('redpackets.toOpen')}
    </ButtonLink>
  )
}

function Head(packet: Packet): ReactNode {
  const t = useT()
  const label = useLabel()
  const { role, sender, greeting, share, asset, amount, state } = packet
  const from = t('redpackets.from', { name: sender.name ?? t('redpackets.unnamed') })
  const shown = role === 'sender' ? amount : share
  return (
    <section className="wt-card redpackets-head" role="status">
      <p>{role === 'sender' ? label('redpackets.state', state) : from}</p>
      {shown === null ? null : <Amount value={{ amount: shown, asset }} size="hero" />}
      {role !== 'sender' && share !== null ? <p>{t('redpackets.inBalance')}</p> : null}
      {greeting ? <p className="redpackets-greeting">{greeting}</p> : null}
    </section>
  )
}

function Numbers(packet: Packet): ReactNode {
  const t = useT()
  const label = useLabel()
  const { kind, shares, takenCount, takenAmount, returned, asset, amount } = packet
  const money = (value: string): ReactNode => <Amount value={{ amount: value, asset }} />
  return (
    <div className="wt-card">
      <Facts
        items={[
          { label: t('redpackets.how'), value: label('redpackets.kind', kind) },
          ...(packet.role === 'receiver' && amount !== null
            ? [{ label: t('redpackets.total'), value: money(amount) }]
            : []),
          ...(shares !== null && takenCount !== null
            ? [
                {
                  label: t('redpackets.taken'),
                  value: t('redpackets.ofShares', { taken: takenCount, shares }),
                },
              ]
            : []),
          ...(takenAmount === null
            ? []
            : [{ label: t('redpackets.takenSum'), value: money(takenAmount) }]),
          ...(returned !== null && returned !== '0'
            ? [{ label: t('redpackets.returned'), value: money(returned) }]
            : []),
          { label: t('redpackets.at'), value: <When at={packet.occurredAt} /> },
          {
            label: packet.state === 'open' ? t('redpackets.until') : t('redpackets.endedAt'),
            value: (
              <When
                at={
                  packet.state === 'open' ? packet.expiresAt : (packet.endedAt ?? packet.expiresAt)
                }
              />
            ),
          },
        ]}
      />
    </div>
  )
}

/** In the order in which they came; nobody is named the luckiest. */
function Takers({ takers, asset, state }: Packet): ReactNode {
  const t = useT()
  if (takers === null) {
    return state === 'open' ? <p className="wt-rows-note">{t('redpackets.takersLater')}</p> : null
  }
  if (takers.length === 0) return null
  return (
    <Rows title={t('redpackets.takers')} note={t('redpackets.fair')}>
      {takers.map((taker) => (
        <Row
          key={taker.person}
          title={taker.name ?? t('redpackets.unnamed')}
          note={<When at={taker.at} />}
          value={<Amount value={{ amount: taker.amount, asset }} />}
        />
      ))}
    </Rows>
  )
}
