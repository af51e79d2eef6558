import type { NoticeCode } from '@suanpan/contract/texts/notices'
import type { DeliveredLetter } from '../platform/index.ts'

/** News about a payment in dispute or a conversation, as far as they are news to the person. */
export const SERVICE_NEWS = [
  'dispute.evidence',
  'dispute.answered',
  'dispute.escalated',
  'dispute.decided',
  'dispute.ended',
  'dispute.settled',
  'care.answered',
  'care.closed',
] as const

const CODES: Record<string, NoticeCode> = {
  'dispute.evidence merchant': 'dispute.evidence',
  'dispute.answered whole': 'dispute.accepted',
  'dispute.answered part': 'dispute.part',
  'dispute.answered rejected': 'dispute.rejected',
  'dispute.escalated system': 'dispute.escalated',
  'dispute.decided refund': 'dispute.refunded',
  'dispute.decided no_refund': 'dispute.denied',
  'dispute.ended system': 'dispute.ended',
  'dispute.settled undefined': 'dispute.settled',
  'care.answered undefined': 'care.answered',
  'care.closed operator': 'care.closed',
}

/** Whom such a letter concerns: the person, of what others did; the merchant reads theirs elsewhere. */
export function serviceTold({
  type,
  party,
  body,
}: DeliveredLetter): { person: string; code: NoticeCode }[] {
  if (party !== body['person']) return []
  const how = body['answer'] ?? body['verdict'] ?? body['by']
  const code = CODES[`${type} ${String(how)}`]
  return code === undefined ? [] : [{ person: party, code }]
}

export const isServiceNews = (type: string): boolean => SERVICE_NEWS.some((each) => each === type)
