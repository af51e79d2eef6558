import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { Segmented, Select } from 'antd'
import type { ReactNode } from 'react'
import { api, useRead } from '../../data/queries.ts'
import { useLabel, useT, type Translate } from '../../i18n/index.ts'
import { DataTable, type Column } from '../../parts/DataTable.tsx'
import { PersonLink } from '../../parts/links.tsx'
import { Page, Sheet } from '../../parts/Page.tsx'
import { StateTag, type Tone } from '../../parts/StateTag.tsx'
import { useFilters } from '../../parts/useFilters.ts'
import { useLeaf } from '../../parts/useLeaf.ts'
import { When } from '../../parts/When.tsx'

type Message = ResponseOf<Routes['messages']['list']>['items'][number]
type State = Message['state']

const CHANNELS = ['sms', 'email', 'push'] as const
const STATES = [
  'waiting',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'expired',
  'kept',
] as const satisfies readonly State[]
const TONES: Record<State, Tone> = {
  waiting: 'info',
  sent: 'good',
  delivered: 'good',
  undelivered: 'bad',
  failed: 'bad',
  expired: 'quiet',
  kept: 'quiet',
}
const REFRESH_MS = 5_000

/** What was sent by SMS, e-mail and push, and what became of it. */
export function Outbox(): ReactNode {
  const t = useT()
  const label = useLabel()
  const leaf = useLeaf()
  const filters = useFilters(['state', 'channel', 'person'] as const)
  const { values } = filters
  const state = STATES.find((each) => each === values.state)
  const channel = CHANNELS.find((each) => each === values.channel)
  const query = {
    ...(state && { state }),
    ...(channel && { channel }),
    ...(values.person !== undefined && { person: values.person }),
    ...(leaf.cursor ? { cursor: leaf.cursor } : {}),
  }
  const messages = useRead(
    'messages.list',
    api.messages.list,
    { query },
    { everyMs: REFRESH_MS, keep: true },
  )
  return (
    <Page
      title={t('outbox.title')}
      subtitle={t('outbox.subtitle')}
      actions={
        <span className="inline">
          <Segmented
            value={channel ?? 'all'}
            options={[
              { value: 'all', label: t('outbox.all') },
              ...CHANNELS.map((each) => ({ value: each, label: t(`outbox.channel.${each}`) })),
            ]}
            onChange={(value) => filters.set({ channel: value === 'all' ? undefined : value })}
          />
          <Select
            allowClear
            style={{ minWidth: 140 }}
            aria-label={t('people.state')}
            placeholder={t('people.state')}
            {...(state && { value: state })}
            options={STATES.map((each) => ({ value: each, label: t(`outbox.state.${each}`) }))}
            onChange={(value) => filters.set({ state: value })}
          />
        </span>
      }
    >
      <Sheet flush>
        <DataTable<Message>
          reading={messages}
          columns={columns(t, label)}
          rowKey={({ id }) => id}
          leaf={leaf}
          empty={{ title: t('outbox.none'), hint: t('outbox.noneHint'), search: filters.any }}
        />
      </Sheet>
    </Page>
  )
}

function columns(t: Translate, label: ReturnType<typeof useLabel>): Column<Message>[] {
  return [
    {
      key: 'what',
      title: t('outbox.what'),
      phone: 'heading',
      width: 380,
      render: ({ template, content }) => (
        <div className="two-lines">
          <span className="wrap">{content?.text ?? label('outbox.template', template)}</span>
          {content ? (
            <small>
              {content.to} · {label('outbox.template', template)}
            </small>
          ) : null}
        </div>
      ),
    },
    {
      key: 'person',
      title: t('reviews.person'),
      render: ({ person }) => (person ? <PersonLink id={person} /> : '–'),
    },
    {
      key: 'channel',
      title: t('outbox.channel'),
      render: ({ channel }) => (channel ? t(`outbox.channel.${channel}`) : '–'),
    },
    {
      key: 'createdAt',
      title: t('outbox.createdAt'),
      render: ({ createdAt, sentAt, deliveredAt }) => (
        <div className="two-lines">
          <When at={createdAt} />
          {(deliveredAt ?? sentAt) ? (
            <small>
              {t(deliveredAt ? 'outbox.deliveredAt' : 'outbox.sentAt')}{' '}
              <When at={deliveredAt ?? sentAt ?? ''} />
            </small>
          ) : null}
        </div>
      ),
    },
    {
      key: 'state',
      title: t('people.state'),
      phone: 'aside',
      render: ({ state, problem, attempts }) => (
        <div className="two-lines">
          <span>
            <StateTag tone={TONES[state]}>{t(`outbox.state.${state}`)}</StateTag>
          </span>
          {problem ? (
            <small className="wrap">
              {t('outbox.attempts', { count: attempts })} {problem}
            </small>
          ) : null}
        </div>
      ),
    },
  ]
}
