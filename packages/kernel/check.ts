import { AMOUNT_MAX, LEGS_PER_POSTING_MAX } from './posting.ts'
import type {
  Amount,
  Condition,
  CounterMove,
  Move,
  Opening,
  Posting,
  Quantity,
  Share,
  Source,
  Target,
  Tied,
  Window,
} from './posting.ts'

export const ID_CHARS_MAX = 128
export const ADDRESS_CHARS_MAX = 200
export const BUCKETS_MAX = 1_000
const NAME_CHARS_MAX = 128
const ADDRESS = /^[a-z0-9_]+(:[a-z0-9_]+)*$/
const HOLD = /^[a-z0-9_]{1,64}$/
const ASSET = /^[A-Z][A-Z0-9.-]{1,22}\/[0-9]{1,2}$/
const VISIBLE = /^[\x21-\x7e]+$/
/** What a database can keep and a hash says the same about everywhere. */
const TEXT = /^[^\p{Cc}\p{Cs}]+$/u
/** Holders and pockets: without the bar that joins them to one key. */
const NAME = /^[A-Za-z0-9_.:-]+$/
/** The years that PostgreSQL and ISO 8601 write with four digits. */
const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z')
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z')

/** What is wrong with a posting before anything is read; nothing of it is ever stored. */
export function postingProblem(posting: Posting): string | undefined {
  if (!VISIBLE.test(posting.id) || posting.id.length > ID_CHARS_MAX)
    return `its id must be 1 to ${ID_CHARS_MAX} visible ASCII characters`
  if (!isText(posting.kind, 64)) return 'its kind must be 1 to 64 characters'
  if (posting.reference !== undefined && !isText(posting.reference, ADDRESS_CHARS_MAX))
    return `its reference must be 1 to ${ADDRESS_CHARS_MAX} characters`
  if (posting.intent.length !== 16) return 'its intent must be a fingerprint of 16 bytes'
  if (!isInstant(posting.occurredAt)) return 'occurredAt is not an instant'
  if (posting.legs.length > LEGS_PER_POSTING_MAX)
    return `it has ${posting.legs.length} legs, at most ${LEGS_PER_POSTING_MAX} are taken`
  for (const [name, quantity] of Object.entries(posting.quantities ?? {})) {
    const problem = quantityProblem(name, quantity)
    if (problem) return problem
  }
  for (const leg of posting.legs) {
    const problem = 'release' in leg ? holdProblem(leg.release) : moveProblem(leg, posting)
    if (problem) return problem
  }
  for (const counter of posting.counters ?? []) {
    const problem = counterProblem(counter, posting.quantities)
    if (problem) return problem
  }
  for (const condition of posting.conditions ?? []) {
    const problem = conditionProblem(condition)
    if (problem) return problem
  }
  for (const address of posting.close ?? [])
    if (!isAddress(address)) return `${address.slice(0, 60)} is not an address`
  return undefined
}

type Quantities = Record<string, Quantity> | undefined

function quantityProblem(name: string, { desired, min }: Quantity): string | undefined {
  return min < 0n || min > desired || desired > AMOUNT_MAX
    ? `the quantity ${name} must have 0 ≤ min ≤ desired ≤ ${AMOUNT_MAX}`
    : undefined
}

function moveProblem(leg: Move, posting: Posting): string | undefined {
  const sources = Array.isArray(leg.from) ? leg.from : [leg.from]
  const targets = Array.isArray(leg.to) ? leg.to : [leg.to]
  if (sources.length === 0 || targets.length === 0) return 'a leg needs a source and a target'
  if (targets.length > 1 && targets.some((target) => 'newHold' in target))
    return 'a hold is the only target of its leg'
  for (const side of [...sources, ...targets]) {
    const problem = sideProblem(side)
    if (problem) return problem
  }
  return amountProblem(leg.amount, posting)
}

function sideProblem(side: Source | Target): string | undefined {
  if ('newHold' in side)
    return isInstant(side.expiresAt) ? holdProblem(side.newHold) : 'expiresAt is not an instant'
  if ('hold' in side) return holdProblem(side.hold)
  if ('pocket' in side) {
    if (!isName(side.holder) || !isName(side.pocket)) return 'a pocket needs a holder and a name'
    if (side.ceiling !== undefined && side.ceiling < 0n) return 'a ceiling must not be negative'
    return ASSET.test(side.asset) ? undefined : `${side.asset.slice(0, 60)} is not an asset`
  }
  if (!isAddress(side.account)) return `${side.account.slice(0, 60)} is not an address`
  return side.open && openingProblem(side.open)
}

