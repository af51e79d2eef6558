import { isNoticeCode, type NoticeCode } from '@suanpan/contract/texts/notices'
import type { DeliveredLetter, Ground, Subscriber } from '../platform/index.ts'
import type { NoticeParams } from './notices.ts'
import { isServiceNews, SERVICE_NEWS, serviceTold } from './service.ts'
import { openTeller } from './teller.ts'

/** The news that people are told of. */
export const TOLD = [
  'transfer.sent',
  'transfer.arriving',
  'transfer.received',
  'transfer.revoked',
  'transfer.returned',
  'red_packet.sent',
  'red_packet.offered',
  'red_packet.received',
  'red_packet.finished',
  'red_packet.returned',
  'payment.settled',
  'payment.refunded',
  'payment.not_made',
  'refund.arrived',
  'refund.kept',
  'code_payment.requested',
  'code_payment.refused',
  'code_payment.ended',
  'topup.settled',
  'topup.failed',
  'topup.reversed',
  'withdrawal.settled',
  'withdrawal.failed',
  'withdrawal.given_back',
  'points.expired',
  'goal.saved',
  'goal.skipped',
  'budget.near',
  'budget.broken',
  'passkey.added',
  'card.bound',
  'passkey.removed',
  'device.added',
  'signin.unknown',
  'pin.changed',
  'phone.change_started',
  'phone.changed',
  'email.changed',
  'recovery.started',
  'lock.changed',
  'freeze.changed',
  'agreement.signed',
  'agreement.cancelled',
  'deduction.announced',
  'deduction.refused',
  'book.invited',
  'book.joined',
  'expense.added',
  'expense.changed',
  'expense.deleted',
  'expense.restored',
  'book_cash.recorded',
  'book_cash.confirmed',
  'book_cash.denied',
  'book_cash.withdrawn',
  ...SERVICE_NEWS,
] as const
/** People told at the same time: enough to fill a batch. */
const PEOPLE_AT_ONCE = 500

/**
 * Turns letters into notices of the people they are about, once however often a letter comes. A
 * new installation of this room begins with the news of the day it is installed.
 */
export function noticesSubscriber(ground: Ground): Subscriber {
  const tell = openTeller(ground)
  return {
    name: 'notices',
    types: [...TOLD],
    concurrency: PEOPLE_AT_ONCE,
    backfill: () => Promise.resolve({ letters: [], next: null }),
    async handle(letter) {
      await Promise.all(tellingsOf(letter).map((told) => tell({ letter: letter.id, ...told })))
    },
  }
}

/** What is told of a letter, and to whom. */
export function tellingsOf(
  letter: DeliveredLetter,
): { person: string; code: NoticeCode; params: NoticeParams; at: Date }[] {
  const { at } = letter
  return toldOf(letter).map(({ person, code }) => ({
    person,
    code,
    params: paramsOf(letter, person),
    at,
  }))
}

/** Whom a letter concerns: its party, and for a transfer the other side too. */
function toldOf(letter: DeliveredLetter): { person: string; code: NoticeCode }[] {
  const { type, party, body } = letter
  if (isServiceNews(type)) return serviceTold(letter)
  if (type === 'withdrawal.given_back') return givenBackTold(letter)
  if (!isNoticeCode(type)) throw new Error(`no notice tells of ${type}`)
  const { payee, payer, arrival } = body
  const all: { person: string; code: NoticeCode }[] = [{ person: party, code: type }]
  if (type === 'transfer.received' && arrival !== 'instant' && typeof payer === 'string')
    all.push({ person: payer, code: 'transfer.arrived' })
  if (type === 'transfer.revoked' && typeof payee === 'string')
    all.push({ person: payee, code: 'transfer.withdrawn' })
  return all
}

/** Whoever cancelled it knows. */
function givenBackTold({ party, body }: DeliveredLetter): { person: string; code: NoticeCode }[] {
  if (body['cause'] === 'cancelled') return []
  const code = body['cause'] === 'rejected' ? 'withdrawal.rejected' : 'withdrawal.expired'
  return [{ person: party, code }]
}

const KEPT = [
  'transfer',
  'redPacket',
  'payment',
  'refund',
  'topUp',
  'withdrawal',
  'merchant',
  'asset',
  'amount',
]
const ALSO_KEPT = [
  'codePayment',
  'agreement',
  'book',
  'expense',
  'share',
  'goal',
  'dispute',
  'conversation',
  'refunded',
  'month',
  'category',
  'spent',
  'arrival',
  'dueAt',
  'reason',
]

/** Ids and numbers of the letter; `other` is whoever stands on the other side. */
function paramsOf({ body }: DeliveredLetter, reader: string): NoticeParams {
  const params: NoticeParams = {}
  for (const name of [...KEPT, ...ALSO_KEPT]) {
    const value = body[name]
    if (typeof value === 'string') params[name] = value
  }
  const sides = [body['person'], body['payee'], body['payer'], body['actor']]
  const other = sides.find((side) => typeof side === 'string' && side !== reader)
  if (typeof other === 'string') params['other'] = other
  return params
}
