import { useQueryClient } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { useLanguage } from '../i18n/index.ts'
import { setLive } from './live.ts'

/** What a notice may have changed on the screen. */
const CHANGED = [
  'notices.list',
  'notices.unread',
  'me.holdings',
  'bills.list',
  'bills.get',
  'transfers.get',
  'redPackets.get',
  'redPackets.received',
  'contacts.list',
  'codeRequests.list',
  'codeRequests.get',
  'paymentCodes.get',
  'myPayments.get',
  'myCheckouts.get',
  'myDisputes.get',
  'myConversations.get',
  'books.list',
  'books.get',
  'bookExpenses.list',
  'bookExpenses.get',
  'bookInvitations.list',
  'goals.list',
  'goals.get',
]

/** Listens for as long as somebody is signed in: what happened to their money is there at once. */
export function Live(): ReactNode {
  const client = useQueryClient()
  const language = useLanguage()
  useEffect(() => {
    const source = new EventSource('/v1/me/events')
    const readAgain = (): void => {
      for (const name of CHANGED) void client.invalidateQueries({ queryKey: [name] })
    }
    const hear = (event: MessageEvent<string>): void => {
      readAgain()
      void tell(event.data, language)
    }
    // What happened before the stream stood is not told by it.
    const stands = (): void => {
      setLive(true)
      readAgain()
    }
    const broke = (): void => setLive(false)
    source.addEventListener('open', stands)
    source.addEventListener('error', broke)
    source.addEventListener('notice', hear)
    return () => {
      source.close()
      setLive(false)
    }
  }, [client, language])
  return null
}

/** The words come over the wire when the first of them is needed. */
async function tell(data: string, language: 'zh' | 'en'): Promise<void> {
  const [{ wordsOf }, { say }] = await Promise.all([
    import('../pages/messages/words.ts'),
    import('../parts/state/say.ts'),
  ])
  const notice = JSON.parse(data)
  if (notice.quiet === true) return
  const { title, body } = wordsOf(notice, language)
  say(`${title} · ${body}`)
}
