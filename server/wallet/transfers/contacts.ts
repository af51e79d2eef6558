import type { Db, Ground } from '../../platform/index.ts'

const LOOKED_AT = 500

/** Somebody this person sent money to or received it from. */
export type Contact = { person: string; lastAt: Date; lastDirection: 'out' | 'in' }

/** The people somebody exchanged money with lately, newest first; those they hid are left out. */
export function recentContacts(
  db: Db,
  { person, limit }: { person: string; limit: number },
): Promise<Contact[]> {
  return db.query<Contact>({
    name: 'wallet.recent_contacts',
    text: `
      with moved as (
        (select payee as contact, occurred_at, 'out' as direction from wallet.transfers
         where person = $1 and payee is not null order by occurred_at desc limit $2)
        union all
        (select person, occurred_at, 'in' from wallet.transfer_ends
         where payee = $1 and outcome = 'arrived' order by occurred_at desc limit $2)
      ), latest as (
        select distinct on (contact) contact, occurred_at, direction from moved
        order by contact, occurred_at desc
      )
      select l.contact as person, l.occurred_at as "lastAt", l.direction as "lastDirection"
      from latest l
      left join wallet.hidden_contacts h on h.person = $1 and h.contact = l.contact
      where h.hidden_at is null or h.hidden_at < l.occurred_at
      order by l.occurred_at desc limit $3`,
    values: [person, LOOKED_AT, limit],
  })
}

/** Takes somebody off the list until money moves between the two again. */
export async function hideContact(
  { db, clock }: Ground,
  { person, contact }: { person: string; contact: string },
): Promise<void> {
  await db.query({
    name: 'wallet.hide_contact',
    text: `insert into wallet.hidden_contacts (person, contact, hidden_at) values ($1, $2, $3)
           on conflict (person, contact) do update set hidden_at = excluded.hidden_at`,
    values: [person, contact, clock.now()],
  })
}
