import { derivedId } from '@suanpan/kernel/ids'
import { businessDate } from '@suanpan/kernel/time'
import { transaction, type Ground } from '../../platform/index.ts'
import { checkUp } from './check-up.ts'

const PEOPLE_PER_READ = 500

/**
 * Once a month tells everybody who has something left to do for their safety; recurring work. The
 * letter's id follows from person and month, and subscribers do the same thing once.
 *
 * @returns how many were told
 */
export async function remindCheckUps(ground: Ground): Promise<number> {
  const at = ground.clock.now()
  const month = businessDate(at, ground.config.zone).slice(0, 7)
  let told = 0
  let after = ''
  for (;;) {
    const people = await ground.db.query<{ person: string }>(
      `select person from parties.identities where closed_at is null and person > $1
       order by person limit ${PEOPLE_PER_READ}`,
      [after],
    )
    for (const { person } of people) {
      const items = await checkUp(ground, person)
      const todo = items.filter(({ state }) => state === 'todo').map(({ code }) => code)
      if (todo.length === 0) continue
      told++
      await transaction(ground.db, async (tx) => {
        tx.emit({
          id: derivedId('ltr', person, `check_up ${month}`),
          type: 'check_up.due',
          party: person,
          at,
          body: { person, todo },
        })
      })
    }
    if (people.length < PEOPLE_PER_READ) return told
    after = people.at(-1)?.person ?? ''
  }
}
