import { z } from 'zod'

/** The clocks of a dispute, and what of it one operator decides alone. */
export type DisputeConfig = {
  /** How long after a payment a dispute may be opened. */
  openDays: number
  /** How long the merchant has; then it escalates by itself. */
  answerHours: number
  /** How long the person has after an answer; then it is over. */
  escalateDays: number
  /** What is promised for an operator's decision. */
  decideDays: number
  /** Minor units; a decision that refunds more needs a second operator. */
  aloneMax: bigint
}

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to)

export const disputeSettings = {
  SUANPAN_DISPUTE_OPEN_DAYS: wholeNumber(1, 730).default(180),
  SUANPAN_DISPUTE_ANSWER_HOURS: wholeNumber(1, 720).default(72),
  SUANPAN_DISPUTE_ESCALATE_DAYS: wholeNumber(1, 90).default(7),
  SUANPAN_DISPUTE_DECIDE_DAYS: wholeNumber(1, 90).default(15),
  SUANPAN_DISPUTE_ALONE_MAX: wholeNumber(0, 999_999_999).default(100_000),
}

export const disputeExpectations = {
  SUANPAN_DISPUTE_OPEN_DAYS: { zh: '1 至 730 的整数', en: 'a whole number from 1 to 730' },
  SUANPAN_DISPUTE_ANSWER_HOURS: { zh: '1 至 720 的整数', en: 'a whole number from 1 to 720' },
  SUANPAN_DISPUTE_ESCALATE_DAYS: { zh: '1 至 90 的整数', en: 'a whole number from 1 to 90' },
  SUANPAN_DISPUTE_DECIDE_DAYS: { zh: '1 至 90 的整数', en: 'a whole number from 1 to 90' },
  SUANPAN_DISPUTE_ALONE_MAX: {
    zh: '最小货币单位的整数',
    en: 'a whole number of minor units',
  },
}

const Given = z.object(disputeSettings)

export const disputesOf = (settings: z.output<typeof Given>): DisputeConfig => ({
  openDays: settings.SUANPAN_DISPUTE_OPEN_DAYS,
  answerHours: settings.SUANPAN_DISPUTE_ANSWER_HOURS,
  escalateDays: settings.SUANPAN_DISPUTE_ESCALATE_DAYS,
  decideDays: settings.SUANPAN_DISPUTE_DECIDE_DAYS,
  aloneMax: BigInt(settings.SUANPAN_DISPUTE_ALONE_MAX),
})
