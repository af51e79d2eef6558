import { AMOUNT_MAX } from '@suanpan/kernel/posting'
import type {
  AccountRef,
  Amount,
  Condition,
  CounterMove,
  Move,
  NewHold,
  Opening,
  Source,
  Tied,
} from '@suanpan/kernel/posting'
import { countInModel, usedOf } from './model-counters.ts'
import type { ModelAccount, Trial } from './model-books.ts'
import { refuse } from './model-refusal.ts'

/** Conditions, legs, closings, counters: in that order the first thing that does not hold is the reason. */
export function applyToModel(trial: Trial): void {
  const { legs, conditions = [], close = [], counters = [] } = trial.posting
  for (const condition of conditions) demand(trial, condition)
  for (const leg of legs) {
    if ('release' in leg) giveBack(trial, leg.release)
    else moveOne(trial, leg)
  }
  for (const address of close) closeOne(trial, address)
  for (const counter of counters) {
    const counted = countInModel(trial.counters.get(counter.key), counter, steps(trial, counter))
    trial.counters.set(counter.key, counted.counter)
    trial.used.set(counter.key, counted.used)
  }
}

function demand(trial: Trial, condition: Condition): void {
  const { account } = condition
  const found = trial.accounts.get(account)
  if ('expectVersion' in condition) {
    const [expected, is] = [condition.expectVersion, found?.version ?? 0n]
    if (is !== expected)
      refuse('version_mismatch', { account, expected: String(expected), found: String(is) })
  } else if ((found?.balance ?? 0n) < condition.atLeast) {
    const [atLeast, balance] = [String(condition.atLeast), String(found?.balance ?? 0n)]
    refuse('balance_below', { account, asset: found?.asset ?? null, atLeast, balance })
  }
}

/** What a source has to give; null is without end. */
type Purse = { address: string; has: bigint | null }

function moveOne(trial: Trial, leg: Move): void {
  const purses = pursesOf(trial, leg)
  const asset = purses[0] && trial.accounts.get(purses[0].address)!.asset
  const amount = amountOf(trial, leg.amount, purses)
  if (amount < 0n || amount > AMOUNT_MAX) refuseRange(amount)
  if (amount === 0n) return
  const taken: { address: string; amount: bigint }[] = []
  let missing = amount
  for (const { address, has } of purses) {
    const part = has === null || has > missing ? missing : has
    if (part > 0n) taken.push({ address, amount: part })
    missing -= part
  }
  if (missing > 0n) {
    const [first] = all(leg.from)
    refuse('insufficient_funds', {
      account: first === undefined ? '' : nameOf(first),
      asset: asset ?? (first && 'pocket' in first ? first.asset : null),
      needed: String(amount),
      available: String(amount - missing),
    })
  }
  const [target] = all(leg.to)
  if (target && 'newHold' in target) setAside(trial, target, taken)
  else fill(trial, { leg, asset: asset!, taken })
}

/** The accounts that a leg draws from, each once, in order. */
function pursesOf(trial: Trial, leg: Move): Purse[] {
  const purses: Purse[] = []
  for (const source of all(leg.from)) {
    if ('pocket' in source && !leg.despiteFreeze && trial.model.frozen.get(source.holder)?.out)
      refuse('holder_frozen', { holder: source.holder, direction: 'out' })
    for (const purse of pursesBehind(trial, source))
      if (!purses.some(({ address }) => address === purse.address)) purses.push(purse)
  }
  const accounts = purses.map(({ address }) => trial.accounts.get(address)!)
  for (const account of accounts) {
    demandUsable(trial, account, { asset: accounts[0]!.asset, way: 'out', leg })
  }
  return purses
}

function pursesBehind(trial: Trial, source: Source): Purse[] {
  if ('account' in source) {
    if (source.optional && !isAlive(trial, trial.accounts.get(source.account))) return []
    return [purse(findOrOpen(trial, source))]
  }
  if ('hold' in source) {
    const accounts = heldUnder(trial, source.hold)
    for (const { closed, expiresAt } of accounts) {
      if (closed) refuse('hold_closed', { hold: source.hold })
      if (expiresAt! <= trial.now)
        refuse('hold_expired', {
          hold: source.hold,
          expiresAt: new Date(expiresAt!).toISOString(),
        })
    }
    return accounts.map(purse)
  }
  const { holder, asset, pocket, ceiling } = source
  const lots = [...trial.accounts.values()]
    .filter((a) => a.holder === holder && a.asset === asset && a.pocket === pocket)
    .filter((account) => isAlive(trial, account))
    .sort((a, b) => (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity) || 0)
    .map(purse)
  if (ceiling === undefined) return lots
  let room = ceiling
  return lots.map(({ address, has }) => {
    const part = has === null || has > room ? room : has
    room -= part
    return { address, has: part }
  })
}

