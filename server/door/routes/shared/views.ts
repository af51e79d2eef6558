import { getPeople, maskName, maskPhone, type Person } from '../../../parties/index.ts'
import {
  bookMembers,
  bookWords,
  cashOfBook,
  expectedNets,
  fewestTransfers,
  memberCounts,
  netsOf,
  settlementsOf,
  settlementsOnTheirWay,
  titleOfExpense,
  type Cash,
  type Expense,
  type SharedBook,
} from '../../../wallet/index.ts'
import type { House } from '../../house.ts'

const SETTLEMENTS_SHOWN = 50

export async function bookSummaries({ ground }: House, books: SharedBook[], person: string) {
  const ids = books.map(({ id }) => id)
  const [words, counts, nets] = await Promise.all([
    bookWords(ground, ids),
    memberCounts(ground.db, ids),
    netsOf(ground.db, ids),
  ])
  return books.map(({ id, asset, role, archivedAt, createdAt }) => {
    const net = nets.get(id)?.find((each) => each.person === person)?.net ?? 0n
    return {
      id,
      name: words.get(id) ?? null,
      asset,
      role,
      members: counts.get(id) ?? 0,
      net: String(net),
      archivedAt: archivedAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
    }
  })
}

/** A book with who is in it, what each one is owed, and who pays whom to be even. */
export async function wholeBook(house: House, book: SharedBook, me: string) {
  const { ground } = house
  const [[summary], members, nets, coming, settled, cash] = await Promise.all([
    bookSummaries(house, [book], me),
    bookMembers(ground.db, book.id),
    netsOf(ground.db, [book.id]),
    settlementsOnTheirWay(ground.db, book.id),
    settlementsOf(ground.db, { book: book.id, limit: SETTLEMENTS_SHOWN }),
    cashOfBook(ground.db, { book: book.id, limit: SETTLEMENTS_SHOWN }),
  ])
  if (!summary) throw new Error(`the book ${book.id} has no summary`)
  const people = await getPeople(
    ground,
    members.map(({ person }) => person),
  )
  const now = nets.get(book.id) ?? []
  const netOf = new Map(now.map(({ person, net }) => [person, net]))
  return {
    ...summary,
    me,
    people: members.map(({ person, role, leftAt }) => ({
      person,
      ...maskedOf(people.get(person)),
      role,
      net: String(netOf.get(person) ?? 0n),
      leftAt: leftAt?.toISOString() ?? null,
    })),
    debts: fewestTransfers(expectedNets(now, coming)).map(({ amount, ...debt }) => ({
      ...debt,
      amount: String(amount),
    })),
    settlements: settled.map(({ transfer, payer, payee, amount, state, occurredAt }) => ({
      transfer: payer === me || payee === me ? transfer : null,
      from: payer,
      to: payee,
      amount: String(amount),
      state,
      occurredAt: occurredAt.toISOString(),
    })),
    cash: cash.map(cashView),
  }
}

export function cashView({ id, payer, payee, author, amount, state, writtenAt, endedAt }: Cash) {
  return {
    id,
    from: payer,
    to: payee,
    by: author,
    amount: String(amount),
    state,
    at: writtenAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }
}

export async function expenseViews({ ground }: House, expenses: Expense[], me: string) {
  const titles = await bookWords(
    ground,
    expenses.map(({ id, version }) => titleOfExpense(id, version)),
  )
  return expenses.map((each) => ({
    id: each.id,
    book: each.book,
    version: each.version,
    deleted: each.deleted,
    title: titles.get(titleOfExpense(each.id, each.version)) ?? null,
    payer: each.payers[0]?.person ?? each.by,
    payers: each.payers.map(({ person, amount }) => ({ person, amount: String(amount) })),
    amount: String(each.amount),
    split: each.split,
    shares: each.shares.map(({ person, amount, weight }) => ({
      person,
      amount: String(amount),
      weight: String(weight),
    })),
    spentOn: each.spentOn,
    bill: each.billOf === me ? each.bill : null,
    by: each.by,
    at: each.at.toISOString(),
  }))
}

function maskedOf(person: Person | undefined) {
  return {
    name: person?.name === undefined ? null : maskName(person.name),
    phone: person?.phone === undefined ? null : maskPhone(person.phone),
  }
}
