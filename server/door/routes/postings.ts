import { isRefusalCode, Refusal, refusalSentence } from '@suanpan/contract/refusals'
import { routes } from '@suanpan/contract/routes'
import type { BodyOf } from '@suanpan/contract/routes/define'
import { fingerprint } from '@suanpan/kernel/canonical'
import type {
  CounterMove,
  Posted,
  Posting,
  Reason,
  Refused,
  Verdict,
} from '@suanpan/kernel/posting'
import {
  getPosting,
  receiptOf,
  refusedPosting,
  reversalOf,
  reversePosting,
  type PostingRecord,
} from '../../ledger/index.ts'
import { getMerchants, getPeople, maskName } from '../../parties/index.ts'
import { needApproval } from '../approvals.ts'
import { handle, type Ask } from '../handle.ts'
import type { House } from '../house.ts'
import type { OperatorPrincipal } from '../principal.ts'
import { occurredAtOf } from './payments.ts'

type PostingInput = Omit<BodyOf<typeof routes.postings.create>, never>

/** Postings as such: for servers that keep books of their own kind, and for whoever looks closely. */
export const postingHandlers = [
  handle(routes.postings.create, async ({ body, query, house, idFor, replayed, status }) => {
    const posting = postingOf(house, idFor('pst'), body)
    if (query.dryRun === 'true') {
      status(200)
      return verdictView(await house.books.dryRun(posting))
    }
    const posted = await house.books.post(posting)
    if (posted.replayed) replayed()
    return postedView(posted)
  }),

  handle(routes.postings.createMany, async ({ body, house, idFor }) => {
    const items = body.postings.map(({ key, ...input }) => ({
      key,
      posting: postingOf(house, idFor('pst', key), input),
    }))
    const verdicts = await Promise.all(items.map(({ posting }) => verdictOf(house, posting)))
    return { items: items.map(({ key }, i) => ({ key, verdict: verdicts[i]! })) }
  }),

  handle(routes.postings.get, async ({ params, house }) => {
    const { db } = house.ground
    const { book } = house.books
    const record = await getPosting(db, book, params.id)
    if (record) return { state: 'posted' as const, posting: await recordView(house, record) }
    const refused = await refusedPosting(db, book, params.id)
    if (!refused) throw new Refusal('posting_not_found', { posting: params.id })
    return refusedView({ id: refused.id, replayed: false, reason: refused })
  }),

  handle(routes.postings.reverse, async (ask) => {
    const { params, body, principal, house, idFor, replayed } = ask
    if (principal.kind === 'operator') return askForReversal(ask, principal)
    const posted = await reversePosting(house.books, {
      id: idFor('rev'),
      posting: params.id,
      reason: body.reason,
      occurredAt: house.ground.clock.now(),
    })
    if (posted.replayed) replayed()
    return postedView(posted)
  }),

  handle(routes.postings.receipt, ({ params, query, house }) =>
    receiptOf(house.books, params.id, query.holder === undefined ? {} : { holder: query.holder }),
  ),
]

/** Money that an operator moves back by hand takes two of them. */
async function askForReversal(
  { params, body, house, origin }: Ask<typeof routes.postings.reverse>,
  principal: OperatorPrincipal,
): Promise<never> {
  const original = await getPosting(house.ground.db, house.books.book, params.id)
  if (!original) throw new Refusal('posting_not_found', { posting: params.id })
  const [from, to] = original.entries
  const isSimple = original.entries.length === 2 && from !== undefined && to !== undefined
  return needApproval(house, {
    kind: 'posting.reverse',
    subject: original.id,
    payload: { posting: original.id, reason: body.reason },
    summary: { zh: '冲正凭证', en: 'Reverse a posting' },
    after: {
      kind: original.kind,
      // The mirrored way, where there is one movement; the page of the posting shows more.
      ...(isSimple && {
        from: to.address,
        to: from.address,
        amount: String(to.amount),
        asset: to.asset,
      }),
    },
    reason: body.reason,
    principal,
    origin,
  })
}

/** A posting of the API as the ledger takes it. What a caller did not say is not part of the intent. */
function postingOf(house: House, id: string, input: PostingInput): Posting {
  const occurredAt = occurredAtOf(house, input.occurredAt)
  return {
    id,
    kind: input.kind,
    intent: fingerprint(input),
    occurredAt,
    ...(input.reference !== undefined && { reference: input.reference }),
    legs: input.legs.map(({ from, to, amount }) => ({
      from: listed(from).map(sourceOf),
      to: listed(to).map(accountOf),
      amount: amountOf(amount),
    })),
    ...(input.quantities && {
      quantities: Object.fromEntries(
        Object.entries(input.quantities).map(([name, { desired, min }]) => [
          name,
          { desired: BigInt(desired), min: BigInt(min) },
        ]),
      ),
    }),
    ...(input.counters && {
      counters: input.counters.map((counter) => counterOf(counter, occurredAt)),
    }),
    ...(input.conditions && {
      conditions: input.conditions.map((condition) =>
        'atLeast' in condition
          ? { account: condition.account, atLeast: BigInt(condition.atLeast) }
          : { account: condition.account, expectVersion: BigInt(condition.expectVersion) },
      ),
    }),
    ...(input.close && { close: input.close }),
  }
}

type LegInput = PostingInput['legs'][number]
type Each<T> = T extends (infer U)[] ? U : T
type SourceInput = Each<LegInput['from']>
type AccountInput = Each<LegInput['to']>
type CounterInput = NonNullable<PostingInput['counters']>[number]

function listed<T>(one: T | T[]): T[] {
  return Array.isArray(one) ? one : [one]
}

