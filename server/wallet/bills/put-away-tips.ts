import { Refusal } from '@suanpan/contract/refusals'
import { businessDate } from '@suanpan/kernel/time'
import { transaction, type Ground } from '../../platform/index.ts'
import { tipsFor, type Tip } from './tips.ts'

/** Until the month is over, or always. */
export type PutAway = 'month' | 'always'

/** What a tip is called: the same budget in the same state, or the same category that rose. */
export function tipId(tip: Tip): string {
  const about = tip.kind === 'rise' ? 'rise' : tip.broken ? 'budget_broken' : 'budget_near'
  return `${about}.${tip.category}`
}

/** The tips of a person at this moment without those they have put away, and how many these are. */
export async function openTips(
  ground: Ground,
  asked: { person: string; asset: string; at: Date },
): Promise<{ tips: Tip[]; putAway: number }> {
  const { person, at } = asked
  const [all, away] = await Promise.all([
    tipsFor(ground, asked),
    ground.db.query<{ tip: string }>({
      name: 'wallet.tips_put_away',
      text: `select tip from wallet.tips_put_away
             where person = $1 and (through is null or through >= $2)`,
      values: [person, monthAt(ground, at)],
    }),
  ])
  const gone = new Set(away.map(({ tip }) => tip))
  return { tips: all.filter((tip) => !gone.has(tipId(tip))), putAway: away.length }
}

/**
 * Puts a tip away that is there now; the last wish counts.
 *
 * Refuses with `tip_not_found {tip}`, so that nothing is kept of tips that never were.
 */
export async function putTipAway(
  ground: Ground,
  asked: { person: string; asset: string; at: Date },
  { tip, until }: { tip: string; until: PutAway },
): Promise<void> {
  const { person, at } = asked
  const tips = await tipsFor(ground, asked)
  if (!tips.some((each) => tipId(each) === tip)) throw new Refusal('tip_not_found', { tip })
  const month = monthAt(ground, at)
  await transaction(ground.db, async (tx) => {
    // What was put away for a month that is over is of no use any more.
    await tx.query('delete from wallet.tips_put_away where person = $1 and through < $2', [
      person,
      month,
    ])
    await tx.query(
      `insert into wallet.tips_put_away (person, tip, through, at) values ($1, $2, $3, $4)
       on conflict (person, tip) do update set through = excluded.through, at = excluded.at`,
      [person, tip, until === 'always' ? null : month, at],
    )
  })
}

/** Brings one tip back, or all that were put away. */
export async function bringTipsBack(
  { db }: Ground,
  { person, tip }: { person: string; tip?: string },
): Promise<void> {
  await db.query({
    name: 'wallet.bring_tips_back',
    text: `delete from wallet.tips_put_away
           where person = $1 and ($2::text is null or tip = $2)`,
    values: [person, tip ?? null],
  })
}

const monthAt = ({ config }: Ground, at: Date): string =>
  `${businessDate(at, config.zone).slice(0, 7)}-01`
