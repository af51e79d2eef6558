import { EmptyState } from '@suanpan/ui'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { Failed } from './Failed.tsx'

/** What was read, its bones while it is on the way, or why it did not come. */
export function Loaded<T>(props: {
  read: UseQueryResult<T, Error>
  /** How many rows its bones have. */
  bones?: number
  children: (data: T) => ReactNode
}): ReactNode {
  const { data, error, refetch } = props.read
  if (data !== undefined) return props.children(data)
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return <Bones rows={props.bones ?? 3} />
}

/** Nothing here yet, and what to do next. */
export function Nothing(props: {
  title: string
  hint?: string
  picture?: 'book' | 'search' | 'done'
  action?: ReactNode
}): ReactNode {
  return <EmptyState {...props} />
}

/** The shape of what is coming. */
export function Bones(props: { rows: number }): ReactNode {
  const t = useT()
  return (
    <div className="wt-bones" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: props.rows }, (_, row) => (
        <span key={row} />
      ))}
    </div>
  )
}
