import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { Amount } from '@suanpan/ui'
import { GiftOutline } from 'antd-mobile-icons'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useT } from '../../i18n/index.ts'
import { ButtonLink } from '../../parts/page/Button.tsx'
import { Page } from '../../parts/page/Page.tsx'
import { Row } from '../../parts/page/Rows.tsx'
import { Segments } from '../../parts/page/Segments.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { Days } from '../../parts/time/When.tsx'
import './redpackets.css'

type Line = ResponseOf<Routes['redPackets']['sent']>['items'][number]
const SIDES = ['received', 'sent'] as const
const PAGE = { query: { limit: 100 } }

/** What one received and what one sent. */
export function List(): ReactNode {
  const t = useT()
  const label = useLabel()
  const [search, setSearch] = useSearchParams()
  const side = search.get('side') === 'sent' ? 'sent' : 'received'
  return (
    <Page
      title={t('redpackets.title')}
      foot={
        <ButtonLink to="/red-packets/new" look="main">
          {t('redpackets.new')}
        </ButtonLink>
      }
    >
      <Segments
        label={t('redpackets.sides')}
        value={side}
        options={SIDES.map((value) => ({ value, label: label('redpackets', value) }))}
        onChoose={(value) => setSearch({ side: value }, { replace: true })}
      />
      {side === 'sent' ? <Sent /> : <Received />}
    </Page>
  )
}

function Received(): ReactNode {
  const t = useT()
  const read = useRead('redPackets.received', api.redPackets.received, PAGE)
  return (
    <Loaded read={read}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing title={t('redpackets.noneReceived')} hint={t('redpackets.noneReceivedHint')} />
        ) : (
          <Days
            items={items}
            at={({ occurredAt }) => occurredAt}
            row={(each) => <Got key={each.id} {...each} />}
          />
        )
      }
    </Loaded>
  )
}

function Sent(): ReactNode {
  const t = useT()
  const read = useRead('redPackets.sent', api.redPackets.sent, PAGE)
  return (
    <Loaded read={read}>
      {({ items }) =>
        items.length === 0 ? (
          <Nothing title={t('redpackets.noneSent')} hint={t('redpackets.noneSentHint')} />
        ) : (
          <Days
            items={items}
            at={({ occurredAt }) => occurredAt}
            row={(each) => <Gave key={each.id} {...each} />}
          />
        )
      }
    </Loaded>
  )
}

function Got(packet: Line): ReactNode {
  const t = useT()
  const label = useLabel()
  const { sender, share, asset, greeting, kind, state } = packet
  const waits = state === 'open' ? t('redpackets.waits') : label('redpackets.state', state)
  return (
    <Row
      icon={<GiftOutline />}
      title={sender.name ?? t('redpackets.unnamed')}
      note={greeting ?? label('redpackets.kind', kind)}
      value={share === null ? waits : <Amount value={{ amount: share, asset }} flow />}
      to={`/red-packets/${packet.id}`}
    />
  )
}

function Gave(packet: Line): ReactNode {
  const label = useLabel()
  const t = useT()
  const { amount, asset, greeting, kind, state, takenCount, shares } = packet
  const taken = t('redpackets.takenOf', { taken: takenCount ?? 0, shares: shares ?? 0 })
  return (
    <Row
      icon={<GiftOutline />}
      title={greeting ?? label('redpackets.kind', kind)}
      note={`${label('redpackets.state', state)} · ${taken}`}
      value={amount === null ? '' : <Amount value={{ amount, asset }} />}
      to={`/red-packets/${packet.id}`}
    />
  )
}
