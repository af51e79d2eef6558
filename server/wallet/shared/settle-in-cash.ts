import { Refusal } from '@suanpan/contract/refusals'
import { derivedId } from '@suanpan/kernel/ids'
import { transaction, type Ground, type Tx } from '../../platform/index.ts'
import { lockBook, refuseArchived, type SharedBook } from './books.ts'
import { getCashOf, waitingCash, type Cash, type CashState } from './cash.ts'
import { currentMember } from './manage.ts'
import { expected, netsOf, onTheirWay } from './nets.ts'

type Sides = Pick<Cash, 'payer' | 'payee'>
type CashWish = { payer: string; payee: string; amount: bigint }
type Written = Omit<Cash, 'state' | 'endedAt'>
type CashAnswer = Exclude<CashState, 'waiting'>

const TOLD = {
  waiting: 'book_cash.recorded',
  confirmed: 'book_cash.confirmed',
  denied: 'book_cash.denied',
  withdrawn: 'book_cash.withdrawn',
} as const satisfies Record<CashState, string>

/**
 * One of two writes down that cash went between them: who paid it, or who got it. It counts once the
 * other one has confirmed it. Sends `book_cash.recorded` to the other.
 *
 * Refuses with `book_not_found`, `book_role`, `book_archived`, `cash_of_two`,
 * `member_not_found {member}`, `cash_awaits`, `cash_beyond_debt {asset, owed}` and
 * `id_used_with_other_content`.
 */
export async function recordCash(
  ground: Ground,
  { id, ...asked }: { id: string; book: string; person: string },
  { payer, payee, amount }: CashWish,
): Promise<{ replayed: boolean }> {
  return transaction(ground.db, async (tx) => {
    const book = await lockBook(tx, asked, 'member')
    const writtenAt = ground.clock.now()
    const author = asked.person
    const cash = { id, book: book.id, payer, payee, amount, author, writtenAt }
    if (await isKnown(tx, cash)) return { replayed: true }
    refuseArchived(book)
    if (payer === payee || ![payer, payee].includes(asked.person)) throw new Refusal('cash_of_two')
    await currentMember(tx, book.id, otherOf(cash, asked.person))
    await refuseBeyondDebt(tx, book, cash)
    await tx.query(
      `insert into wallet.book_cash (id, book, payer, payee, author, amount, state, written_at)
       values ($1, $2, $3, $4, $5, $6, 'waiting', $7)`,
      [id, book.id, payer, payee, author, amount, writtenAt],
    )
    tell(tx, book, cash, { state: 'waiting', by: asked.person, at: writtenAt })
    return { replayed: false }
  })
}

/**
 * Ends cash that waits: the other of the two confirms it or says no, whoever wrote it takes it back.
 * The same answer again changes nothing. Sends `book_cash.confirmed`, `.denied` or `.withdrawn`.
 *
 * Refuses with `cash_not_found {cash}`, `book_archived`, `cash_answered_by_other` and
 * `cash_ended {state}`.
 */
export async function answerCash(
  ground: Ground,
  asked: { cash: string; person: string },
  answer: CashAnswer,
): Promise<void> {
  const { person } = asked
  await transaction(ground.db, async (tx) => {
    const { book: id } = await getCashOf(tx, asked)
    const book = await lockBook(tx, { book: id, person }, 'any')
    const cash = await getCashOf(tx, asked)
    const isWriter = cash.author === person
    const isSide = cash.payer === person || cash.payee === person
    if (!isSide || isWriter !== (answer === 'withdrawn'))
      throw new Refusal('cash_answered_by_other')
    if (cash.state === answer) return
    if (cash.state !== 'waiting') throw new Refusal('cash_ended', { state: cash.state })
    refuseArchived(book)
    const at = ground.clock.now()
    await tx.query('update wallet.book_cash set state = $2, ended_at = $3 where id = $1', [
      cash.id,
      answer,
      at,
    ])
    tell(tx, book, cash, { state: answer, by: person, at })
  })
}

/** The same request again writes nothing; another one under its id is refused. */
async function isKnown(
  tx: Tx,
  { id, book, payer, payee, author, amount }: Written,
): Promise<boolean> {
  const [known] = await tx.query<Omit<Written, 'id' | 'writtenAt'>>(
    'select book, payer, payee, author, amount from wallet.book_cash where id = $1',
    [id],
  )
  if (!known) return false
  const same =
    known.book === book &&
    known.payer === payer &&
    known.payee === payee &&
    known.author === author &&
    known.amount === amount
  if (!same) throw new Refusal('id_used_with_other_content', { id })
  return true
}

/**
 * No more than makes one of the two even, with what is on its way and what waits counted in, so that
 * nobody pays twice; both sides writing down the same cash at once is one.
 */
async function refuseBeyondDebt(tx: Tx, book: SharedBook, cash: Written): Promise<void> {
  const waiting = await waitingCash(tx, book.id)
  const between = ({ payer, payee }: Sides): boolean =>
    [payer, payee].includes(cash.payer) && [payer, payee].includes(cash.payee)
  if (waiting.some(between)) throw new Refusal('cash_awaits')
  const now = (await netsOf(tx, [book.id])).get(book.id) ?? []
  const nets = expected(now, [...(await onTheirWay(tx, book.id)), ...waiting])
  const netOf = new Map(nets.map(({ person, net }) => [person, net]))
  const owes = -(netOf.get(cash.payer) ?? 0n)
  const due = netOf.get(cash.payee) ?? 0n
  const least = owes < due ? owes : due
  const owed = least > 0n ? least : 0n
  if (cash.amount > owed) {
    throw new Refusal('cash_beyond_debt', { asset: book.asset, owed: String(owed) })
  }
}

function tell(
  tx: Tx,
  { id: book, asset }: SharedBook,
  cash: Written,
  { state, by, at }: { state: CashState; by: string; at: Date },
): void {
  const person = otherOf(cash, by)
  tx.emit({
    id: derivedId('ltr', cash.id, state),
    type: TOLD[state],
    party: person,
    at,
    body: {
      book,
      cash: cash.id,
      person,
      actor: by,
      asset,
      amount: String(cash.amount),
      occurredAt: at.toISOString(),
    },
  })
}

const otherOf = ({ payer, payee }: Sides, person: string): string =>
  payer === person ? payee : payer
