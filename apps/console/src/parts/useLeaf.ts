import { useLocation, useNavigate, useSearchParams } from 'react-router'
import type { Leaf } from './DataTable.tsx'

/**
 * The cursor of a list lives in the URL, so a leaf can be linked to and the browser's own back works.
 * The cursors before it travel in the history entry for the button that turns back.
 */
export function useLeaf(parameter = 'cursor'): Leaf & { cursor: string | undefined } {
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const location = useLocation()
  const cursor = search.get(parameter) ?? undefined
  const before = beforeOf(location.state)
  const go = (to: string | undefined, stack: (string | null)[]): void => {
    const params = new URLSearchParams(search)
    if (to) params.set(parameter, to)
    else params.delete(parameter)
    void navigate({ search: params.toString() }, { state: { before: stack } })
  }
  return {
    cursor,
    first: cursor === undefined,
    onNext: (next) => go(next, [...before, cursor ?? null]),
    onPrevious: () => go(before.at(-1) ?? undefined, before.slice(0, -1)),
  }
}

function beforeOf(state: unknown): (string | null)[] {
  if (typeof state !== 'object' || state === null || !('before' in state)) return []
  const { before } = state
  return Array.isArray(before) ? before.filter((c) => c === null || typeof c === 'string') : []
}
