import { z } from 'zod'
import { CARE_TOPICS } from '../texts/care.ts'
import { id, instant } from '../shapes.ts'

const conversation = {
  conversation: id('cse'),
  person: id('per'),
  topic: z.enum(CARE_TOPICS),
  occurredAt: instant,
}

/** News about conversations with customer care; never what was written. */
export const careLetters = {
  'care.asked': {
    title: { zh: '用户联系了客服', en: 'A person wrote to customer care' },
    party: 'person',
    body: z.object(conversation),
  },
  'care.answered': {
    title: { zh: '客服答复', en: 'Customer care answered' },
    party: 'person',
    body: z.object(conversation),
  },
  'care.closed': {
    title: { zh: '客服会话结束', en: 'A conversation was closed' },
    party: 'person',
    body: z.object({ ...conversation, by: z.enum(['person', 'operator']) }),
  },
} as const