function sourceOf(source: SourceInput) {
  if ('account' in source) return accountOf(source)
  if ('hold' in source) return source
  const { ceiling, ...pocket } = source
  return { ...pocket, ...(ceiling !== undefined && { ceiling: BigInt(ceiling) }) }
}

function accountOf({ account, open }: AccountInput) {
  if (!open) return { account }
  const { asset, chart, holder, floor, ceiling, expiresAt, pocket } = open
  return {
    account,
    open: {
      asset,
      chart,
      ...(holder !== undefined && { holder }),
      ...(floor !== undefined && { floor: floor === null ? null : BigInt(floor) }),
      ...(ceiling !== undefined && { ceiling: ceiling === null ? null : BigInt(ceiling) }),
      ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt) }),
      ...(pocket !== undefined && { pocket }),
    },
  }
}

function amountOf(amount: LegInput['amount']) {
  if (amount === 'rest') return amount
  return typeof amount === 'string' ? BigInt(amount) : tiedOf(amount)
}

function tiedOf({ of, ratio, part }: Exclude<LegInput['amount'], string>) {
  return {
    of,
    ...(ratio && { ratio: [BigInt(ratio[0]), BigInt(ratio[1])] as const }),
    ...(part && { part: { index: part.index, weights: part.weights.map(BigInt) } }),
  }
}

function counterOf(counter: CounterInput, at: Date): CounterMove {
  const { key, amount, ceiling, window, giveBack } = counter
  return {
    key,
    amount: typeof amount === 'string' ? BigInt(amount) : tiedOf(amount),
    ceiling: ceiling === null ? null : BigInt(ceiling),
    window:
      window.kind === 'fixed'
        ? { kind: 'fixed', startsAt: new Date(window.startsAt), endsAt: new Date(window.endsAt) }
        : window.kind === 'rolling'
          ? { ...window, at }
          : window,
    ...(giveBack !== undefined && { giveBack }),
  }
}

/** One of a bulk: what is malformed in it refuses it alone, and an unknown outcome refuses all. */
async function verdictOf(house: House, posting: Posting) {
  try {
    return verdictView(await house.books.tryPost(posting))
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'service_unavailable') throw error
    const { code, details } = error
    return refusedView({
      id: posting.id,
      replayed: false,
      reason: { code, details: flat(details) },
    })
  }
}

function flat(details: Refusal['details']): Reason['details'] {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value),
    ]),
  )
}

function verdictView(verdict: Verdict) {
  return verdict.state === 'posted' ? postedView(verdict) : refusedView(verdict)
}

function postedView(posted: Posted) {
  return {
    state: posted.state,
    id: posted.id,
    replayed: posted.replayed,
    seq: String(posted.seq),
    bookedAt: posted.bookedAt.toISOString(),
    businessDate: posted.businessDate,
    entries: posted.entries.map(({ address, version, amount, balance }) => ({
      address,
      version: String(version),
      amount: String(amount),
      balance: String(balance),
    })),
    quantities: mapValues(posted.quantities, ({ desired, granted, reason }) => ({
      desired: String(desired),
      granted: String(granted),
      reason: reason?.code ?? null,
    })),
    counters: mapValues(posted.counters, String),
  }
}

function refusedView({
  id,
  replayed,
  reason: { code, details },
}: Omit<Refused, 'state' | 'reason'> & { reason: { code: string; details: Reason['details'] } }) {
  const sentence = (language: 'zh' | 'en'): string =>
    isRefusalCode(code) ? refusalSentence(code, details, language) : code
  return {
    state: 'refused' as const,
    id,
    replayed,
    code,
    details,
    sentences: { zh: sentence('zh'), en: sentence('en') },
  }
}

async function recordView(house: House, record: PostingRecord) {
  const { ground, books } = house
  const holders = [...new Set(record.entries.flatMap(({ holder }) => holder ?? []))]
  const [people, merchants, reversedBy] = await Promise.all([
    getPeople(ground, holders),
    getMerchants(ground, holders),
    reversalOf(ground.db, books.book, record.id),
  ])
  return {
    id: record.id,
    seq: String(record.seq),
    kind: record.kind,
    reference: record.reference,
    occurredAt: record.occurredAt.toISOString(),
    bookedAt: record.bookedAt.toISOString(),
    businessDate: record.businessDate,
    batch: String(record.batch),
    legs: legsOf(record),
    parties: holders.flatMap((id): PartyView[] => {
      const person = people.get(id)
      if (person) {
        const name = person.name === undefined ? null : maskName(person.name)
        return [{ id, kind: 'person' as const, name }]
      }
      const merchant = merchants.get(id)
      return merchant ? [{ id, kind: 'merchant' as const, name: merchant.name }] : []
    }),
    reversedBy: reversedBy ?? null,
    quantities: mapValues(record.decided?.quantities ?? {}, ({ desired, granted, reason }) => ({
      desired,
      granted,
      reason: reason?.code ?? null,
    })),
  }
}

type PartyView = { id: string; kind: 'person' | 'merchant'; name: string | null }

/** Two entries are a movement: the giving side, then the receiving one. */
function legsOf({ entries }: PostingRecord) {
  return entries.flatMap((gave, i) => {
    const received = entries[i + 1]
    if (i % 2 === 1 || !received) return []
    return {
      from: gave.address,
      to: received.address,
      asset: gave.asset,
      amount: String(received.amount),
      fromBalance: String(gave.balance),
      toBalance: String(received.balance),
    }
  })
}

function mapValues<T, V>(record: Record<string, T>, map: (value: T) => V): Record<string, V> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))
}
