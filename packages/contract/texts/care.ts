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

/** When somebody is there, by the installation's clock, on every day: from included, until excluded. */
export const CARE_HOURS = { from: 9, until: 21 } as const
