import { noticeTemplates, UNNAMED } from '@suanpan/contract/texts/notices'
import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { formatAmount } from '@suanpan/ui'
import type { Language } from '../../preferences.ts'

export type Notice = ResponseOf<Routes['notices']['list']>['items'][number]

/** The words of a notice in one language, with its numbers filled in. */
export function wordsOf(notice: Notice, language: Language): { title: string; body: string } {
  const { title, body } = noticeTemplates[notice.code]
  const { params } = notice
  const filled = body[language].replace(
    /\{([a-zA-Z]+)(:money)?\}/g,
    (_whole, name: string, money: string | undefined) => {
      const value = params[name]
      if (value === undefined) return name === 'name' ? UNNAMED[language] : ''
      return money === undefined ? value : formatAmount(value, params['asset'] ?? '')
    },
  )
  return { title: title[language], body: filled }
}
