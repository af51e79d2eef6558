import { useQueryClient } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import type { Certainty } from '../../parts/act/Result.tsx'
import { useLabel } from '../../i18n/index.ts'
import { now } from '../../data/clock.ts'

type State =
  'review' | 'requested' | 'processing' | 'succeeded' | 'failed' | 'reversed' | 'given_back'

const SOON_MS = 1_500
const LATER_MS = 5_000
const REVIEW_MS = 15_000

/** Nobody has said yet how it ends: an operator who looks at it first, or the bank. */
export const isOpen = (state: State): boolean =>
  state === 'review' || state === 'requested' || state === 'processing'

/** What is certain of an order. */
export function certaintyOf(state: State): Certainty {
  if (isOpen(state)) return 'processing'
  return state === 'succeeded' ? 'done' : 'failed'
}

/** Read again while nobody has spoken: often at first, less when it takes its time or people look at it. */
export function rhythmOf(order: { state: State; expectedAt: string } | undefined): number | false {
  if (order && !isOpen(order.state)) return false
  if (order?.state === 'review') return REVIEW_MS
  return order && isLate(order) ? LATER_MS : SOON_MS
}

export const isLate = ({ expectedAt }: { expectedAt: string }): boolean =>
  new Date(expectedAt) < now()

/** Balances and bills have changed when an order ends. */
export function useEnding(state: State | undefined): void {
  const client = useQueryClient()
  useEffect(() => {
    if (state !== undefined && !isOpen(state))
      void client.invalidateQueries({ refetchType: 'none' })
  }, [client, state])
}

/** Why the bank did not do it. */
export function Why(props: { code: string | null }): ReactNode {
  const label = useLabel()
  return props.code === null ? null : label('bankCode', props.code)
}
