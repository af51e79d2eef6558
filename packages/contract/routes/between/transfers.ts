import { z } from 'zod'
import { proof } from '../../shapes-proof.ts'
import { assetCode, id, instant, money, page, pageQuery, signedDigits, text } from '../../shapes.ts'
import { defineRoute } from '../define.ts'

const phone = z
  .string()
  .max(24)
  .regex(/^\+?[0-9][0-9 ()-]{4,22}$/, 'must be a phone number')

/** A contact by id, whoever shows a collection code by that, anybody else by phone. */
const to = z
  .union([
    z.strictObject({ person: id('per') }),
    z.strictObject({ phone }),
    z.strictObject({ code: text(600) }),
  ])
  .meta({
    id: 'TransferTo',
    description: 'A person by id, a phone number, or the collection code that a person shows.',
  })

const arrival = z.enum(['instant', 'after_2h', 'after_24h'])
const arrivalShown = z.enum(['instant', 'after_2h', 'after_24h', 'on_registration'])

export const previewTransfer = defineRoute({
  name: 'transfers.preview',
  method: 'POST',
  path: '/v1/me/transfers/previews',
  audience: ['consumer'],
  capability: 'transfers',
  guarded: true,
  idempotent: false,
  summary: { zh: '转账前确认：收款人与提醒', en: 'Before a transfer: payee and warnings' },
  description: {
    zh: '显示收款人的真实姓名（隐去姓氏）、是否第一次、需要留意之处、是否须输入姓氏，以及需要哪种验证。',
    en: 'The real name of the payee with the surname hidden, whether it is the first time, what should make one think, whether the surname must be typed, and which proof will be asked for.',
  },
  body: z.strictObject({ to, amount: money }),
  response: z.object({
    payee: z.object({
      person: id('per').nullable().describe('Null while nobody has registered the phone.'),
      name: z.string().nullable(),
      phone: z.string().nullable().describe('All but the last four digits are masked.'),
    }),
    isFirst: z.boolean(),
    lastAt: instant.nullable(),
    warnings: z.array(
      z.enum(['first_time', 'new_account', 'large', 'night', 'unregistered', 'name_unknown']),
    ),
    surnameNeeded: z.boolean(),
    stepUp: z.enum(['pin', 'passkey']),
    delayHours: z.int().describe('How many hours later it may arrive at the earliest.'),
    proofPayee: z.string().describe('What a proof of this transfer names as its payee.'),
    fee: signedDigits,
  }),
  refusals: [
    'person_not_found',
    'code_unknown',
    'collection_code_void',
    'collection_amount_fixed',
    'transfer_to_yourself',
    'wallet_frozen',
    'locked_by_yourself',
    'real_name_required',
    'limit_reached',
  ],
})

const transfer = z
  .object({
    id: id('trf'),
    direction: z.enum(['out', 'in']),
    counterpart: z.object({
      person: id('per').nullable(),
      name: z.string().nullable().describe('With the surname hidden.'),
      phone: z.string().nullable().describe('Masked; only where money was sent to a phone.'),
    }),
    asset: assetCode,
    amount: signedDigits,
    arrival: arrivalShown,
    state: z.enum(['in_transit', 'arrived', 'revoked', 'returned']),
    reason: z.string().nullable(),
    note: z.string().nullable(),
    revocable: z.boolean(),
    occurredAt: instant,
    dueAt: instant,
    endedAt: instant.nullable(),
    book: id('bok').nullable().describe('The shared book that it settles.'),
  })
  .meta({ id: 'Transfer' })

export const createTransfer = defineRoute({
  name: 'transfers.create',
  method: 'POST',
  path: '/v1/me/transfers',
  audience: ['consumer'],
  capability: 'transfers',
  idempotent: true,
  status: 201,
  summary: { zh: '转账', en: 'Transfer' },
  description: {
    zh: '即时、2 小时后或 24 小时后到账；到账前可撤销。手机号尚未注册时留存 24 小时：期间注册即到账，否则退回。',
    en: 'At once, after 2 hours or after 24 hours; it can be revoked until it arrives. To a phone that nobody has registered it waits 24 hours: whoever registers receives it, otherwise it goes back.',
  },
  body: z.strictObject({
    to,
    amount: money,
    arrival: arrival.default('instant'),
    note: text(60).optional(),
    surname: text(40).optional(),
    book: id('bok').optional().describe('The shared book that it settles.'),
    proof: proof.optional(),
  }),
  response: transfer,
  refusals: [
    'person_not_found',
    'code_unknown',
    'collection_code_void',
    'collection_amount_fixed',
    'transfer_to_yourself',
    'surname_required',
    'surname_wrong',
    'surname_locked',
    'transfer_must_wait',
    'wallet_frozen',
    'locked_by_yourself',
    'real_name_required',
    'pin_required',
    'pin_not_set',
    'pin_wrong',
    'pin_locked',
    'passkey_required',
    'pay_session_ended',
    'pay_session_exceeded',
    'proof_invalid',
    'insufficient_funds',
    'holder_frozen',
    'ceiling_reached',
    'limit_reached',
    'book_not_found',
    'book_archived',
    'book_asset',
    'member_not_found',
    'business_day_closed',
  ],
})

export const getTransfer = defineRoute({
  name: 'transfers.get',
  method: 'GET',
  path: '/v1/me/transfers/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '转账详情', en: 'A transfer' },
  params: z.strictObject({ id: id('trf') }),
  response: transfer,
  refusals: ['transfer_not_found'],
})

export const listTransfers = defineRoute({
  name: 'transfers.list',
  method: 'GET',
  path: '/v1/me/transfers',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的转账', en: 'My transfers' },
  query: z.strictObject(pageQuery),
  response: page(transfer),
  refusals: [],
})

export const revokeTransfer = defineRoute({
  name: 'transfers.revoke',
  method: 'POST',
  path: '/v1/me/transfers/:id/revocations',
  audience: ['consumer'],
  idempotent: true,
  status: 201,
  summary: { zh: '撤销未到账的转账', en: 'Revoke a transfer that has not arrived' },
  params: z.strictObject({ id: id('trf') }),
  response: transfer,
  refusals: ['transfer_not_found', 'transfer_not_revocable'],
})

export const listContacts = defineRoute({
  name: 'contacts.list',
  method: 'GET',
  path: '/v1/me/contacts',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '最近联系人', en: 'Recent contacts' },
  response: z.object({
    items: z.array(
      z.object({
        person: id('per'),
        name: z.string().nullable().describe('With the surname hidden.'),
        phone: z.string().nullable().describe('Masked.'),
        lastAt: instant,
        lastDirection: z.enum(['out', 'in']),
      }),
    ),
  }),
  refusals: [],
})

export const hideContact = defineRoute({
  name: 'contacts.hide',
  method: 'DELETE',
  path: '/v1/me/contacts/:person',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '隐藏联系人', en: 'Hide a contact' },
  params: z.strictObject({ person: id('per') }),
  response: z.undefined(),
  refusals: [],
})
