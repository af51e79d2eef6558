import { useQueryClient } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { useLanguage } from '../i18n/index.ts'

/** What a notice may have changed on the screen. */
const CHANGED = ['notices.list', 'notices.unread', 'me.holdings', 'transfers.get', 'contacts.list']

/** Listens for as long as somebody is signed in: what happened to their money is there at once. */
export function Live(): ReactNode {
  const client = useQueryClient()
  const language = useLanguage()
  useEffect(() => {
    const source = new EventSource('/v1/me/events')
    const hear = (event: MessageEvent<string>): void => {
      for (const name of CHANGED) void client.invalidateQueries({ queryKey: [name] })
      void tell(event.data, language)
    }
    source.addEventListener('notice', hear)
    return () => source.close()
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
