import type { Language } from './refusals.ts'

/**
 * The categories of bills and budgets that have a name. A merchant may carry another code; it is
 * shown as it is. Exports and screens read the same words.
 */
export const categories = {
  all: { zh: '全部支出', en: 'All spending' },
  teahouse: { zh: '茶馆', en: 'Teahouses' },
  restaurant: { zh: '餐馆', en: 'Restaurants' },
  noodles: { zh: '面食', en: 'Noodles' },
  bakery: { zh: '烘焙', en: 'Bakeries' },
  supermarket: { zh: '超市', en: 'Supermarkets' },
  shopping: { zh: '购物', en: 'Shopping' },
  crafts: { zh: '手工艺', en: 'Crafts' },
  taxi: { zh: '出租车', en: 'Taxis' },
  transport: { zh: '交通', en: 'Transport' },
  hotel: { zh: '酒店', en: 'Hotels' },
  tickets: { zh: '门票', en: 'Tickets' },
  travel: { zh: '旅行', en: 'Travel' },
  pharmacy: { zh: '药房', en: 'Pharmacies' },
  health: { zh: '医疗健康', en: 'Health' },
  education: { zh: '学习教育', en: 'Education' },
  entertainment: { zh: '娱乐', en: 'Entertainment' },
  home: { zh: '居家', en: 'Home' },
  utilities: { zh: '生活缴费', en: 'Household bills' },
  gifts: { zh: '人情礼物', en: 'Gifts' },
  transfer: { zh: '转账', en: 'Transfers' },
  red_packet: { zh: '红包', en: 'Red packets' },
  saving: { zh: '攒钱', en: 'Savings' },
  topup: { zh: '充值', en: 'Top-ups' },
  withdrawal: { zh: '提现', en: 'Withdrawals' },
  savings: { zh: '储蓄目标', en: 'Saving goals' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Record<Language, string>>

/** Not of a purchase: they name a movement and are not offered as a choice. */
const OF_MOVEMENTS = new Set(['all', 'topup', 'withdrawal', 'savings'])

/** What a person may put a bill into. */
export const chosenCategories: readonly string[] = Object.keys(categories).filter(
  (code) => !OF_MOVEMENTS.has(code),
)

/** The name of a category in one language. */
export function categoryWord(code: string, language: Language): string {
  const known: Partial<Record<string, Record<Language, string>>> = categories
  return known[code]?.[language] ?? code
}
