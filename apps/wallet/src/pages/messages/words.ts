import { noticeTemplates, UNNAMED } from '@suanpan/contract/texts/notices'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { formatAmount } from '@suanpan/ui'
import type { Language } from '../../preferences.ts'
import { momentOf } from '../../parts/time/dates.ts'

export type Notice = ResponseOf<Routes['notices']['list']>['items'][number]

/** The words of a notice in one language, with its numbers and times filled in. */
export function wordsOf(
  notice: Notice,
  language: Language,
  zone = new Intl.DateTimeFormat().resolvedOptions().timeZone,
): { title: string; body: string } {
  const { title, body } = noticeTemplates[notice.code]
  const { params } = notice
  const filled = body[language].replace(
    /\{([a-zA-Z]+)(:money|:time)?\}/g,
    (_whole, name: string, how: string | undefined) => {
      const value = params[name]
      if (value === undefined) return name === 'name' ? UNNAMED[language] : ''
      if (how === ':time') return momentOf(value, zone)
      return how === undefined ? value : formatAmount(value, params['asset'] ?? '')
    },
  )
  return { title: title[language], body: filled }
}
