import { derivedId } from '@suanpan/kernel/ids'
import { openConversation } from './care/index.ts'
import type { Books } from './ledger/index.ts'
import { findPersonByPhone } from './parties/index.ts'
import { disputeTerms, findDispute, listPayments, openDispute } from './wallet/index.ts'

const PAYMENTS_LOOKED_AT = 20

/**
 * One payment in doubt and one question to customer care, so that a newcomer finds something to
 * answer in the console. At every later start they are there already.
 */
export async function openDemoCare(books: Books, { phone }: { phone: string }): Promise<void> {
  const { ground } = books
  const person = (await findPersonByPhone(ground, phone))?.id
  if (person === undefined) return
  await doubt(books, person)
  const id = derivedId('cse', person, 'demo')
  await openConversation(ground, {
    id,
    message: derivedId('cms', id, 'first message'),
    person,
    topic: 'points',
    text: '上周在茶馆买的茶，积分好像还没有到账，帮我看一下好吗？',
    files: [],
    at: ground.clock.now(),
  })
}

async function doubt(books: Books, person: string): Promise<void> {
  const { ground } = books
  const id = derivedId('dsp', person, 'demo')
  if (await findDispute(ground.db, id)) return
  const payments = await listPayments(ground.db, { person, limit: PAYMENTS_LOOKED_AT })
  for (const { id: payment } of payments) {
    const { mayOpen, refundable } = await disputeTerms(ground, { payment, person })
    if (!mayOpen) continue
    await openDispute(books, {
      id,
      person,
      payment,
      amount: refundable,
      reason: 'not_received',
      text: '付款后一直没有拿到东西，店里说系统里查不到这一单。',
      files: [],
      at: ground.clock.now(),
    })
    return
  }
}
