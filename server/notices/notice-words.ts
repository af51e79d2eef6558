import { noticeTemplates, UNNAMED, type NoticeCode } from '@suanpan/contract/texts/notices'
import { formatAmount, parseAsset } from '@suanpan/kernel/money'
import type { NoticeParams } from './notices.ts'

/** The words of a notice for those who read it outside of the app. */
export function noticeWords({
  code,
  params,
  language,
  zone,
}: {
  code: NoticeCode
  params: NoticeParams
  language: 'zh' | 'en'
  /** Of the clocks that times are told by. */
  zone: string
}): { title: string; text: string } {
  const { title, body } = noticeTemplates[code]
  const text = body[language].replace(
    /\{([a-zA-Z]+)(:money|:time)?\}/g,
    (_whole, name: string, how: string | undefined) => {
      const value = params[name]
      if (value === undefined) return name === 'name' ? UNNAMED[language] : ''
      if (how === ':time') return moment(value, zone)
      return how === undefined ? value : written(value, params['asset'] ?? '')
    },
  )
  return { title: title[language], text }
}

/** `2026-03-03 12:00`, which both languages read. */
function moment(at: string, zone: string): string {
  const style = { dateStyle: 'short', timeStyle: 'short', timeZone: zone } as const
  return new Intl.DateTimeFormat('sv-SE', style).format(new Date(at))
}

function written(amount: string, asset: string): string {
  const { code, scale } = parseAsset(asset)
  const digits = formatAmount(BigInt(amount), scale, { group: true })
  return code === 'CNY' ? `¥${digits}` : `${digits} ${code}`
}
