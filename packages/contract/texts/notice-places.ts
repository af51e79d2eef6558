import type { NoticeCode, NoticeTab } from './notices.ts'

/**
 * The page of the wallet on which the thing is that a notice tells of, below `/wallet`; undefined
 * where there is none. A transfer that settled a shared book leads into the book.
 */
export function noticePlace({
  code,
  params,
  tab,
}: {
  code: NoticeCode
  params: { [name: string]: string }
  tab: NoticeTab
}): string | undefined {
  const { transfer, redPacket, dispute, conversation, agreement, book, expense, goal } = params
  const { payment, refund } = params
  // It has no bill: what became of it stands on its own page.
  if (code === 'payment.not_made' && payment !== undefined) return `/payments/${payment}`
  if (refund !== undefined && code.startsWith('refund.')) return `/bills/${refund}`
  if (agreement !== undefined) return `/agreements/${agreement}`
  if (conversation !== undefined) return `/service/${conversation}`
  if (dispute !== undefined) return `/disputes/${dispute}`
  if (redPacket !== undefined) return `/red-packets/${redPacket}`
  if (goal !== undefined) return `/goals/${goal}`
  if (params['withdrawal'] !== undefined) return `/withdraw/${params['withdrawal']}`
  if (tab === 'security') return '/me/security'
  // Whoever was only asked in finds the invitation beside their books.
  if (code === 'book.invited') return '/books'
  if (book !== undefined && expense !== undefined) return `/books/${book}/expenses/${expense}`
  if (book !== undefined) return `/books/${book}`
  return transfer === undefined ? undefined : `/transfers/${transfer}`
}
