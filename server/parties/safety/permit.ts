import type { PaySubject } from '@suanpan/contract/pay-proof'
import { Refusal } from '@suanpan/contract/refusals'
import type { PayProof } from '@suanpan/contract/shapes-proof'
import { moveCounter, isReason } from '@suanpan/kernel/counters'
import type { CounterMove } from '@suanpan/kernel/posting'
import { businessDate, localHour } from '@suanpan/kernel/time'
import { foresee, refusal, type Books, type Counter } from '../../ledger/index.ts'
import type { Ground } from '../../platform/index.ts'
import { payChallenge } from '../identity/passkeys/payment.ts'
import { verifyProof } from '../identity/proof.ts'
import { figuresOf, type Figures } from './figures.ts'
import { FREE_TIMES, limitRefusal } from './limit-refusal.ts'
import {
  dayWindow,
  LIMIT_ASSET,
  limitCounters,
  limitKey,
  payeeKey,
  STRENGTHS,
  usedIn,
  type Spending,
  type Strength,
} from './limits.ts'
import { standingOf, type Standing } from './standing.ts'
import {
  BETWEEN_PEOPLE,
  stepUp,
  type Demand,
  type MoneyOutKind,
  type PayeeNovelty,
  type StepUp,
  type StepUpReason,
} from './step-up.ts'

export type PermitAsk = {
  /** Of the posting that the counters travel in: what was decided once is not asked for again. */
  id: string
  person: string
  device: string
  kind: MoneyOutKind
  /** Minor units, > 0. */
  amount: bigint
  asset: string
  /** Who receives: a merchant, a person, a card, a biller; null where nobody is known yet. */
  payee: string | null
  /** The Idempotency-Key of the request, which the proof covers. */
  nonce: string
  at: Date
  proof?: PayProof | undefined
  /** True when a printed collection code was scanned. */
  staticCode?: boolean
  /** What of the amount is taken straight from a card. */
  fromCard?: bigint
}

export type Permit = {
  /** They must travel in the posting: there the limits are decided, under the books' lock. */
  counters: CounterMove[]
  /** How many hours later a transfer may arrive at the earliest. */
  delayHours: number
}

/**
 * Lets money leave a person, or says why not: freezes, the person's own locks, the limits of their
 * real-name class, and what they have to prove for this amount and payee. A proof covers payee
 * (the kind of spending where there is none), amount, asset and nonce.
 *
 * Refuses with `wallet_frozen {category}`, `locked_by_yourself {lock}`, `real_name_required`,
 * `limit_reached {kind, limit, used, available, asset, resetsAt}`, `pin_required {reason}`,
 * `passkey_required {reason, challenge, delayHours}` and whatever `verifyProof` refuses with. A limit that is
 * passed by a race is refused by the books; `limitRefusal` says it in these words.
 */
export async function permit(books: Books, ask: PermitAsk): Promise<Permit> {
  const { ground } = books
  const [figures, standing, { isDecided, counters }] = await Promise.all([
    figuresOf(ground),
    standingOf(ground, ask),
    foresee(ground.db, books.book, { posting: ask.id, keys: keysOf(ask) }),
  ])
  // The books answer a request that comes twice as they did the first time.
  if (isDecided) return { counters: [], delayHours: 0 }
  const facts = { ask, figures, standing, counters, zone: ground.config.zone }
  refuseFrozen(standing)
  refuseLocked(facts)
  const { demand, reason, delayHours } = demandOf(facts)
  const given = ask.proof === undefined ? unproven(ask) : strengthOf(ask.proof)
  const needed = strengthFor(demand)
  const strength = stronger(given, needed)
  const moves = limitCounters(figures, spendingOf(facts), strength)
  refuseAboveLimit(moves, counters)
  const subject = subjectOf(ask)
  if (STRENGTHS.indexOf(given) < STRENGTHS.indexOf(needed)) {
    if (needed === 'two_factors') throw new Refusal('pin_required', { reason })
    throw await passkeyRequired(ground, { person: ask.person, subject, reason, delayHours })
  }
  const { person, device, proof } = ask
  const proven =
    proof === undefined
      ? { counters: freeTimes(facts) }
      : await verifyProof(ground, { person, device, proof, subject })
  return {
    counters: [...moves, ...proven.counters, ...payeeMoves(ask)],
    delayHours,
  }
}

