import type { Granted, Posting, Reason, ReasonCode, Verdict } from '@suanpan/kernel/posting'
import { applyToModel } from './model-apply.ts'
import type { Attempt, Model, ModelVerdict, Trial } from './model-books.ts'
import { ModelRefusal } from './model-refusal.ts'

/** Every reason there is, so that a test can ask whether it met them all. */
export const REASON_CODES: readonly ReasonCode[] = Object.keys({
  id_used_with_other_content: 0,
  asset_unknown: 0,
  chart_unknown: 0,
  account_not_found: 0,
  account_differs: 0,
  account_closed: 0,
  account_not_empty: 0,
  asset_mismatch: 0,
  same_account: 0,
  hold_not_found: 0,
  hold_exists: 0,
  hold_closed: 0,
  hold_expired: 0,
  holder_frozen: 0,
  version_mismatch: 0,
  balance_below: 0,
  insufficient_funds: 0,
  ceiling_reached: 0,
  limit_reached: 0,
  amount_out_of_range: 0,
} satisfies Record<ReasonCode, 0>) as ReasonCode[]

export function emptyModel(registers: { assets: string[]; charts: string[] }): Model {
  return {
    accounts: new Map(),
    counters: new Map(),
    said: new Map(),
    frozen: new Map(),
    assets: new Set(registers.assets),
    charts: new Set(registers.charts),
    seq: 0n,
  }
}

/** Posts one posting at an instant, and only then looks at the next. */
export function postToModel(model: Model, posting: Posting, now: number): ModelVerdict {
  const intent = Buffer.from(posting.intent).toString('hex')
  const before = model.said.get(posting.id)
  if (before?.intent === intent) return { ...before.verdict, replayed: true }
  if (before)
    return {
      state: 'refused',
      replayed: false,
      reason: { code: 'id_used_with_other_content', details: { id: posting.id } },
    }
  const verdict = judge(model, posting, now)
  model.said.set(posting.id, { intent, verdict })
  return verdict
}

/** What the books said, in the model's words. */
export function inModelWords(verdict: Verdict): ModelVerdict {
  if (verdict.state === 'refused') {
    const { state, replayed, reason } = verdict
    return { state, replayed, reason }
  }
  const { state, replayed, seq, entries, quantities, counters } = verdict
  return { state, replayed, seq, entries, quantities, counters }
}

type Grants = Map<string, bigint>

function judge(model: Model, posting: Posting, now: number): ModelVerdict {
  const quantities = Object.entries(posting.quantities ?? {})
  const tryWith = (grants: Grants) => attempt(model, { posting, grants, now })
  const grants: Grants = new Map(quantities.map(([name, { desired }]) => [name, desired]))
  const reasons = new Map<string, Reason>()
  let tried = tryWith(grants)
  if ('code' in tried && quantities.length > 0) {
    for (const [name, { min }] of quantities) grants.set(name, min)
    tried = tryWith(grants)
    if ('code' in tried) return { state: 'refused', replayed: false, reason: tried }
    for (const [name, { desired }] of quantities) {
      let value = desired
      for (; ; value--) {
        const there = tryWith(new Map(grants).set(name, value))
        if (!('code' in there)) break
        reasons.set(name, there)
      }
      grants.set(name, value)
    }
    tried = tryWith(grants)
  }
  if ('code' in tried) return { state: 'refused', replayed: false, reason: tried }
  model.accounts = tried.accounts
  model.counters = tried.counters
  model.seq += 1n
  return {
    state: 'posted',
    replayed: false,
    seq: model.seq,
    entries: tried.entries,
    quantities: Object.fromEntries(
      quantities.map(([name, { desired }]): [string, Granted] => {
        const reason = reasons.get(name)
        return [name, { desired, granted: grants.get(name)!, ...(reason ? { reason } : {}) }]
      }),
    ),
    counters: Object.fromEntries(tried.used),
  }
}

function attempt(model: Model, what: Attempt): Trial | Reason {
  const trial: Trial = {
    ...what,
    model,
    accounts: new Map(model.accounts),
    counters: new Map(model.counters),
    entries: [],
    used: new Map(),
  }
  try {
    applyToModel(trial)
    return trial
  } catch (error) {
    if (error instanceof ModelRefusal) return error.reason
    throw error
  }
}
