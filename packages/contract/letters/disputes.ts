import { z } from 'zod'
import { digits } from './digits.ts'
import { assetCode, id, instant } from '../shapes.ts'

const dispute = {
  dispute: id('dsp'),
  payment: id('pay'),
  person: id('per'),
  merchant: id('mer'),
  asset: assetCode,
  amount: digits.describe('What is disputed.'),
  refunded: digits.describe('What was refunded by it so far.'),
  state: z.enum(['opened', 'answered', 'escalated', 'refunded', 'decided', 'withdrawn', 'lapsed']),
  dueAt: instant.nullable().describe('When it moves on by itself, or by when it is decided.'),
  occurredAt: instant,
}
const both = 'person, merchant'

/** News about disputes: one letter to the person and one to the merchant, of the same content. */
export const disputesLetters = {
  'dispute.opened': {
    title: { zh: '用户对付款提出争议', en: 'A payment was disputed' },
    party: both,
    body: z.object(dispute),
  },
  'dispute.evidence': {
    title: { zh: '争议有补充材料', en: 'Something was added to a dispute' },
    party: both,
    body: z.object({ ...dispute, by: z.enum(['person', 'merchant']) }),
  },
  'dispute.answered': {
    title: { zh: '商户答复了争议', en: 'The merchant answered a dispute' },
    party: both,
    body: z.object({ ...dispute, answer: z.enum(['whole', 'part', 'rejected']) }),
  },
  'dispute.escalated': {
    title: { zh: '争议转由运营方裁定', en: 'A dispute goes to an operator' },
    party: both,
    body: z.object({ ...dispute, by: z.enum(['person', 'system']) }),
  },
  'dispute.decided': {
    title: { zh: '运营方裁定了争议', en: 'A dispute was decided' },
    party: both,
    body: z.object({ ...dispute, verdict: z.enum(['refund', 'no_refund']) }),
  },
  'dispute.ended': {
    title: { zh: '争议结束', en: 'A dispute ended without a decision' },
    party: both,
    body: z.object({ ...dispute, by: z.enum(['person', 'system']) }),
  },
  'dispute.settled': {
    title: {
      zh: '付款已另行全额退款，争议结束',
      en: 'A dispute ended: its payment was refunded wholly in another way',
    },
    party: both,
    body: z.object(dispute),
  },
} as const
