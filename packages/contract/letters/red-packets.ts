import { z } from 'zod'
import { assetCode, id, instant } from '../shapes.ts'
import { digits } from './digits.ts'

/** News about red packets. What others took stands in none of them. */
export const redPacketsLetters = {
  'red_packet.sent': {
    title: { zh: '红包已发出', en: 'A red packet was sent' },
    party: 'person',
    body: z.object({
      redPacket: id('rpk'),
      person: id('per'),
      kind: z.enum(['equal', 'random']),
      shares: z.int(),
      asset: assetCode,
      amount: digits.describe('Of all shares together.'),
      expiresAt: instant.describe('When what nobody took goes back.'),
      occurredAt: instant,
    }),
  },
  'red_packet.offered': {
    title: { zh: '有红包待领取', en: 'A red packet waits for somebody by name' },
    party: 'person',
    body: z.object({
      redPacket: id('rpk'),
      person: id('per').describe('Who may open it.'),
      payer: id('per'),
      asset: assetCode,
      expiresAt: instant,
      occurredAt: instant,
    }),
  },
  'red_packet.received': {
    title: { zh: '领取了红包', en: 'Somebody opened a red packet' },
    party: 'person',
    body: z.object({
      redPacket: id('rpk'),
      grab: id('rpg'),
      person: id('per').describe('Who opened it.'),
      payer: id('per'),
      asset: assetCode,
      amount: digits.describe('Of their own share.'),
      occurredAt: instant,
    }),
  },
  'red_packet.finished': {
    title: { zh: '红包已领完', en: 'Every share of a red packet was taken' },
    party: 'person',
    body: z.object({
      redPacket: id('rpk'),
      person: id('per'),
      shares: z.int(),
      takenCount: z.int(),
      asset: assetCode,
      amount: digits,
      occurredAt: instant,
    }),
  },
  'red_packet.returned': {
    title: { zh: '红包未领部分已退回', en: 'What nobody took of a red packet went back' },
    party: 'person',
    body: z.object({
      redPacket: id('rpk'),
      person: id('per'),
      shares: z.int(),
      takenCount: z.int(),
      asset: assetCode,
      amount: digits.describe('What went back.'),
      occurredAt: instant,
    }),
  },
} as const
