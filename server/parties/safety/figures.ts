import type { Ground } from '../../platform/index.ts'
import { remembered } from '../remembered.ts'
import type { StepUpFigures } from './step-up.ts'

/** A new figure holds in every process after this. */
const REMEMBERED_MS = 5_000

/** A figure that steers limits and step-up, with where it comes from and who set it. */
type LimitValue = {
  class: string
  kind: string
  value: bigint
  source: string
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

/** The figures that hold, for people to read. */
function listLimitValues({ db }: Pick<Ground, 'db'>): Promise<LimitValue[]> {
  return db.query<LimitValue>(
    `select distinct on (class, kind) class, kind, value, source, changed_at as "changedAt",
       changed_by as "changedBy", reason
     from parties.limit_values order by class, kind, revision desc`,
  )
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
