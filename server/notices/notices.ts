import type { NoticeCode, NoticeTab } from '@suanpan/contract/texts/notices'
import type { Db, Ground } from '../platform/index.ts'

/** What a notice says, by ids and numbers. */
export type NoticeParams = { [name: string]: string }

export type Notice = {
  /** Its number among the person's own. */
  seq: bigint
  id: string
  tab: NoticeTab
  code: NoticeCode
  params: NoticeParams
  at: Date
  readAt: Date | null
}

const NOTICE = `select seq, id, tab, code, params, at, read_at as "readAt" from notices.notices`

/** The notices of a person, newest first. */
export function listNotices(
  db: Db,
  filter: { person: string; tab?: NoticeTab; before?: bigint; limit: number },
): Promise<Notice[]> {
  return db.query<Notice>({
    name: 'notices.list',
    text: `${NOTICE} where person = $1 and ($2::text is null or tab = $2)
             and ($3::int8 is null or seq < $3)
           order by seq desc limit $4`,
    values: [filter.person, filter.tab ?? null, filter.before ?? null, filter.limit],
  })
}

/** What came after a notice, oldest first: what a stream or a poll has missed. */
export function noticesAfter(
  db: Db,
  { person, after, limit }: { person: string; after: bigint; limit: number },
): Promise<Notice[]> {
  return db.query<Notice>({
    name: 'notices.after',
    text: `${NOTICE} where person = $1 and seq > $2 order by seq limit $3`,
    values: [person, after, limit],
  })
}

export type Unread = { tabs: { tab: NoticeTab; count: number }[]; latest: bigint }

/** How many notices of each tab are unread, and the number of the newest. */
export async function unreadNotices(db: Db, person: string): Promise<Unread> {
  const [tabs, [box]] = await Promise.all([
    db.query<{ tab: NoticeTab; count: bigint }>({
      name: 'notices.unread',
      text: `select tab, count(*) from notices.notices
             where person = $1 and read_at is null group by tab`,
      values: [person],
    }),
    db.query<{ latest: bigint }>({
      name: 'notices.latest',
      text: 'select last_seq as latest from notices.boxes where person = $1',
      values: [person],
    }),
  ])
  return {
    tabs: tabs.map(({ tab, count }) => ({ tab, count: Number(count) })),
    latest: box?.latest ?? 0n,
  }
}

/** Marks what a person has seen, up to the newest notice they were shown. */
export async function markRead(
  { db, clock }: Ground,
  { person, tab, upTo }: { person: string; tab?: NoticeTab; upTo: bigint },
): Promise<void> {
  await db.query({
    name: 'notices.mark_read',
    text: `update notices.notices set read_at = $4
           where person = $1 and seq <= $2 and ($3::text is null or tab = $3) and read_at is null`,
    values: [person, upTo, tab ?? null, clock.now()],
  })
}
