import {
  answerDispute,
  decideDispute,
  escalateDispute,
  getDispute,
  openDispute,
  withdrawDispute,
  type Dispute,
} from '../../server/wallet/index.ts'
import { idOf, tell, type Act, type Given, type BankTown } from './bank-town-money.ts'

/** Doubts about one of the last payments: all of it, or a part. */
export function disputes(given: Given): Act['run'] {
  const { town } = given
  const { dice, it } = town
  const payment = town.payments.at(-dice.int(1, 25))
  const share = dice.pick([40n, 100n, 100n])
  const id = idOf('dsp', given)
  const at = it.ground.clock.now()
  return async () => {
    if (!payment) return
    const { person } = payment
    const amount = (payment.amount * share) / 100n
    const doubt = { reason: 'not_received' as const, text: '没有收到', files: [] }
    await openDispute(it.books, { id, person, payment: payment.id, amount, at, ...doubt })
    town.disputes.push({ id, person })
  }
}

/** The merchant gives all of it back, a part or nothing. */
export function answersDispute(given: Given): Act['run'] {
  const share = BigInt(given.town.dice.pick([0, 0, 35, 100]))
  return moves(given, ({ id, dispute, at }) =>
    answerDispute(given.town.it.books, {
      id,
      dispute,
      at,
      text: '已查',
      sender: dispute.merchant,
      refund: (leftOf(dispute) * share) / 100n,
    }),
  )
}

export function asksForDecision(given: Given): Act['run'] {
  return moves(given, (said) => escalateDispute(given.town.it.books, said))
}

export function takesDisputeBack(given: Given): Act['run'] {
  return moves(given, (said) => withdrawDispute(given.town.it.books, said))
}

export function decidesDispute(given: Given): Act['run'] {
  const share = BigInt(given.town.dice.pick([0, 50, 100]))
  return moves(given, ({ dispute, ...said }) =>
    decideDispute(given.town.it.books, {
      ...said,
      dispute,
      by: 'opr_1',
      refund: (leftOf(dispute) * share) / 100n,
    }),
  )
}

/** Whoever still has one open takes it back. */
export async function endDisputes(town: BankTown): Promise<void> {
  const { it, disputes } = town
  for (const [n, { id }] of disputes.entries()) {
    const dispute = await getDispute(it.ground.db, id)
    if (dispute.dueAt === null) continue
    const given: Given = { town, person: town.people[0]!, name: `rest ${n}` }
    const said = { id: idOf('dst', given), dispute, at: it.ground.clock.now() }
    await tell(town, { name: 'rests', run: () => withdrawDispute(it.books, said) })
  }
}

const leftOf = ({ amount, refunded }: Dispute): bigint => amount - refunded

type Said = { id: string; dispute: Dispute; at: Date }

/** Few enough to choose from that two often reach for the same. */
function moves(given: Given, act: (said: Said) => Promise<unknown>): Act['run'] {
  const { town } = given
  const { ground } = town.it
  const chosen = town.disputes.at(-town.dice.int(1, 5))
  const id = idOf('dst', given)
  const at = ground.clock.now()
  return async () => {
    if (chosen) await act({ id, at, dispute: await getDispute(ground.db, chosen.id) })
  }
}
