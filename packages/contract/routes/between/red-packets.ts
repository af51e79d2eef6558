import { z } from 'zod'
import { proof } from '../../shapes-proof.ts'
import { assetCode, id, instant, money, page, pageQuery, signedDigits, text } from '../../shapes.ts'
import { defineRoute } from '../define.ts'

const COUNT_MAX = 100

/** How it stands with a packet; `expired` from the instant on, whether or not the rest is back yet. */
const state = z.enum(['open', 'taken', 'expired'])
const kind = z.enum(['equal', 'random'])
const name = z.string().nullable().describe('With the surname hidden.')

/** What everybody may know who holds the link: never what others took or what is left. */
const cover = {
  id: id('rpk'),
  sender: z.object({ person: id('per'), name }),
  kind,
  greeting: z.string().nullable(),
  state,
  expiresAt: instant,
  asset: assetCode,
  share: signedDigits.nullable().describe('What this person took; null before they opened it.'),
}

const redPacket = z
  .object({
    ...cover,
    role: z.enum(['sender', 'receiver']),
    named: z.boolean(),
    path: z
      .string()
      .describe('To be shared, and shown as a QR code, after the origin of the site.'),
    occurredAt: instant,
    endedAt: instant.nullable(),
    amount: signedDigits
      .nullable()
      .describe('Of all shares together; to others than the sender when it has ended.'),
    shares: z.int().nullable(),
    takenCount: z.int().nullable(),
    takenAmount: signedDigits.nullable().describe('To the sender; to others when it has ended.'),
    returned: signedDigits.nullable(),
    seed: z
      .string()
      .nullable()
      .describe('From which the shares of an ended random packet can be drawn again, as hex.'),
    takers: z
      .array(z.object({ person: id('per'), name, amount: signedDigits, at: instant }))
      .nullable()
      .describe('Who took what; null before it has ended.'),
  })
  .meta({ id: 'RedPacket' })

const redPacketLine = z
  .object({
    ...cover,
    amount: signedDigits.nullable(),
    shares: z.int().nullable(),
    takenCount: z.int().nullable(),
    occurredAt: instant,
  })
  .meta({ id: 'RedPacketLine' })

export const createRedPacket = defineRoute({
  name: 'redPackets.create',
  method: 'POST',
  path: '/v1/me/red-packets',
  audience: ['consumer'],
  capability: 'red_packets',
  idempotent: true,
  status: 201,
  summary: { zh: '发红包', en: 'Send a red packet' },
  description: {
    zh: '普通（每份相同）或随机，每份 0.01 至 200 元，最多 100 份；24 小时未领的部分退回。指定联系人时一人一份，只有他们能领取；否则拿到链接的人都能领取，每人一次。',
    en: 'Equal or random shares of 0.01 to 200 yuan each, at most 100; what nobody took in 24 hours comes back. With guests there is one share each and nobody else may open it; otherwise whoever holds the link may, once.',
  },
  body: z.strictObject({
    kind,
    amount: money,
    shares: z.int().min(1).max(COUNT_MAX),
    greeting: text(40).optional(),
    guests: z.array(id('per')).min(1).max(COUNT_MAX).optional(),
    proof: proof.optional(),
  }),
  response: redPacket,
  refusals: [
    'red_packet_shares',
    'red_packet_share_amount',
    'red_packet_uneven',
    'red_packet_guests',
    'red_packet_own',
    'red_packet_must_wait',
    'person_not_found',
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
    'limit_reached',
    'business_day_closed',
  ],
})

const code = z
  .string()
  .max(80)
  .regex(/^[a-zA-Z0-9._-]+$/, 'must be the code of a link')

export const lookUpRedPacket = defineRoute({
  name: 'redPackets.lookUp',
  method: 'POST',
  path: '/v1/me/red-packets/lookups',
  audience: ['consumer'],
  capability: 'red_packets',
  idempotent: false,
  summary: { zh: '红包封面', en: 'The cover of a red packet' },
  description: {
    zh: '打开前只看得到谁发的、写了什么、还能不能领；金额与他人所得都不显示。',
    en: 'Before it is opened: who sent it, what they wrote and whether it can be opened; no amounts, and nothing about others.',
  },
  body: z.strictObject({ code }),
  response: z
    .object({
      ...cover,
      openable: z.boolean(),
      reason: z.enum(['own', 'not_for_you', 'opened', 'taken', 'expired']).nullable(),
    })
    .meta({ id: 'RedPacketCover' }),
  refusals: ['code_unknown'],
})

export const openRedPacket = defineRoute({
  name: 'redPackets.open',
  method: 'POST',
  path: '/v1/me/red-packets/openings',
  audience: ['consumer'],
  capability: 'red_packets',
  idempotent: true,
  status: 201,
  summary: { zh: '领取红包', en: 'Open a red packet' },
  description: {
    zh: '每人一次；再次领取得到同一份。',
    en: 'Once for each person; opening again answers the same share.',
  },
  body: z.strictObject({ code }),
  response: redPacket,
  refusals: [
    'code_unknown',
    'red_packet_own',
    'red_packet_not_for_you',
    'red_packet_expired',
    'red_packet_taken',
    'red_packet_busy',
    'red_packet_unavailable',
    'wallet_frozen',
    'real_name_required',
    'limit_reached',
    'business_day_closed',
  ],
})

export const getRedPacket = defineRoute({
  name: 'redPackets.get',
  method: 'GET',
  path: '/v1/me/red-packets/:id',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '红包详情', en: 'A red packet' },
  description: {
    zh: '发送人、领取过的人与被指定的人可见；谁领了多少，结束后才显示。',
    en: 'For its sender, those who opened it and those who are named; who took what is shown when it has ended.',
  },
  params: z.strictObject({ id: id('rpk') }),
  response: redPacket,
  refusals: ['red_packet_not_found'],
})

export const listSentRedPackets = defineRoute({
  name: 'redPackets.sent',
  method: 'GET',
  path: '/v1/me/red-packets/sent',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我发出的红包', en: 'Red packets I sent' },
  query: z.strictObject(pageQuery),
  response: page(redPacketLine),
  refusals: [],
})

export const listReceivedRedPackets = defineRoute({
  name: 'redPackets.received',
  method: 'GET',
  path: '/v1/me/red-packets/received',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我收到的红包', en: 'Red packets I received' },
  query: z.strictObject(pageQuery),
  response: page(redPacketLine),
  refusals: [],
})