function purse({ address, floor, balance }: ModelAccount): Purse {
  if (floor === null) return { address, has: null }
  return { address, has: balance > floor ? balance - floor : 0n }
}

function isAlive(trial: Trial, account: ModelAccount | undefined): boolean {
  if (account === undefined || account.closed) return false
  return account.expiresAt === undefined || account.expiresAt > trial.now
}

function findOrOpen(trial: Trial, { account: address, open }: AccountRef): ModelAccount {
  const found = trial.accounts.get(address)
  if (found === undefined) {
    if (open === undefined) return refuse('account_not_found', { account: address })
    if (!trial.model.assets.has(open.asset)) refuse('asset_unknown', { asset: open.asset })
    if (!trial.model.charts.has(open.chart)) refuse('chart_unknown', { chart: open.chart })
    const opened = openedAccount(address, open)
    trial.accounts.set(address, opened)
    return opened
  }
  if (open === undefined) return found
  const wanted = openedAccount(address, open)
  demandAsset(found, wanted.asset)
  for (const field of ['chart', 'holder', 'pocket', 'expiresAt'] as const)
    if (found[field] !== wanted[field]) refuse('account_differs', { account: address, field })
  return found
}

/** An account as it is when it has just been opened. */
function openedAccount(address: string, open: Opening, origin?: string): ModelAccount {
  return {
    address,
    asset: open.asset,
    chart: open.chart,
    holder: open.holder,
    pocket: open.pocket,
    expiresAt: open.expiresAt?.getTime(),
    origin,
    floor: open.floor === undefined ? 0n : open.floor,
    ceiling: open.ceiling ?? null,
    closed: false,
    balance: 0n,
    version: 0n,
  }
}

function demandAsset({ address, asset }: ModelAccount, wanted: string): void {
  if (asset !== wanted) refuse('asset_mismatch', { account: address, found: asset, wanted })
}

function demandUsable(
  trial: Trial,
  account: ModelAccount,
  { asset, way, leg }: { asset: string; way: 'in' | 'out'; leg: Move },
): void {
  demandAsset(account, asset)
  if (account.closed) refuse('account_closed', { account: account.address })
  const { holder } = account
  if (holder !== undefined && !leg.despiteFreeze && trial.model.frozen.get(holder)?.[way])
    refuse('holder_frozen', { holder, direction: way })
}

function amountOf(trial: Trial, amount: Amount, purses: Purse[]): bigint {
  if (typeof amount === 'bigint') return amount
  if (amount === 'rest') return purses.reduce((sum, { has }) => sum + (has ?? 0n), 0n)
  if ('of' in amount) return tied(trial, amount)
  const counter = trial.posting.counters!.find(({ key }) => key === amount.counter)!
  const before = usedOf(trial.counters.get(amount.counter))
  const shareOf = (used: bigint): bigint => (amount.share * used) / amount.per
  return shareOf(before + steps(trial, counter)) - shareOf(before)
}

function steps(trial: Trial, { amount, giveBack }: CounterMove): bigint {
  const size = typeof amount === 'bigint' ? amount : tied(trial, amount)
  return giveBack ? -size : size
}

function tied(trial: Trial, { of, ratio, part }: Tied): bigint {
  const whole = trial.grants.get(of)!
  if (ratio) return (whole * ratio[0]) / ratio[1]
  return part ? largestRemainder(whole, part.weights)[part.index]! : whole
}

/** Hands out unit by unit what the whole shares leave over. */
function largestRemainder(whole: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  const parts = weights.map((weight) => (whole * weight) / total)
  const rests = weights.map((weight) => (whole * weight) % total)
  let left = whole - parts.reduce((sum, part) => sum + part, 0n)
  for (; left > 0n; left--) {
    const most = rests.reduce((best, rest) => (rest > best ? rest : best), -1n)
    const index = rests.indexOf(most)
    parts[index]! += 1n
    rests[index] = -1n
  }
  return parts
}

