import { Refusal } from '@suanpan/contract/refusals'
import { fingerprint } from '@suanpan/kernel/canonical'
import { derivedId } from '@suanpan/kernel/ids'
import type { Move, Posting, RowToWrite } from '@suanpan/kernel/posting'
import { refusal, type Books } from '../../ledger/index.ts'
import { personMoney, transferTransit } from '../accounts.ts'
import type { Replayable } from '../pay.ts'
import { getTransfer, type Transfer } from './transfers.ts'

/** Why money comes back that nobody called back. */
export type ReturnReason = 'unclaimed' | 'not_receivable'
type Outcome = 'arrived' | 'revoked' | 'returned'

/**
 * Lets a transfer arrive. The account in transit is emptied and closed in the same posting, so of
 * arrival, revocation and return exactly one happens, whoever races. A payee who cannot receive, and
 * a payer who was frozen meanwhile, have it go back. Sends `transfer.received` or `transfer.returned`.
 *
 * @returns false when it had its end already
 */
export async function arrive(
  books: Books,
  sent: Transfer,
  { payee, at }: { payee: string; at: Date },
): Promise<boolean> {
  const verdict = await books.tryPost({
    ...ending(sent, 'arrived', { at, payee }),
    legs: [{ from: inTransit(sent), to: personMoney(payee, sent.asset), amount: 'rest' }],
    letters: [
      {
        type: 'transfer.received',
        party: payee,
        sandbox: sent.asset.startsWith('XTS/'),
        body: {
          transfer: sent.id,
          person: payee,
          payer: sent.person,
          asset: sent.asset,
          amount: String(sent.amount),
          arrival: sent.arrival,
          occurredAt: at.toISOString(),
          ...(sent.settles !== null && { book: sent.settles }),
        },
      },
    ],
  })
  if (verdict.state === 'posted') return !verdict.replayed
  if (verdict.reason.code === 'account_closed') return false
  await giveBack(books, sent, { reason: 'not_receivable', at })
  return false
}

/**
 * Calls a transfer back before it arrives; asking twice answers the same. Sends `transfer.revoked`.
 *
 * Refuses with `transfer_not_found` and `transfer_not_revocable {state}`.
 */
export async function revoke(
  books: Books,
  { transfer: id, person, at }: { transfer: string; person: string; at: Date },
): Promise<Replayable> {
  const sent = await getTransfer(books.ground.db, id)
  if (!sent || sent.person !== person) throw new Refusal('transfer_not_found', { transfer: id })
  if (sent.arrival === 'instant') throw notRevocable('arrived')
  const verdict = await books.tryPost({
    ...ending(sent, 'revoked', { at, payee: sent.payee }),
    legs: [back(sent)],
    letters: [told('transfer.revoked', sent, { payee: sent.payee, at })],
  })
  if (verdict.state === 'posted') return { replayed: verdict.replayed }
  const now = await getTransfer(books.ground.db, id)
  if (now && now.state !== 'in_transit') throw notRevocable(now.state)
  throw refusal(verdict.reason)
}

/** Sends the money back that nobody claimed or could receive. Sends `transfer.returned`. */
export async function giveBack(
  books: Books,
  sent: Transfer,
  { reason, at }: { reason: ReturnReason; at: Date },
): Promise<boolean> {
  const verdict = await books.tryPost({
    ...ending(sent, 'returned', { at, payee: sent.payee, reason }),
    legs: [back(sent)],
    letters: [told('transfer.returned', sent, { payee: sent.payee, reason, at })],
  })
  return verdict.state === 'posted' && !verdict.replayed
}

export function endRow(
  sent: Pick<Transfer, 'person' | 'payee' | 'asset' | 'amount'> & { transfer: string; id: string },
  outcome: Outcome,
  occurredAt: Date,
  reason: ReturnReason | null = null,
): RowToWrite {
  return {
    table: 'wallet.transfer_ends',
    row: { ...sent, outcome, reason, occurred_at: occurredAt },
  }
}

function ending(
  sent: Transfer,
  outcome: Outcome,
  { at, payee, reason }: { at: Date; payee: string | null; reason?: ReturnReason },
): Omit<Posting, 'legs'> {
  const id = derivedId('tre', sent.id, outcome)
  const { person, asset, amount } = sent
  return {
    id,
    kind: `transfer.${outcome}`,
    intent: fingerprint({ transfer: sent.id, outcome }),
    occurredAt: at,
    reference: sent.id,
    close: [inTransit(sent).account],
    rows: [
      endRow({ transfer: sent.id, id, person, payee, asset, amount }, outcome, at, reason ?? null),
    ],
  }
}

/** Without its opening: the account is there since the money was sent. */
const inTransit = ({ id, person, asset }: Transfer): { account: string } => ({
  account: transferTransit({ id, person, asset }).account,
})

/** Money that returns to where it came from is no act of its holder. */
const back = (sent: Transfer): Move => ({
  from: inTransit(sent),
  to: personMoney(sent.person, sent.asset),
  amount: 'rest',
  despiteFreeze: true,
})

function told(
  type: 'transfer.revoked' | 'transfer.returned',
  { id, person, asset, amount }: Transfer,
  { at, ...more }: { at: Date; payee: string | null; reason?: ReturnReason },
) {
  return {
    type,
    party: person,
    sandbox: asset.startsWith('XTS/'),
    body: {
      transfer: id,
      person,
      asset,
      amount: String(amount),
      ...more,
      occurredAt: at.toISOString(),
    },
  }
}

const notRevocable = (state: string): Refusal => new Refusal('transfer_not_revocable', { state })
