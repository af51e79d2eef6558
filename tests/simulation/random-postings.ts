import { hash } from 'node:crypto'
import { AMOUNT_MAX } from '@suanpan/kernel/posting'
import type {
  AccountRef,
  Amount,
  Condition,
  CounterMove,
  Leg,
  Move,
  Posting,
  Quantity,
  Source,
} from '@suanpan/kernel/posting'
import type { Random } from '@suanpan/kernel/random'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const ROLLING_BUCKET_MS = 3 * HOUR_MS
export const ROLLING_BUCKETS = 6

/** Where the choices come from: a seeded generator, or fast-check, which then makes them smaller. */
export type Dice = Pick<Random, 'int' | 'chance'> & { pick<T>(from: readonly T[]): T }

/** What the postings of a run have in common. Everything is small, so that they meet often. */
export type Scene = {
  people: number
  /** Milliseconds; moves forward with every posting by at most a step. */
  now: number
  stepMs: number
  /** The postings so far; the newest are sent again now and then. */
  sent: Posting[]
}

/** What the registers must hold for these postings. `EUR/2` and `person.unknown` are not in them. */
export const SCENE_ASSETS = ['CNY/2', 'PTS/0', 'XTS/2']
export const SCENE_CHARTS = [
  'bank.clearing',
  'person.money',
  'hold.money',
  'merchant.receivable',
  'income.fee',
  'points.issued',
  'points.lot',
  'points.expired',
]

export const personOf = (n: number): string => `per_${n}`
export const moneyOf = (n: number): string => `person:${personOf(n)}:cny`
/** Opened with a ceiling that a few postings reach. */
export const MERCHANTS = ['merchant:teahouse:cny', 'merchant:scenic_area:cny']

/** The next posting of a scene. It is always well-formed; whether it can be posted is another matter. */
export function randomPosting(dice: Dice, scene: Scene): Posting {
  scene.now += dice.int(0, scene.stepMs)
  if (scene.sent.length > 0 && dice.chance(0.06)) return sentAgain(dice, scene)
  const id = `pst_${scene.sent.length + 1}`
  const quantities = dice.chance(0.35) ? someQuantities(dice) : {}
  const counters = dice.chance(0.4) ? someCounters(dice, { scene, quantities }) : []
  const given: Given = { dice, scene, quantities, counters, opensHolds: dice.chance(0.5) }
  const legs = Array.from({ length: dice.pick([0, 1, 1, 1, 2, 2, 3]) }, () => someLeg(given))
  const conditions = dice.chance(0.1) ? [someCondition(given)] : []
  const close = dice.chance(0.04) ? [someAddress(given)] : []
  // A lot that is over is emptied, whoever is frozen, and closed.
  if (dice.chance(0.05)) {
    const lot = someLot(given).account
    legs.push({ ...move({ account: lot }, expired, 'rest'), despiteFreeze: true })
    close.push(lot)
  }
  const posting: Posting = {
    id,
    kind: 'test.random',
    intent: hash('sha256', id, 'buffer').subarray(0, 16),
    occurredAt: new Date(scene.now - dice.int(0, DAY_MS)),
    legs,
    ...(Object.keys(quantities).length > 0 ? { quantities } : {}),
    ...(counters.length > 0 ? { counters } : {}),
    ...(conditions.length > 0 ? { conditions } : {}),
    ...(close.length > 0 ? { close } : {}),
  }
  scene.sent.push(posting)
  return posting
}

type Given = {
  dice: Dice
  scene: Scene
  quantities: Record<string, Quantity>
  counters: CounterMove[]
  /** Holds are opened with what is tied, or captured by it, not both. */
  opensHolds: boolean
}

/** The same again, which is a replay, or the same id for something else. */
function sentAgain(dice: Dice, { sent }: Scene): Posting {
  const before = sent[sent.length - 1 - dice.int(0, Math.min(sent.length - 1, 40))]!
  if (dice.chance(0.7)) return before
  return { ...before, intent: hash('sha256', `other ${before.id}`, 'buffer').subarray(0, 16) }
}

function someQuantities(dice: Dice): Record<string, Quantity> {
  const quantities: Record<string, Quantity> = {}
  for (const name of dice.pick([['g'], ['g'], ['g', 'h']])) {
    const desired = BigInt(dice.int(0, 60))
    quantities[name] = {
      desired,
      min: dice.chance(0.6) ? 0n : BigInt(dice.int(0, Number(desired))),
    }
  }
  return quantities
}

/** One move a key, each key with one kind of window. */
function someCounters(
  dice: Dice,
  { scene, quantities }: { scene: Scene; quantities: Record<string, Quantity> },
): CounterMove[] {
  const who = dice.int(0, scene.people - 1)
  const kinds = dice.pick([['ever'], ['fixed'], ['rolling'], ['ever', 'fixed', 'rolling']] as const)
  return kinds.map((kind): CounterMove => {
    const amount = dice.chance(0.5)
      ? tiedTo(dice, quantities)
      : dice.chance(0.02)
        ? AMOUNT_MAX
        : BigInt(dice.int(-20, 40))
    return {
      key: `${kind}:${who}`,
      amount,
      ceiling: dice.chance(0.2) ? null : BigInt(dice.int(0, 150)),
      window: windowOf(dice, kind, scene.now),
      ...(typeof amount === 'object' && dice.chance(0.3) ? { giveBack: true } : {}),
    }
  })
}

