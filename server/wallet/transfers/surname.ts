import { Refusal } from '@suanpan/contract/refusals'
import { businessDate } from '@suanpan/kernel/time'
import { surnameIs } from '../../parties/index.ts'
import type { Ground } from '../../platform/index.ts'
import { arrivedBefore } from './transfers.ts'

/** From this amount on the first transfer to somebody asks for their surname: 1,000 yuan. */
const ASKED_FROM = 1_000_00n
const TRIES_A_DAY = 3

export type SurnameAsk = {
  person: string
  payee: { id: string; name?: string }
  /** Minor units. */
  amount: bigint
}

/** Whether the payee's surname must be typed: before a first large transfer to them. */
export async function surnameNeeded(
  ground: Ground,
  { person, payee, amount }: SurnameAsk,
): Promise<boolean> {
  if (amount < ASKED_FROM || payee.name === undefined) return false
  return (await arrivedBefore(ground.db, { person, payee: payee.id })).times === 0
}

/**
 * Asks whoever sends much to somebody new to prove that they know them. A try is counted before it
 * is looked at, so that guessing in parallel gains nothing; the right one sets the count free.
 *
 * Refuses with `surname_required`, `surname_wrong {triesLeft}` and `surname_locked`.
 */
export async function checkSurname(
  ground: Ground,
  ask: SurnameAsk,
  typed: string | undefined,
): Promise<void> {
  if (!(await surnameNeeded(ground, ask))) return
  if (typed === undefined) throw new Refusal('surname_required')
  const { person, payee } = ask
  const today = businessDate(ground.clock.now(), ground.config.zone)
  const [row] = await ground.db.query<{ tries: number }>({
    name: 'wallet.count_surname_try',
    text: `insert into wallet.surname_tries as s (person, payee, day, tries) values ($1, $2, $3, 1)
           on conflict (person, payee) do update
             set tries = case when s.day = excluded.day then s.tries + 1 else 1 end,
               day = excluded.day
           returning tries`,
    values: [person, payee.id, today],
  })
  const tries = row?.tries ?? 1
  if (tries > TRIES_A_DAY) throw new Refusal('surname_locked', { tries: TRIES_A_DAY })
  if (!surnameIs(payee.name ?? '', typed)) {
    throw new Refusal('surname_wrong', { triesLeft: TRIES_A_DAY - tries })
  }
  await ground.db.query({
    name: 'wallet.forget_surname_tries',
    text: 'delete from wallet.surname_tries where person = $1 and payee = $2',
    values: [person, payee.id],
  })
}
