/** Saving goals. */
export const goalRefusals = {
  goal_not_found: { status: 404, zh: '攒钱目标 {goal} 不存在', en: 'There is no goal {goal}' },
  goal_ended: {
    status: 409,
    zh: '这个攒钱目标已结束，钱已回到零钱',
    en: 'This goal is over, and its money is back in the balance',
  },
  goals_used: {
    status: 409,
    zh: '最多同时有 {max} 个攒钱目标，请先结束一个',
    en: 'There can be at most {max} goals at a time: end one first',
  },
  goal_party_full: {
    status: 409,
    zh: '一起攒钱最多 {max} 人',
    en: 'At most {max} people save together',
  },
  goal_joined_already: {
    status: 409,
    zh: '您已在一起攒这个目标了',
    en: 'You save towards this goal already',
  },
  goal_due_past: {
    status: 409,
    zh: '截止日期 {due} 须在今天之后',
    en: 'The day {due} has to be after today',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>
