/**
 * Why a line of a file was not taken. `{name}` in a sentence is replaced by the detail of that name.
 */
export const lineProblems = {
  quote_not_closed: { zh: '引号没有闭合', en: 'a quote is opened and never closed' },
  columns_missing: {
    zh: '只有 {found} 列，需要 {needed} 列',
    en: '{found} columns, {needed} needed',
  },
  layout_differs: {
    zh: '与文件的固定列格式不符',
    en: 'not in the fixed columns of this file',
  },
  person_missing: { zh: '没有用户编号', en: 'the person is missing' },
  basket_missing: { zh: '没有购物篮编号', en: 'the basket number is missing' },
  text_too_long: {
    zh: '“{column}”超过 {max} 个字符',
    en: '{column} is longer than {max} characters',
  },
  date_unreadable: { zh: '日期看不懂：{text}', en: 'not a date that is understood: {text}' },
  date_ambiguous: {
    zh: '日期 {text} 可以是两个不同的日子，请用 --dates dmy 或 --dates mdy 说明',
    en: '{text} can be two different days: say --dates dmy or --dates mdy',
  },
  date_out_of_range: {
    zh: '日期 {text} 早于 1970-01-01 或晚于现在',
    en: '{text} is before 1970-01-01 or later than now',
  },
  amount_unreadable: {
    zh: '金额看不懂：{text}（{asset}）',
    en: 'not an amount of {asset}: {text}',
  },
  amount_negative: {
    zh: '金额为负：{text}（退款不在导入之列）',
    en: 'a negative amount: {text} (refunds are not imported)',
  },
  amount_too_large: { zh: '金额过大：{text}', en: 'the amount is too large: {text}' },
  price_missing: { zh: '价目表里没有“{item}”', en: 'the price list has no {item}' },
  posting_refused: { zh: '记账被拒：{code}', en: 'the books refused it: {code}' },
} as const

export type LineProblemCode = keyof typeof lineProblems

export type LineProblem = { code: LineProblemCode; details: Record<string, string | number> }

export type Rejected = { line: number; text: string; problem: LineProblem }

export function problem(
  code: LineProblemCode,
  details: Record<string, string | number> = {},
): LineProblem {
  return { code, details }
}

export function sayProblem({ code, details }: LineProblem, language: 'zh' | 'en'): string {
  return lineProblems[code][language].replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(details[name] ?? ''),
  )
}

/** What stops an import as a whole, said to the operator in both languages; nothing was booked. */
export class ImportProblem extends Error {
  override readonly name = 'ImportProblem'
  readonly zh: string
  readonly en: string

  constructor(zh: string, en: string) {
    super(en)
    this.zh = zh
    this.en = en
  }
}
