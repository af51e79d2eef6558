import { LIMITS, type LimitKind, type RealNameClass } from '@suanpan/contract/safety-words'
import { foresee, type Books } from '../../ledger/index.ts'
import { figuresOf } from './figures.ts'
import { ceilingOf, limitKey, usedIn, windowOf } from './limits.ts'
import { standingOf } from './standing.ts'

export type MyLimit = { kind: LimitKind; limit: bigint; used: bigint; resetsAt: Date | null }

const KINDS = Object.keys(LIMITS).filter((kind): kind is LimitKind => Object.hasOwn(LIMITS, kind))

/** What the class of a person allows on this device, what of it is used and when it begins anew. */
export async function limitsOf(
  books: Books,
  who: { person: string; device: string },
): Promise<{ class: RealNameClass; isCoolingOff: boolean; limits: MyLimit[] }> {
  const { ground } = books
  const keys = KINDS.map((kind) => limitKey(kind, who.person))
  const [figures, standing, { counters }] = await Promise.all([
    figuresOf(ground),
    standingOf(ground, who),
    foresee(ground.db, books.book, { posting: '', keys }),
  ])
  const { coolingUntil, class: className } = standing
  const isCoolingOff = coolingUntil !== null
  const limits = KINDS.flatMap((kind) => {
    const limit = ceilingOf(figures, kind, { className, isCoolingOff })
    if (limit === null) return []
    const window = windowOf(kind, { at: ground.clock.now(), zone: ground.config.zone })
    const used = usedIn(window, counters.get(limitKey(kind, who.person)))
    return [{ kind, limit, used, resetsAt: window.kind === 'fixed' ? window.endsAt : null }]
  })
  return { class: className, isCoolingOff, limits }
}
