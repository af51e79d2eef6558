import { z } from 'zod'
import { id, instant } from '../shapes.ts'

/** News about what protects a person's money. */
export const safetyLetters = {
  'real_name.verified': {
    title: { zh: '实名认证通过', en: 'A real name was verified' },
    party: 'person',
    body: z.object({ person: id('per'), class: z.enum(['I', 'II', 'III']), verifiedAt: instant }),
  },
  'check_up.due': {
    title: { zh: '该做安全体检了', en: 'Something is left to do for the safety of a wallet' },
    party: 'person',
    body: z.object({ person: id('per'), todo: z.array(z.string()) }),
  },
  'freeze.changed': {
    title: { zh: '钱包冻结状态变化', en: 'A wallet was frozen, locked or let go' },
    party: 'person',
    body: z.object({
      person: id('per'),
      in: z.boolean().describe('Nothing may come in, whatever the cause.'),
      out: z.boolean().describe('Nothing may go out.'),
      by: z.enum(['operator', 'person']),
      category: z
        .string()
        .nullable()
        .describe('Of the freeze that changed; null for the own lock.'),
      changedAt: instant,
    }),
  },
  'lock.changed': {
    title: { zh: '安全锁变化', en: 'A person set or lifted a lock of their own' },
    party: 'person',
    body: z.object({
      person: id('per'),
      lock: z.string(),
      locked: z.boolean(),
      changedAt: instant,
    }),
  },
}