/**
 * Lets money reach somebody who takes it themselves, as out of a red packet, or says why not: freezes
 * that hold what comes in, and what their real-name class may take a day.
 *
 * Refuses with `wallet_frozen {category}`, `real_name_required` and `limit_reached`.
 *
 * @returns the counters that must travel in the posting
 */
export async function admit(
  { ground, book }: Books,
  { person, amount, asset, at }: { person: string; amount: bigint; asset: string; at: Date },
): Promise<CounterMove[]> {
  const key = limitKey(TAKEN_A_DAY, person)
  const [figures, standing, { counters }] = await Promise.all([
    figuresOf(ground),
    standingOf(ground, { person, device: '' }),
    foresee(ground.db, book, { posting: '', keys: [key] }),
  ])
  const freeze = standing.freezes.find((each) => each.in)
  if (freeze) throw new Refusal('wallet_frozen', { category: freeze.category })
  const ceiling = asset === LIMIT_ASSET ? figures.of(standing.class, TAKEN_A_DAY) : null
  if (ceiling === null) return []
  const { zone } = ground.config
  const moves = [{ key, amount, ceiling, window: dayWindow(businessDate(at, zone), zone) }]
  refuseAboveLimit(moves, counters)
  return moves
}

function subjectOf({ payee, kind, amount, asset, nonce }: PermitAsk): PaySubject {
  return { payee: payee ?? kind, amount, asset, nonce }
}

type Facts = {
  ask: PermitAsk
  figures: Figures
  standing: Standing
  counters: Map<string, Counter>
  zone: string
}

const COUNTED = [
  'balance_ever',
  'balance_year',
  'static_code_day',
  'one_factor_day',
  'two_factors_day',
  'signed_day',
  'red_packet_day',
  FREE_TIMES,
] as const
const TAKEN_A_DAY = 'red_packet_in_day'

function keysOf({ person, payee }: PermitAsk): string[] {
  const keys = COUNTED.map((kind) => limitKey(kind, person))
  return payee === null ? keys : [...keys, payeeKey(person, payee)]
}

async function passkeyRequired(
  ground: Ground,
  {
    person,
    subject,
    reason,
    delayHours,
  }: { person: string; subject: PaySubject; reason: StepUpReason; delayHours: number },
): Promise<Refusal> {
  const options = await payChallenge(ground, { person, subject })
  return new Refusal('passkey_required', {
    reason,
    delayHours,
    challenge: options.challenge,
    rpId: options.rpId ?? null,
    allowCredentials: (options.allowCredentials ?? []).map(({ id }) => ({
      id,
      type: 'public-key',
    })),
  })
}

function refuseFrozen({ freezes }: Standing): void {
  const freeze = freezes.find((each) => each.out)
  if (freeze === undefined) return
  throw new Refusal('wallet_frozen', { category: freeze.category })
}

function refuseLocked(facts: Facts): void {
  const { standing, ask, zone } = facts
  const hour = localHour(ask.at, zone)
  const locked = standing.locks.find(({ kind, amount, fromHour, untilHour }) => {
    if (kind === 'wallet') return true
    if (kind === 'night') return isWithin(hour, fromHour ?? 0, untilHour ?? 0)
    if (kind === 'large_amount') return amount !== null && ask.amount >= amount
    return kind === 'new_payee' && noveltyOf(facts) === 'new'
  })
  if (locked) throw new Refusal('locked_by_yourself', { lock: locked.kind })
}

/** From 23 until 6 goes over midnight. */
function isWithin(hour: number, from: number, until: number): boolean {
  return from < until ? hour >= from && hour < until : hour >= from || hour < until
}

function noveltyOf({ ask, counters }: Facts): PayeeNovelty {
  if (ask.kind === 'withdrawal') return 'own'
  if (!BETWEEN_PEOPLE.includes(ask.kind)) return 'known'
  // Whoever holds the link of a red packet may be anybody.
  if (ask.payee === null) return 'new'
  return counters.has(payeeKey(ask.person, ask.payee)) ? 'known' : 'new'
}

