/** What people write to customer care about. */
export const CARE_TOPICS = [
  'payment',
  'funding',
  'transfer',
  'security',
  'account',
  'points',
  'other',
] as const
export type CareTopic = (typeof CARE_TOPICS)[number]
