import { Refusal } from '@suanpan/contract/refusals'
import type { Ground } from '../../platform/index.ts'
import { remembered } from '../remembered.ts'
import type { StepUpFigures } from './step-up.ts'

/** A new figure holds in every process after this. */
const REMEMBERED_MS = 5_000
const PERCENT_MAX = 100n

/** A figure that steers limits and step-up, with where it comes from and who set it. */
export type LimitValue = {
  revision: bigint
  class: string
  kind: string
  value: bigint
  source: string
  effectiveFrom: Date
  changedAt: Date
  changedBy: string
  reason: string
}

/** The figures that hold now; a kind that has none of a class has no limit there. */
export type Figures = {
  of(className: string, kind: string): bigint | null
  /** For what always has a figure. */
  any(kind: string): bigint
  stepUp: StepUpFigures
}

/** The figures that hold, remembered for a few seconds. */
export async function figuresOf(ground: Ground): Promise<Figures> {
  const figures = await newest(ground, 'all')
  if (figures === undefined) throw new Error('there are no figures of limits')
  return figures
}

const COLUMNS = `revision, class, kind, value, source, effective_from as "effectiveFrom",
  changed_at as "changedAt", changed_by as "changedBy", reason`

/** The figures that hold, for people to read. */
export function listLimitValues({ db, clock }: Ground): Promise<LimitValue[]> {
  return db.query<LimitValue>(
    `select distinct on (class, kind) ${COLUMNS} from parties.limit_values
     where effective_from <= $1 order by class, kind, effective_from desc, revision desc`,
    [clock.now()],
  )
}

/** Every figure that a class and kind had, has and will have, the latest first. */
export function limitValueHistory(
  { db }: Ground,
  { class: className, kind }: { class: string; kind: string },
): Promise<LimitValue[]> {
  return db.query<LimitValue>(
    `select ${COLUMNS} from parties.limit_values where class = $1 and kind = $2
     order by effective_from desc, revision desc limit 100`,
    [className, kind],
  )
}

/** The figure of a class and kind that holds now. Refuses with `figure_not_found {class, kind}`. */
export async function currentLimitValue(
  ground: Ground,
  { class: className, kind }: { class: string; kind: string },
): Promise<LimitValue> {
  const all = await listLimitValues(ground)
  const found = all.find((each) => each.class === className && each.kind === kind)
  if (!found) throw new Refusal('figure_not_found', { class: className, kind })
  return found
}

/** Refuses with `figure_not_found {class, kind}` and `figure_invalid {kind, maximum}`. */
export async function checkLimitValue(
  ground: Ground,
  wanted: { class: string; kind: string; value: bigint },
): Promise<LimitValue> {
  const current = await currentLimitValue(ground, wanted)
  const { kind, value } = wanted
  if (kind.endsWith('_percent') && value > PERCENT_MAX) {
    throw new Refusal('figure_invalid', { kind, maximum: String(PERCENT_MAX) })
  }
  return current
}

/**
 * Writes a new figure that holds from an instant on, or from now when that has gone by; the ones
 * before stay to be read. Called again under the same id it changes nothing.
 *
 * Refuses with `figure_not_found {class, kind}` and `figure_invalid {kind, maximum}`.
 */
export async function changeLimitValue(
  ground: Ground,
  wanted: {
    id: string
    class: string
    kind: string
    value: bigint
    source: string
    effectiveFrom: Date
    reason: string
    by: string
  },
): Promise<void> {
  const { id, kind, value, source, effectiveFrom, reason, by } = wanted
  await checkLimitValue(ground, wanted)
  const at = ground.clock.now()
  await ground.db.query(
    `insert into parties.limit_values
       (id, class, kind, value, source, changed_at, changed_by, reason, effective_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, greatest($6::timestamptz, $9::timestamptz))
     on conflict (id) do nothing`,
    [id, wanted.class, kind, value, source, at, by, reason, effectiveFrom],
  )
  newest.forget(ground)
}

const newest = remembered<Figures>({
  forMs: REMEMBERED_MS,
  max: 1,
  ask: async (ground) => {
    const values = await listLimitValues(ground)
    const byName = new Map(values.map((each) => [`${each.class} ${each.kind}`, each.value]))
    const of = (className: string, kind: string): bigint | null =>
      byName.get(`${className} ${kind}`) ?? null
    const any = (kind: string): bigint => {
      const value = of('any', kind)
      if (value === null) throw new Error(`the figure ${kind} is missing`)
      return value
    }
    const stepUp = {
      largeAmount: any('step_up_large'),
      newPayeeAmount: any('step_up_new_payee'),
      delayAmount: any('step_up_delay'),
    }
    return { of, any, stepUp }
  },
})