/** What step-up asks, and more where the day's limit of a weaker proof is used up. */
function demandOf(facts: Facts): StepUp {
  const { ask, figures, standing, zone } = facts
  const asked = stepUp(
    {
      amount: ask.amount,
      asset: ask.asset,
      payeeNovelty: noveltyOf(facts),
      channel: ask.kind,
      isNewDevice: standing.coolingUntil !== null,
      hour: localHour(ask.at, zone),
      ownLimits: { freeAmount: freeAmountOf(facts), freeTimesLeft: freeTimesLeft(facts) },
    },
    figures.stepUp,
  )
  // Nobody is there who could prove more.
  if (ask.kind === 'agreed') return asked
  const weakest = STRENGTHS.indexOf(strengthFor(asked.demand))
  const enough = STRENGTHS.slice(weakest).find((strength) => hasRoom(facts, strength))
  if (enough === undefined || enough === STRENGTHS[weakest]) return asked
  const demand = enough === 'signed' ? 'passkey' : 'pin'
  return { demand, reason: 'day_limit_of_factors', delayHours: 0 }
}

function hasRoom(facts: Facts, strength: Strength): boolean {
  const key = limitKey(`${strength}_day`, facts.ask.person)
  return limitCounters(facts.figures, spendingOf(facts), strength)
    .filter((move) => move.key === key)
    .every((move) => refusedBy(move, facts.counters) === undefined)
}

function freeAmountOf({ standing, figures }: Facts): bigint {
  const own = standing.locks.find(({ kind }) => kind === 'free_of_pin')?.amount
  return own ?? figures.any('free_of_pin_amount')
}

function freeTimesLeft({ ask, figures, counters, zone }: Facts): number {
  const window = dayWindow(businessDate(ask.at, zone), zone)
  const used = usedIn(window, counters.get(limitKey(FREE_TIMES, ask.person)))
  return Number(figures.any(FREE_TIMES) - used)
}

function spendingOf({ ask, standing, zone }: Facts): Spending {
  return {
    ...ask,
    zone,
    staticCode: ask.staticCode ?? false,
    fromCard: ask.fromCard ?? 0n,
    className: standing.class,
    isCoolingOff: standing.coolingUntil !== null,
  }
}

/** Says so before the person is asked for a PIN; the books decide again when it is posted. */
function refuseAboveLimit(moves: CounterMove[], counters: Map<string, Counter>): void {
  for (const move of moves) {
    const refused = refusedBy(move, counters)
    if (refused) throw limitRefusal(refusal(refused))
  }
}

function refusedBy(move: CounterMove, counters: Map<string, Counter>) {
  if (typeof move.amount !== 'bigint') return undefined
  const stored = counters.get(move.key)
  const state = stored && {
    used: stored.used,
    windowStart: stored.windowStart.getTime(),
    buckets: null,
  }
  const moved = moveCounter(state, move, move.amount)
  return isReason(moved) ? moved : undefined
}

function freeTimes({ ask, figures, zone }: Facts): CounterMove[] {
  if (ask.kind !== 'code_payment') return []
  return [
    {
      key: limitKey(FREE_TIMES, ask.person),
      amount: 1n,
      ceiling: figures.any(FREE_TIMES),
      window: dayWindow(businessDate(ask.at, zone), zone),
    },
  ]
}

function payeeMoves({ person, payee, kind }: PermitAsk): CounterMove[] {
  if (payee === null || !BETWEEN_PEOPLE.includes(kind)) return []
  return [{ key: payeeKey(person, payee), amount: 1n, ceiling: null, window: { kind: 'ever' } }]
}

/** What was agreed was proven by PIN at least, so it counts where payments by PIN do. */
function unproven({ kind }: PermitAsk): Strength {
  return kind === 'agreed' ? 'two_factors' : 'one_factor'
}

function strengthOf({ kind }: PayProof): Strength {
  return kind === 'passkey' ? 'signed' : 'two_factors'
}

function strengthFor(demand: Demand): Strength {
  if (demand === 'none') return 'one_factor'
  return demand === 'pin' ? 'two_factors' : 'signed'
}

function stronger(one: Strength, other: Strength): Strength {
  return STRENGTHS.indexOf(one) >= STRENGTHS.indexOf(other) ? one : other
}