function fill(
  trial: Trial,
  { leg, asset, taken }: { leg: Move; asset: string; taken: { address: string; amount: bigint }[] },
): void {
  const targets: string[] = []
  for (const target of all(leg.to)) {
    if ('newHold' in target) continue
    if (target.optional && !isAlive(trial, trial.accounts.get(target.account))) continue
    const account = findOrOpen(trial, target)
    demandUsable(trial, account, { asset, way: 'in', leg })
    targets.push(account.address)
  }
  if (targets.length === 0) {
    const [first] = all(leg.to)
    refuse('account_not_found', { account: first && 'account' in first ? first.account : '' })
  }
  for (const { address, amount } of taken) {
    let left = amount
    while (left > 0n) {
      const to = trial.accounts.get(targets[0]!)!
      const room = to.ceiling === null ? left : to.ceiling - to.balance
      const part = room < left ? room : left
      if (part > 0n) shift(trial, { from: address, to: to.address, amount: part })
      if (part > 0n) left -= part
      if (left === 0n) break
      if (targets.length === 1) refuseCeiling(trial.accounts.get(to.address)!, left)
      targets.shift()
    }
  }
}

function refuseCeiling({ address, asset, ceiling, balance }: ModelAccount, left: bigint): never {
  return refuse('ceiling_reached', {
    account: address,
    asset,
    ceiling: String(ceiling),
    balance: String(balance),
    amount: String(left),
  })
}

function setAside(
  trial: Trial,
  { newHold, expiresAt }: NewHold,
  taken: { address: string; amount: bigint }[],
): void {
  if (accountsOf(trial, newHold).length > 0) refuse('hold_exists', { hold: newHold })
  for (const [n, { address, amount }] of taken.entries()) {
    const { asset, chart, holder } = trial.accounts.get(address)!
    const held = `hold:${newHold}:${n + 1}`
    const open = { asset, chart: chart === 'person.money' ? 'hold.money' : chart, expiresAt }
    const opening = holder === undefined ? open : { ...open, holder }
    trial.accounts.set(held, openedAccount(held, opening, address))
    shift(trial, { from: address, to: held, amount })
  }
}

function giveBack(trial: Trial, hold: string): void {
  for (const { address, origin, closed, balance } of heldUnder(trial, hold)) {
    if (closed) refuse('hold_closed', { hold })
    if (trial.accounts.get(origin!)!.closed) refuse('account_closed', { account: origin! })
    if (balance > 0n) shift(trial, { from: address, to: origin!, amount: balance })
    trial.accounts.set(address, { ...trial.accounts.get(address)!, closed: true })
  }
}

function closeOne(trial: Trial, address: string): void {
  const account = trial.accounts.get(address)
  if (account === undefined) return refuse('account_not_found', { account: address })
  if (account.closed) refuse('account_closed', { account: address })
  if (account.balance !== 0n)
    refuse('account_not_empty', { account: address, balance: String(account.balance) })
  trial.accounts.set(address, { ...account, closed: true })
}

function accountsOf(trial: Trial, hold: string): ModelAccount[] {
  return [...trial.accounts.values()].filter(({ address }) => address.startsWith(`hold:${hold}:`))
}

function heldUnder(trial: Trial, hold: string): ModelAccount[] {
  const accounts = accountsOf(trial, hold)
  return accounts.length > 0 ? accounts : refuse('hold_not_found', { hold })
}

function shift(
  trial: Trial,
  { from, to, amount }: { from: string; to: string; amount: bigint },
): void {
  if (from === to) refuse('same_account', { account: from })
  const [gives, takes] = [trial.accounts.get(from)!, trial.accounts.get(to)!]
  if (gives.balance - amount < -AMOUNT_MAX || takes.balance + amount > AMOUNT_MAX)
    refuseRange(amount)
  for (const [account, signed] of [
    [gives, -amount],
    [takes, amount],
  ] as const) {
    const balance = account.balance + signed
    const version = account.version + 1n
    trial.accounts.set(account.address, { ...account, balance, version })
    trial.entries.push({ address: account.address, version, amount: signed, balance })
  }
}

function refuseRange(amount: bigint): never {
  return refuse('amount_out_of_range', { amount: String(amount), maximum: String(AMOUNT_MAX) })
}

function nameOf(source: Source): string {
  if ('pocket' in source) return `${source.holder}:${source.pocket}`
  return 'hold' in source ? `hold:${source.hold}` : source.account
}

const all = <T>(one: T | T[]): T[] => (Array.isArray(one) ? one : [one])
