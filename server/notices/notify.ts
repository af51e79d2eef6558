import { noticeTemplates, type NoticeCode } from '@suanpan/contract/texts/notices'
import { derivedId } from '@suanpan/kernel/ids'
import { transaction, type Ground } from '../platform/index.ts'
import type { NoticeParams } from './notices.ts'

/** The channel that wakes the streams of every process; it carries whose box it is. */
export const NOTICES_CHANNEL = 'suanpan_notices'

export type Telling = { person: string; code: NoticeCode; params: NoticeParams; at: Date }

/**
 * Puts a notice into a person's box, once for each letter and person, and wakes whoever listens.
 *
 * @param letter its id: the notice's own follows from it
 */
export async function notify(ground: Ground, letter: string, telling: Telling): Promise<void> {
  const { person, code, params, at } = telling
  const id = derivedId('ntc', letter, `${person} ${code}`)
  await transaction(ground.db, async ({ query }) => {
    // Locks the box first, so that the numbers of a person are drawn in the order of commit.
    await query({
      name: 'notices.lock_box',
      text: `insert into notices.boxes (person, last_seq) values ($1, 0)
             on conflict (person) do update set last_seq = notices.boxes.last_seq`,
      values: [person],
    })
    await query({
      name: 'notices.tell',
      text: `
        with told as (
          insert into notices.notices (seq, at, id, person, tab, code, params)
          select b.last_seq + 1, $3, $2, $1, $4, $5, $6::jsonb from notices.boxes b
          where b.person = $1 and not exists (select from notices.notices where id = $2)
          returning seq
        ), moved as (
          update notices.boxes b set last_seq = told.seq from told where b.person = $1
        )
        select pg_notify('${NOTICES_CHANNEL}', $1) from told`,
      values: [person, id, at, noticeTemplates[code].tab, code, JSON.stringify(params)],
    })
  })
}
