import { noticePlace } from '@suanpan/contract/texts/notice-places'
import { SetOutline } from 'antd-mobile-icons'
import { useState, type ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useLabel, useLanguage, useT } from '../../i18n/index.ts'
import { Button } from '../../parts/page/Button.tsx'
import { Row } from '../../parts/page/Rows.tsx'
import { Segments } from '../../parts/page/Segments.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { Days, When } from '../../parts/time/When.tsx'
import { useZone } from '../../session/session.ts'
import { Tabbed } from '../../shell/Tabbed.tsx'
import './messages.css'
import { wordsOf, type Notice } from './words.ts'

const TABS = ['all', 'trade', 'security', 'service', 'activity'] as const
type Tab = (typeof TABS)[number]
const CHANGES = ['notices.unread', 'notices.list']
const PAGE = 50
const PAGE_MAX = 200

/** What somebody was told, by tabs, newest first; opening one is reading it. */
export function Messages(): ReactNode {
  const t = useT()
  const label = useLabel()
  const [tab, setTab] = useState<Tab>('all')
  const unread = useRead('notices.unread', api.notices.unread, {})
  const counts = unread.data?.tabs
  return (
    <Tabbed
      title={t('tab.messages')}
      side={
        <Link to="/messages/settings" aria-label={t('messages.settings')}>
          <SetOutline fontSize={24} />
        </Link>
      }
    >
      <Segments
        label={t('messages.tabs')}
        value={tab}
        options={TABS.map((value) => ({
          value,
          label: label('messages.tab', value),
          ...(value !== 'all' && { count: counts?.[value] ?? 0 }),
        }))}
        onChoose={setTab}
      />
      <List key={tab} tab={tab} />
    </Tabbed>
  )
}

function List(props: { tab: Tab }): ReactNode {
  const t = useT()
  const [limit, setLimit] = useState(PAGE)
  const tab = props.tab === 'all' ? {} : { tab: props.tab }
  const read = useRead(
    'notices.list',
    api.notices.list,
    { query: { limit, ...tab } },
    { keep: true },
  )
  const readAll = useWrite(api.notices.read, CHANGES)
  return (
    <Loaded read={read}>
      {({ items, next }) => {
        const [newest] = items
        if (newest === undefined) {
          const title = props.tab === 'all' ? t('messages.none') : t('messages.noneUnread')
          return <Nothing title={title} hint={t('messages.noneHint')} />
        }
        return (
          <>
            {items.some((each) => !each.read) ? (
              <div className="messages-all">
                <Button
                  small
                  look="words"
                  busy={readAll.isPending}
                  onClick={() => readAll.mutate({ body: { ...tab, upTo: newest.seq } })}
                >
                  {t('messages.readAll')}
                </Button>
              </div>
            ) : null}
            <Days
              items={items}
              at={({ at }) => at}
              row={(notice) => <One key={notice.id} {...notice} />}
            />
            {next !== null && limit < PAGE_MAX ? (
              <Button look="words" onClick={() => setLimit(Math.min(limit + PAGE, PAGE_MAX))}>
                {t('messages.more')}
              </Button>
            ) : null}
          </>
        )
      }}
    </Loaded>
  )
}

function One(notice: Notice): ReactNode {
  const t = useT()
  const navigate = useNavigate()
  const { mutate } = useWrite(api.notices.read, CHANGES)
  const { title, body } = wordsOf(notice, useLanguage(), useZone())
  const to = noticePlace(notice)
  const open = (): void => {
    if (!notice.read) mutate({ body: { upTo: notice.seq, only: true } })
    if (to !== undefined) void navigate(to)
  }
  return (
    <Row
      title={
        <>
          {notice.read ? null : (
            <span className="messages-dot" role="img" aria-label={t('messages.isUnread')} />
          )}
          {title}
        </>
      }
      note={body}
      value={<When at={notice.at} show="time" />}
      {...((to !== undefined || !notice.read) && { onClick: open })}
    />
  )
}
