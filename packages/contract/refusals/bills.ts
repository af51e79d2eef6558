/** Bills, categories, budgets and their exports. */
export const billRefusals = {
  bill_not_found: { status: 404, zh: '账单 {bill} 不存在', en: 'There is no bill {bill}' },
  category_needs_merchant: {
    status: 409,
    zh: '只有与商户的账单可以设为“以后都这样分类”',
    en: 'Only bills with a merchant can be given a category for ever',
  },
  tip_not_found: {
    status: 404,
    zh: '没有这条提示 {tip}',
    en: 'There is no tip {tip}',
  },
  too_many_budgets: {
    status: 409,
    zh: '最多可以设 {max} 个预算',
    en: 'There can be at most {max} budgets',
  },
  statement_font_missing: {
    status: 409,
    zh: '服务器上没有可用的中文字体，无法生成 PDF，请导出 CSV',
    en: 'No font with Chinese is installed, so there is no PDF: export the CSV instead',
  },
  statement_too_long: {
    status: 409,
    zh: 'PDF 最多 {max} 笔账单，请缩短期间或导出 CSV',
    en: 'A PDF holds at most {max} bills: choose a shorter period or export the CSV',
  },
} as const satisfies Record<string, { status: number; zh: string; en: string }>
