import { formatAmount, parseAsset } from '@suanpan/kernel/money'
import type { Dated } from './history.ts'

/** What an import came to. Amounts are digits in minor units of `asset`. */
export type Report = {
  run: string
  file: string
  layout: string
  asset: string
  /** The file was imported before; nothing was done now. */
  isRepeated: boolean
  people: number
  merchants: number
  purchases: number
  payments: number
  money: string
  topUps: number
  topUpMoney: string
  pointsEarned: string
  pointsExpired: string
  /** Purchases of 0.00, with nothing to pay. */
  free: number
  /** Lines of the file that could not be taken, and purchases that the books refused. */
  linesRejected: number
  refused: number
  rejectsPath: string | null
  unrecordedItems: number
  emptyBaskets: number
  arePricesInvented: boolean
  /** Programmes whose rule was given a step for the asset. */
  programmes: string[]
  dated: Dated
  /** Days of the first and the last purchase, in the installation's zone. */
  first: string
  last: string
  /** Of this run of the command: an import that went on only counts its own part. */
  speed: Speed
}

export type Speed = { seconds: number; purchases: number; postings: number }

type Row = { zh: string; en: string; value: string }

/** The table that an import ends with. */
export function reportRows(report: Report): Row[] {
  const { asset, speed } = report
  const { code, scale } = parseAsset(asset)
  const money = (digits: string): string =>
    `${formatAmount(BigInt(digits), scale, { group: true })} ${code}`
  const rate = (count: number): string =>
    Math.round(count / Math.max(speed.seconds, 0.001)).toLocaleString('en')
  const rows: Row[] = [
    { zh: '用户', en: 'people', value: count(report.people) },
    { zh: '商户', en: 'merchants', value: count(report.merchants) },
    { zh: '消费记录', en: 'purchases', value: count(report.purchases) },
    { zh: '付款', en: 'payments', value: count(report.payments) },
    { zh: '付款金额', en: 'money', value: money(report.money) },
    { zh: '充值', en: 'top-ups', value: `${count(report.topUps)}, ${money(report.topUpMoney)}` },
    { zh: '获得积分', en: 'points earned', value: count(report.pointsEarned) },
    { zh: '到期积分', en: 'points expired', value: count(report.pointsExpired) },
    { zh: '未导入的行', en: 'rejected rows', value: count(report.linesRejected + report.refused) },
  ]
  if (report.free > 0)
    rows.push({ zh: '零元消费', en: 'purchases of nothing', value: count(report.free) })
  if (report.emptyBaskets > 0)
    rows.push({ zh: '空购物篮', en: 'empty baskets', value: count(report.emptyBaskets) })
  if (!report.isRepeated)
    rows.push(
      { zh: '用时', en: 'seconds', value: speed.seconds.toFixed(1) },
      { zh: '每秒消费', en: 'purchases per second', value: rate(speed.purchases) },
      { zh: '每秒凭证', en: 'postings per second', value: rate(speed.postings) },
    )
  return rows
}

/** What the reader of the table must know besides, in both languages. */
export function reportNotes(report: Report): { zh: string; en: string }[] {
  const notes: { zh: string; en: string }[] = []
  if (report.isRepeated)
    notes.push({
      zh: '此文件以前已导入，未重复记账',
      en: 'imported before: nothing was booked again',
    })
  if (report.arePricesInvented)
    notes.push({
      zh: '文件没有价格：以上金额为系统按固定种子虚构，不是真实价格（可用 --prices 提供价目表）',
      en: 'the file has no prices: these amounts are invented from a fixed seed (give real ones with --prices)',
    })
  if (report.unrecordedItems > 0)
    notes.push({
      zh: `${report.unrecordedItems} 个未记录商品（NONE）已略去；${report.emptyBaskets} 个购物篮因此为空，没有可付的金额`,
      en: `${report.unrecordedItems} items that were not recorded (NONE) are left out; ${report.emptyBaskets} baskets held nothing else, so there is nothing to pay`,
    })
  if (report.free > 0)
    notes.push({
      zh: `${report.free} 笔消费金额为零，没有付款`,
      en: `${report.free} purchases came to nothing, so there is no payment of them`,
    })
  if (report.programmes.length > 0)
    notes.push({
      zh: `积分计划 ${report.programmes.join('、')} 的规则已更新：${report.asset} 每满 1 元得 1 分`,
      en: `the rule of ${report.programmes.join(', ')} now gives 1 point for each full unit of ${report.asset}`,
    })
  notes.push(datedNotes[report.dated])
  if (report.rejectsPath !== null)
    notes.push({
      zh: `未导入的行及原因：${report.rejectsPath}`,
      en: `what was not taken, and why: ${report.rejectsPath}`,
    })
  return notes
}

const datedNotes: Record<Dated, { zh: string; en: string }> = {
  'as history': {
    zh: '账簿原为空：营业日随消费日期推进，月末到期的积分已过期，各日已日终',
    en: 'the books were empty: the business date went with the purchases, points expired at the ends of months, and the days are closed',
  },
  today: {
    zh: '账簿已有记录：营业日为今天，原日期保存为发生时间',
    en: "the books were in use: the business date is today's, the original date is kept as the time of occurrence",
  },
  'as history, then today': {
    zh: '导入期间另有进程记账：营业日先随消费日期推进，其后为今天，原日期保存为发生时间',
    en: "another process booked meanwhile: the business date went with the purchases at first and is today's for the rest, the original date is kept as the time of occurrence",
  },
}

function count(value: number | string): string {
  return BigInt(value).toLocaleString('en')
}