function openingProblem(open: Opening): string | undefined {
  if (!ASSET.test(open.asset)) return `${open.asset.slice(0, 60)} is not an asset`
  const { floor = 0n, ceiling = null } = open
  if (floor !== null && (floor > 0n || floor < -AMOUNT_MAX))
    return `an account opens empty, so its floor is at most 0 and at least -${AMOUNT_MAX}`
  if (ceiling !== null && (ceiling < 0n || ceiling > AMOUNT_MAX))
    return `an account opens empty, so its ceiling is 0 to ${AMOUNT_MAX}`
  if (!isName(open.chart)) return 'its chart code is not one'
  if (open.holder !== undefined && !isName(open.holder)) return 'its holder is not an id'
  if (open.pocket !== undefined && !isName(open.pocket)) return 'its pocket has no proper name'
  if (open.expiresAt !== undefined && !isInstant(open.expiresAt))
    return 'expiresAt is not an instant'
  return undefined
}

function amountProblem(amount: Amount, posting: Posting): string | undefined {
  if (amount === 'rest') return undefined
  if (typeof amount === 'object') {
    return 'share' in amount
      ? shareProblem(amount, posting)
      : tiedProblem(amount, posting.quantities)
  }
  return amount > 0n && amount <= AMOUNT_MAX
    ? undefined
    : `an amount must be 1 to ${AMOUNT_MAX}, not ${amount}`
}

function shareProblem({ share, per, counter }: Share, posting: Posting): string | undefined {
  const named = posting.counters?.find(({ key }) => key === counter)
  if (named?.window.kind !== 'ever') return `a share needs a counter ${counter} without a window`
  return share < 0n || per <= 0n ? 'a share must not be negative' : undefined
}

function tiedProblem(tied: Tied, quantities: Quantities): string | undefined {
  if (!quantities || !Object.hasOwn(quantities, tied.of)) return `it has no quantity ${tied.of}`
  if (tied.ratio && (tied.ratio[0] < 0n || tied.ratio[1] <= 0n))
    return 'a ratio must not be negative'
  if (!tied.part) return undefined
  const { index, weights } = tied.part
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  if (total <= 0n || weights.some((weight) => weight < 0n)) return 'weights must be positive'
  return weights[index] === undefined ? `there is no part ${index}` : undefined
}

function counterProblem(counter: CounterMove, quantities: Quantities): string | undefined {
  if (!isText(counter.key, ADDRESS_CHARS_MAX))
    return `a counter's key must be 1 to ${ADDRESS_CHARS_MAX} characters`
  const problem = windowProblem(counter.window)
  if (problem) return problem
  if (typeof counter.amount !== 'bigint') return tiedProblem(counter.amount, quantities)
  const size = counter.amount < 0n ? -counter.amount : counter.amount
  return size <= AMOUNT_MAX ? undefined : 'a counter moves by an int8 at most'
}

function windowProblem(window: Window): string | undefined {
  if (window.kind === 'ever') return undefined
  if (window.kind === 'fixed')
    return isInstant(window.startsAt) && isInstant(window.endsAt) && window.startsAt < window.endsAt
      ? undefined
      : 'a window begins before it ends'
  const { bucketMs, buckets, at } = window
  if (!Number.isSafeInteger(bucketMs) || bucketMs < 1) return 'a bucket lasts whole milliseconds'
  if (!Number.isInteger(buckets) || buckets < 1 || buckets > BUCKETS_MAX)
    return `a rolling window has 1 to ${BUCKETS_MAX} buckets`
  return isInstant(at) ? undefined : 'a rolling window ends at an instant'
}

function conditionProblem(condition: Condition): string | undefined {
  return isAddress(condition.account)
    ? undefined
    : `${condition.account.slice(0, 60)} is not an address`
}

const isText = (text: string, max: number): boolean => text.length <= max && TEXT.test(text)
const isName = (name: string): boolean => name.length <= NAME_CHARS_MAX && NAME.test(name)
const isAddress = (text: string): boolean => text.length <= ADDRESS_CHARS_MAX && ADDRESS.test(text)
const isInstant = (at: Date): boolean => at.getTime() >= EARLIEST_MS && at.getTime() <= LATEST_MS

function holdProblem(hold: string): string | undefined {
  return HOLD.test(hold) ? undefined : `${hold.slice(0, 60)} is not the id of a hold`
}
