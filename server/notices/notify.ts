import { noticeTemplates, type NoticeCode } from '@suanpan/contract/texts/notices'
import { derivedId } from '@suanpan/kernel/ids'
import { transaction, type Ground } from '../platform/index.ts'
import type { NoticeParams } from './notices.ts'

/** The channel that wakes the streams of every process; it carries whose boxes they are, with spaces between. */
export const NOTICES_CHANNEL = 'suanpan_notices'
/** A notification holds 8,000 bytes, an id of a person about 30. */
const PEOPLE_OF_A_CALL = 200

export type Telling = {
  /** Id of the letter: the notice's own follows from it. */
  letter: string
  person: string
  code: NoticeCode
  params: NoticeParams
  at: Date
}

/**
 * Puts notices into people's boxes, once for each letter and person, and wakes whoever listens: one
 * transaction, in the order given.
 *
 * Not forced to disk: its commit record lies before that of the cursor which passes the letters, so
 * what a crash loses here is told again. Forced, every batch would hold the lock of notifications
 * for as long as the disk takes, and the postings, which ring too, would wait behind it.
 */
export async function notify(ground: Ground, tellings: Telling[]): Promise<void> {
  const fresh = new Map(tellings.map((telling) => [idOf(telling), telling]))
  const people = [...new Set(tellings.map(({ person }) => person))].toSorted()
  const [ids, all] = [[...fresh.keys()], [...fresh.values()]]
  await transaction(
    ground.db,
    async ({ query }) => {
      await query({
        name: 'notices.open_boxes',
        text: `insert into notices.boxes (person, last_seq) select person, 0 from unnest($1::text[]) person
               on conflict (person) do nothing`,
        values: [people],
      })
      // Locked in one order before anything is read, so that the numbers of a person are drawn in the order of commit.
      await query({
        name: 'notices.lock_boxes',
        text: `select from notices.boxes where person = any($1) order by person for update`,
        values: [people],
      })
      const told = await query<{ person: string }>({
        name: 'notices.tell',
        text: TELL,
        values: [
          ids,
          all.map(({ person }) => person),
          all.map(({ code }) => noticeTemplates[code].tab),
          all.map(({ code }) => code),
          all.map(({ params }) => JSON.stringify(params)),
          all.map(({ at }) => at),
        ],
      })
      const awake = told.map(({ person }) => person)
      for (let from = 0; from < awake.length; from += PEOPLE_OF_A_CALL) {
        await query({
          name: 'notices.wake',
          text: `select pg_notify('${NOTICES_CHANNEL}', $1)`,
          values: [awake.slice(from, from + PEOPLE_OF_A_CALL).join(' ')],
        })
      }
    },
    { settings: { synchronous_commit: 'off' } },
  )
}

const idOf = ({ letter, person, code }: Telling): string =>
  derivedId('ntc', letter, `${person} ${code}`)

const TELL = `
  with fresh as (
    select id, person, tab, code, params, at,
           row_number() over (partition by person order by place) as nth
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
         with ordinality as given (id, person, tab, code, params, at, place)
    where not exists (select from notices.notices n where n.id = given.id)
  ), told as (
    insert into notices.notices (seq, at, id, person, tab, code, params)
    select b.last_seq + f.nth, f.at, f.id, f.person, f.tab, f.code, f.params::jsonb
    from fresh f join notices.boxes b on b.person = f.person
    returning person, seq
  ), newest as (
    select person, max(seq) as seq from told group by person
  )
  update notices.boxes b set last_seq = newest.seq from newest where b.person = newest.person
  returning b.person`
