import { z } from 'zod'
import { capabilityNames, licenceNames } from '../../licence.ts'
import { bilingual } from '../../shapes.ts'
import { defineRoute } from '../define.ts'

export const get = defineRoute({
  name: 'profile.get',
  method: 'GET',
  path: '/v1/profile',
  audience: ['public'],
  idempotent: false,
  summary: { zh: '运营方牌照与可用能力', en: 'The licence and what this installation may do' },
  description: {
    zh: '牌照范围之外的能力一律以 licence_required 拒绝，界面也不展示。',
    en: 'What lies outside of the licence is refused with licence_required, and screens do not show it.',
  },
  response: z.object({
    licence: z.enum(licenceNames),
    title: bilingual,
    capabilities: z.array(z.enum(capabilityNames)),
  }),
  refusals: [],
})
