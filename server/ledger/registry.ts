import type { Query } from '../platform/index.ts'

export type Asset = {
  code: string
  scale: number
  kind: 'money' | 'points' | 'units' | 'sandbox'
  titleZh: string
  titleEn: string
}
export type ChartCode = {
  code: string
  class: 'asset' | 'liability' | 'income' | 'expense' | 'equity'
  titleZh: string
  titleEn: string
  clearing: boolean
}

type Reader = { query: Query }

/** What may be owned here. */
export function listAssets(db: Reader): Promise<Asset[]> {
  return db.query<Asset>(
    `select code, scale, kind, title_zh as "titleZh", title_en as "titleEn" from ledger.assets order by code`,
  )
}

/** The chart of accounts. */
export function listChart(db: Reader): Promise<ChartCode[]> {
  return db.query<ChartCode>(
    `select code, class, title_zh as "titleZh", title_en as "titleEn", clearing from ledger.chart order by code`,
  )
}
