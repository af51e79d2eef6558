import { SetOutline } from 'antd-mobile-icons'
import { useEffect, type ReactNode } from 'react'
import { Link } from 'react-router'
import { api, useRead, useWrite } from '../../data/queries.ts'
import { useLanguage, useT } from '../../i18n/index.ts'
import { Row } from '../../parts/page/Rows.tsx'
import { Loaded, Nothing } from '../../parts/state/Loaded.tsx'
import { Days, When } from '../../parts/time/When.tsx'
import { useZone } from '../../session/session.ts'
import { Tabbed } from '../../shell/Tabbed.tsx'
import { wordsOf, type Notice } from './words.ts'

/** What somebody was told, newest first; opening it is reading it. */
export function Messages(): ReactNode {
  const t = useT()
  const read = useRead('notices.list', api.notices.list, { query: { limit: 100 } })
  const { mutate } = useWrite(api.notices.read, ['notices.unread'])
  const newest = read.data?.items[0]
  const unread = newest !== undefined && !newest.read ? newest.seq : undefined
  useEffect(() => {
    if (unread !== undefined) mutate({ body: { upTo: unread } })
  }, [unread, mutate])
  return (
    <Tabbed
      title={t('tab.messages')}
      side={
        <Link to="/messages/settings" aria-label={t('messages.settings')}>
          <SetOutline fontSize={24} />
        </Link>
      }
    >
      <Loaded read={read}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('messages.none')} hint={t('messages.noneHint')} />
          ) : (
            <Days
              items={items}
              at={({ at }) => at}
              row={(notice) => <One key={notice.id} {...notice} />}
            />
          )
        }
      </Loaded>
    </Tabbed>
  )
}

function One(notice: Notice): ReactNode {
  const { title, body } = wordsOf(notice, useLanguage(), useZone())
  const to = placeOf(notice)
  return (
    <Row
      title={title}
      note={body}
      value={<When at={notice.at} show="time" />}
      {...(to !== undefined && { to })}
    />
  )
}

/** Where the thing is that a notice tells of. */
function placeOf({ params }: Notice): string | undefined {
  const { transfer, dispute, conversation, agreement } = params
  if (agreement !== undefined) return `/agreements/${agreement}`
  if (conversation !== undefined) return `/service/${conversation}`
  if (dispute !== undefined) return `/disputes/${dispute}`
  return transfer === undefined ? undefined : `/transfers/${transfer}`
}
