import { z } from 'zod'
import { id, instant, page, pageQuery } from '../../shapes.ts'
import { proof } from '../../shapes-proof.ts'
import { defineRoute } from '../define.ts'
import { deductionNotice, endedBy, state, taken, terms } from './shapes.ts'

const merchant = z.object({ id: id('mer'), name: z.string(), category: z.string().nullable() })

const mine = z
  .object({
    id: id('agr'),
    offer: id('ago'),
    merchant,
    ...terms,
    state,
    signedAt: instant,
    cancelledAt: instant.nullable(),
    cancelledBy: endedBy.nullable(),
  })
  .meta({ id: 'MyAgreement' })

const detail = mine.extend({
  ...taken,
  announced: z.array(deductionNotice),
  offerWithdrawnAt: instant
    .nullable()
    .describe('Since then nobody signs it any more; this one goes on.'),
})

export const offer = defineRoute({
  name: 'myAgreements.offer',
  method: 'GET',
  path: '/v1/me/agreement-offers/:offer',
  audience: ['consumer'],
  capability: 'agreements',
  idempotent: false,
  summary: { zh: '待签约的条款', en: 'The terms of an agreement to sign' },
  params: z.strictObject({ offer: id('ago') }),
  response: z.object({
    id: id('ago'),
    merchant,
    ...terms,
    agreement: id('agr').nullable().describe('The one that was signed already.'),
  }),
  refusals: [
    'agreement_offer_not_found',
    'agreement_offer_withdrawn',
    'merchant_not_found',
    'merchant_inactive',
  ],
})

export const sign = defineRoute({
  name: 'myAgreements.create',
  method: 'POST',
  path: '/v1/me/agreements',
  audience: ['consumer'],
  capability: 'agreements',
  idempotent: true,
  status: 201,
  summary: { zh: '签约免密支付', en: 'Sign an agreement' },
  description: {
    zh: '证明涵盖商户与单笔限额；支付会话不能用于签约。',
    en: 'The proof covers the merchant and the most that one deduction takes; a pay session does not do.',
  },
  body: z.strictObject({ offer: id('ago'), proof: proof.optional() }),
  response: mine,
  refusals: [
    'agreement_offer_not_found',
    'agreement_offer_withdrawn',
    'agreement_exists',
    'merchant_not_found',
    'merchant_inactive',
    'wallet_frozen',
    'locked_by_yourself',
    'real_name_required',
    'limit_reached',
    'pin_required',
    'passkey_required',
    'pin_not_set',
    'pin_wrong',
    'pin_locked',
    'proof_invalid',
  ],
})

export const list = defineRoute({
  name: 'myAgreements.list',
  method: 'GET',
  path: '/v1/me/agreements',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的签约', en: 'My agreements' },
  query: z.strictObject({ ...pageQuery }),
  response: page(mine),
  refusals: [],
})

export const get = defineRoute({
  name: 'myAgreements.get',
  method: 'GET',
  path: '/v1/me/agreements/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的一份签约', en: 'An agreement of mine' },
  params: z.strictObject({ id: id('agr') }),
  response: detail,
  refusals: ['agreement_not_found'],
})

export const cancel = defineRoute({
  name: 'myAgreements.cancel',
  method: 'POST',
  path: '/v1/me/agreements/:id/cancellation',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '解约', en: 'Cancel an agreement' },
  description: {
    zh: '立即生效，已预告而未扣的款项也不再扣。',
    en: 'At once: what was announced and not yet taken is not taken either.',
  },
  params: z.strictObject({ id: id('agr') }),
  response: detail,
  refusals: ['agreement_not_found'],
})