function windowOf(dice: Dice, kind: CounterMove['window']['kind'], now: number) {
  if (kind === 'ever') return { kind }
  // Now and then a posting comes late, for a day or an hour that has passed.
  if (kind === 'rolling')
    return {
      kind,
      bucketMs: ROLLING_BUCKET_MS,
      buckets: ROLLING_BUCKETS,
      at: new Date(now - dice.int(0, ROLLING_BUCKETS + 2) * ROLLING_BUCKET_MS),
    }
  const day = Math.floor(now / DAY_MS) - dice.pick([0, 0, 0, 1])
  return { kind, startsAt: new Date(day * DAY_MS), endsAt: new Date((day + 1) * DAY_MS) }
}

function tiedTo(dice: Dice, quantities: Record<string, Quantity>): CounterMove['amount'] {
  const names = Object.keys(quantities)
  if (names.length === 0) return BigInt(dice.int(1, 40))
  const of = dice.pick(names)
  const kind = dice.int(0, 3)
  if (kind === 0) return { of, ratio: [BigInt(dice.int(0, 3)), BigInt(dice.int(1, 4))] }
  if (kind > 1) return { of }
  const weights = dice.pick([
    [60n, 40n],
    [6n, 6n, 2n],
    [5n, 0n, 3n, 2n],
  ] as const)
  return { of, part: { index: dice.int(0, weights.length - 1), weights } }
}

function someAmount({ dice, quantities, counters }: Given): Amount {
  const ever = counters.find(({ window }) => window.kind === 'ever')
  if (ever && dice.chance(0.4))
    return { share: BigInt(dice.int(0, 90)), per: BigInt(dice.int(1, 90)), counter: ever.key }
  const fixed = Object.keys(quantities).length === 0
  return fixed && dice.chance(0.1) ? 'rest' : tiedTo(dice, quantities)
}

const move = (from: Move['from'], to: Move['to'], amount: Amount): Move => ({ from, to, amount })

const bank: AccountRef = {
  account: 'bank:clearing:cny',
  open: { asset: 'CNY/2', chart: 'bank.clearing', floor: null },
}
const issued: AccountRef = {
  account: 'points:town:issued',
  open: { asset: 'PTS/0', chart: 'points.issued', floor: null },
}
const expired: AccountRef = {
  account: 'points:town:expired',
  open: { asset: 'PTS/0', chart: 'points.expired' },
}
/** A purse of the town that is filled by top-ups and may owe a little. */
const budget: AccountRef = {
  account: 'budget:spring:cny',
  open: { asset: 'CNY/2', chart: 'bank.clearing', floor: -50n },
}

/**
 * What is tied to a quantity never both fills and drains one account: there, the values that fit
 * may lie apart, and the greatest of them is then a matter of definition.
 */
function someLeg(given: Given): Leg {
  const { dice } = given
  const amount = someAmount(given)
  switch (dice.int(0, 13)) {
    case 0:
    case 1:
      return move(bank, person(given, true), BigInt(dice.int(1, 120)))
    case 2:
      return move(issued, someLot(given), BigInt(dice.int(1, 60)))
    case 3:
      return {
        ...move(person(given, false), person(given, true), BigInt(dice.int(1, 60))),
        ...(dice.chance(0.2) ? { despiteFreeze: true } : {}),
      }
    case 4:
    case 5:
      return move(purses(given), shops(given), amount)
    case 6:
      return move(lots(given), dice.chance(0.8) ? expired : shops(given), amount)
    case 7:
      return move(
        dice.chance(0.4) ? pocket(given) : person(given, false),
        aNewHold(given),
        given.opensHolds ? amount : BigInt(dice.int(1, 40)),
      )
    case 8:
      return move(
        { hold: someHold(given) },
        shops(given),
        given.opensHolds ? BigInt(dice.int(1, 40)) : amount,
      )
    case 9:
      return dice.chance(0.5)
        ? { release: someHold(given) }
        : move(person(given, true), aNewHold(given), BigInt(dice.int(1, 40)))
    case 10:
      return move(bank, budget, BigInt(dice.int(1, 40)))
    case 11:
      return move({ account: someAddress(given) }, shops(given), amount)
    case 12:
      return dice.chance(0.3) ? enormous(dice) : move(issued, someLot(given), 40n)
    default:
      return mistaken(given)
  }
}

const person = ({ dice, scene }: Given, open: boolean): AccountRef => {
  const n = dice.int(0, scene.people - 1)
  if (!open && dice.chance(0.5)) return { account: moneyOf(n) }
  const opening = { asset: 'CNY/2', chart: 'person.money', holder: personOf(n) }
  return { account: moneyOf(n), open: n % 3 === 0 ? { ...opening, ceiling: 200n } : opening }
}

