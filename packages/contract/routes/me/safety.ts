import { z } from 'zod'
import { FREEZE_CATEGORIES, LOCKS, type FreezeCategory, type LockKind } from '../../safety-words.ts'
import { bilingual, id, instant, signedDigits } from '../../shapes.ts'
import { proof } from '../../shapes-proof.ts'
import { defineRoute } from '../define.ts'

/** What protects a person's money: their own locks, and freezes of the house. */
export const freezeCategory = z.enum(
  Object.keys(FREEZE_CATEGORIES) as [FreezeCategory, ...FreezeCategory[]],
)
const lockKind = z.enum(Object.keys(LOCKS) as [LockKind, ...LockKind[]])
const hour = z.int().min(0).max(23)
/** Minor units, zero allowed: nothing without PIN is a wish too. */
const amountOrZero = z.string().regex(/^(0|[1-9][0-9]{0,17})$/, 'must be a string of digits')

const lock = z
  .object({
    id: id('lck'),
    kind: lockKind,
    amount: signedDigits.nullable().describe('Minor units of CNY/2.'),
    fromHour: hour.nullable(),
    untilHour: hour.nullable(),
    setAt: instant,
  })
  .meta({ id: 'Lock', description: 'A lock that a person put on their own wallet.' })

const CONFIRMING = [
  'pin_required',
  'pin_wrong',
  'pin_locked',
  'pin_not_set',
  'proof_invalid',
] as const

export const listLocks = defineRoute({
  name: 'myLocks.list',
  method: 'GET',
  path: '/v1/me/locks',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的安全锁', en: 'My locks' },
  response: z.object({
    items: z.array(lock),
    freeOfPin: z
      .object({
        amount: signedDigits,
        max: signedDigits,
        times: z.int(),
        timesUsed: z.int(),
      })
      .describe('What a shown payment code pays without PIN, minor units of CNY/2, and how often.'),
  }),
  refusals: [],
})

export const setLock = defineRoute({
  name: 'myLocks.set',
  method: 'PUT',
  path: '/v1/me/locks/:kind',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '加锁，或修改安全锁', en: 'Set or change a lock' },
  description: {
    zh: '收紧无须验证；放宽须带 proof（支付密码，或对 myConfirmations.begin 挑战的通行密钥签名）。wallet 为一键锁定：应答返回后，任何款项都不再流出。',
    en: 'Tighter is free; looser needs `proof`: the pay PIN, or a passkey over the challenge of myConfirmations.begin. `wallet` locks everything: once it is answered, nothing goes out any more.',
  },
  params: z.strictObject({ kind: lockKind }),
  body: z.strictObject({
    amount: amountOrZero.optional().describe('Of large_amount and free_of_pin.'),
    fromHour: hour.optional().describe('Of night.'),
    untilHour: hour.optional(),
    proof: proof.optional(),
  }),
  response: lock,
  refusals: ['amount_too_high', 'lock_changed', ...CONFIRMING],
})

export const liftLock = defineRoute({
  name: 'myLocks.lift',
  method: 'POST',
  path: '/v1/me/locks/:kind/removal',
  audience: ['consumer'],
  idempotent: false,
  status: 204,
  summary: { zh: '解锁', en: 'Lift a lock' },
  params: z.strictObject({ kind: lockKind }),
  body: z.strictObject({ proof: proof.optional() }),
  response: z.undefined(),
  refusals: [...CONFIRMING],
})

export const myFreezes = defineRoute({
  name: 'myFreezes.list',
  method: 'GET',
  path: '/v1/me/freezes',
  audience: ['consumer'],
  idempotent: false,
  summary: { zh: '我的冻结', en: 'Freezes of my wallet' },
  response: z.object({
    items: z.array(
      z.object({
        id: id('frz'),
        category: freezeCategory,
        title: bilingual,
        wayOut: bilingual,
        in: z.boolean(),
        out: z.boolean(),
        at: instant,
        liftedAt: instant.nullable(),
      }),
    ),
  }),
  refusals: [],
})
