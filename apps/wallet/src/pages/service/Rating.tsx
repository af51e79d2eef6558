import { StarFill, StarOutline } from 'antd-mobile-icons'
import type { ReactNode } from 'react'
import { api, useWrite } from '../../data/queries.ts'
import { useT } from '../../i18n/index.ts'
import { Failed } from '../../parts/state/Failed.tsx'
import { CONVERSATION_CHANGES } from './changes.ts'

const STARS = [1, 2, 3, 4, 5] as const

/** How good the answer was, in one tap; another tap changes it. */
export function Rating(props: { conversation: { id: string; rating: number | null } }): ReactNode {
  const t = useT()
  const { id, rating } = props.conversation
  const rate = useWrite(api.myConversations.rate, CONVERSATION_CHANGES)
  const given = rating ?? 0
  return (
    <section className="wt-card service-rating">
      <h2>{t(rating === null ? 'service.rate' : 'service.rated')}</h2>
      <div role="group" aria-label={t('service.rate')}>
        {STARS.map((stars) => (
          <button
            key={stars}
            type="button"
            className="wt-plain"
            aria-label={t('service.stars', { stars })}
            aria-pressed={stars === rating}
            disabled={rate.isPending}
            onClick={() => rate.mutate({ params: { id }, body: { rating: stars } })}
          >
            {stars <= given ? <StarFill aria-hidden="true" /> : <StarOutline aria-hidden="true" />}
          </button>
        ))}
      </div>
      {rate.error ? <Failed error={rate.error} /> : null}
    </section>
  )
}
