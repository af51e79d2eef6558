import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import {
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { Problem } from '../data/problem.ts'
import { api, queryClient, SESSION_KEY } from '../data/queries.ts'

export type Me = ResponseOf<Routes['me']['get']>

const STORAGE_KEY = 'suanpan.wallet.me'
const DEFAULT_ZONE = 'Asia/Shanghai'

const ME = queryOptions<Me | null, Error>({
  queryKey: SESSION_KEY,
  queryFn: async ({ signal }) => {
    try {
      return remember(await api.me.get(undefined, { signal }))
    } catch (error) {
      if (error instanceof Problem && error.code === 'unauthenticated') return remember(null)
      const known = isOffline(error) ? remembered() : undefined
      if (known) return known
      throw error
    }
  },
  staleTime: 60_000,
})

/** Who is signed in; null when nobody is. */
export function useMe(): UseQueryResult<Me | null, Error> {
  return useQuery(ME)
}

/** Asks who is signed in while the page is still on its way: nothing of theirs is asked for before. */
export const askAhead = (): void => void queryClient.prefetchQuery(ME)

/** The zone in which days and months are cut. */
export function useZone(): string {
  return useMe().data?.zone ?? DEFAULT_ZONE
}

export function useSignOut(): UseMutationResult<unknown, Error, void> {
  const client = useQueryClient()
  return useMutation<unknown, Error, void>({
    mutationFn: () => api.me.signOut(),
    onSettled: () => {
      // What was read belongs to whoever read it; the session itself stays, as nobody's, and leads out.
      client.setQueryData(SESSION_KEY, remember(null))
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] })
      // Codes without a network end with the session on the server; the phone drops its key too.
      void import('../data/offline-codes.ts').then(({ forgetCodes }) => forgetCodes())
    },
  })
}

/** Without a network the wallet still opens for whoever was here last; only the server gives anything away. */
function remember<T extends Me | null>(me: T): T {
  try {
    if (me) localStorage.setItem(STORAGE_KEY, JSON.stringify(me))
    else localStorage.removeItem(STORAGE_KEY)
  } catch {
    // A browser that forbids storage opens only with a network.
  }
  return me
}

function remembered(): Me | undefined {
  try {
    const me: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null')
    return typeof me === 'object' && me !== null && 'capabilities' in me ? (me as Me) : undefined
  } catch {
    return undefined
  }
}

function isOffline(error: unknown): boolean {
  return error instanceof Problem && error.code === 'network'
}