function purses(given: Given): Source | Source[] {
  const { dice } = given
  const one = person(given, false)
  if (dice.chance(0.5)) return one
  return [dice.chance(0.5) ? { ...budget, optional: true } : budget, one]
}

function shops({ dice }: Given): AccountRef | AccountRef[] {
  const shop = (account: string, ceiling?: bigint): AccountRef => ({
    account,
    open: {
      asset: 'CNY/2',
      chart: 'merchant.receivable',
      holder: account.split(':')[1]!,
      ...(ceiling === undefined ? {} : { ceiling }),
    },
  })
  const [teahouse, scenicArea] = [shop(MERCHANTS[0]!, 120n), shop(MERCHANTS[1]!)]
  const voucher = { account: 'voucher:gone', optional: true }
  return dice.pick([
    teahouse,
    scenicArea,
    scenicArea,
    [teahouse, scenicArea],
    [voucher, scenicArea],
    [voucher],
  ])
}

/** A lot that ends at one of the next midnights, or ended at the last one; one person has credit without end. */
function someLot({ dice, scene }: Given): AccountRef {
  const n = dice.int(0, scene.people - 1)
  if (n === 0 && dice.chance(0.1)) {
    const open = { asset: 'PTS/0', chart: 'points.lot', holder: personOf(n), pocket: 'points:town' }
    return { account: 'points:town:credit', open: { ...open, floor: null } }
  }
  const day = Math.floor(scene.now / DAY_MS) + dice.int(0, 3)
  return {
    account: `points:town:lot:${personOf(n)}:${day}:${dice.pick(['house', 'teahouse'])}`,
    open: {
      asset: 'PTS/0',
      chart: 'points.lot',
      holder: personOf(n),
      pocket: 'points:town',
      expiresAt: new Date(day * DAY_MS),
    },
  }
}

/** A pocket, or one of its lots by name and then the pocket, in which that lot stands too. */
function lots(given: Given): Source | Source[] {
  const { dice } = given
  if (dice.chance(0.7)) return pocket(given)
  const lot = someLot(given)
  const { holder = 'per_0', asset } = lot.open!
  return [
    { account: lot.account, optional: true },
    { pocket: 'points:town', holder, asset },
  ]
}

const pocket = ({ dice, scene }: Given): Source => ({
  pocket: 'points:town',
  holder: personOf(dice.int(0, scene.people - 1)),
  asset: 'PTS/0',
  ...(dice.chance(0.3) ? { ceiling: BigInt(dice.int(0, 40)) } : {}),
})

/** A handful of names at a time, so that a hold is captured, released and opened again by mistake. */
const someHold = ({ dice, scene }: Given): string => `h${(scene.sent.length >> 5) + dice.int(0, 2)}`

const aNewHold = (given: Given) => ({
  newHold: someHold(given),
  expiresAt: new Date(given.scene.now + given.dice.int(-1, 6) * HOUR_MS),
})

/** An account by its address alone: perhaps there, perhaps closed, perhaps of another asset. */
function someAddress(given: Given): string {
  const { dice, scene } = given
  const anybody = moneyOf(dice.int(0, scene.people - 1))
  const { account: lot } = someLot(given)
  return dice.pick([anybody, lot, lot, lot, giftOf(scene), giftOf(scene), budget.account, 'nobody'])
}

const giftOf = ({ sent }: Scene): string => `gift:${sent.length >> 6}`

function someCondition(given: Given): Condition {
  const { dice } = given
  const account = someAddress(given)
  return dice.chance(0.3)
    ? { account, expectVersion: BigInt(dice.int(0, 2)) }
    : { account, atLeast: BigInt(dice.int(-20, 60)) }
}

/** The largest amount there is fits once; more would pass the end of the numbers. */
const enormous = (dice: Dice): Move =>
  move(
    { account: 'bank:xts', open: { asset: 'XTS/2', chart: 'bank.clearing', floor: null } },
    { account: 'vault:xts', open: { asset: 'XTS/2', chart: 'income.fee' } },
    dice.chance(0.5) ? AMOUNT_MAX : 1n,
  )

/** Legs that nobody should send. */
function mistaken(given: Given): Move {
  const { dice, scene } = given
  const n = dice.int(0, scene.people - 1)
  const open = { asset: 'CNY/2', chart: 'person.money', holder: personOf(n) }
  const to = dice.pick<AccountRef>([
    { account: giftOf(scene), open: { asset: 'CNY/2', chart: 'income.fee' } },
    { account: moneyOf(n), open: { ...open, asset: 'EUR/2' } },
    { account: moneyOf(n), open: { ...open, chart: 'income.fee' } },
    { account: moneyOf(n), open: { ...open, holder: 'per_other' } },
    { account: 'purse:euro', open: { ...open, asset: 'EUR/2' } },
    { account: 'purse:odd', open: { ...open, chart: 'person.unknown' } },
    { account: 'nobody' },
    issued,
    bank,
  ])
  return move(bank, to, BigInt(dice.int(1, 40)))
}
