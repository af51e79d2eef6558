import { z } from 'zod'
import { capabilityNames } from '../licence.ts'
import { id, instant } from '../shapes.ts'
import { defineRoute } from './define.ts'

/** Whoever is signed in to the wallet: every route of theirs begins with /v1/me. */
export const get = defineRoute({
  name: 'me.get',
  method: 'GET',
  path: '/v1/me',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我是谁', en: 'Who I am' },
  response: z.object({
    person: id('per'),
    name: z.string().nullable(),
    phone: z.string().nullable().describe('All but the last four digits are masked.'),
    registeredAt: instant,
    device: id('dev'),
    expiresAt: instant,
    language: z.enum(['zh', 'en']),
    hasPin: z.boolean(),
    passkeys: z.int().describe('How many passkeys are registered.'),
    coolingUntil: instant.nullable().describe('Until then little can be spent on this device.'),
    capabilities: z
      .array(z.enum(capabilityNames))
      .describe('What the licence lets this wallet do; screens show nothing else.'),
    zone: z.string().describe('The IANA zone of days and months.'),
  }),
  refusals: [],
})

export const signOut = defineRoute({
  name: 'me.signOut',
  method: 'DELETE',
  path: '/v1/me/session',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '退出登录', en: 'Sign out' },
  response: z.undefined(),
  refusals: [],
})
