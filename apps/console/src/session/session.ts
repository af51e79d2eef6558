import type { ResponseOf } from '@suanpan/contract/routes/define'
import type { Routes } from '@suanpan/contract/routes'
import type { Capability } from '@suanpan/contract/licence'
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { Problem } from '../data/problem.ts'
import { api, SESSION_KEY } from '../data/queries.ts'

export type Session = ResponseOf<Routes['session']['me']>
export type Role = Session['operator']['role']

const ROLE_RANK: Record<Role, number> = { viewer: 0, operator: 1, approver: 2 }
const DEFAULT_ZONE = 'Asia/Shanghai'

/** Who is signed in; null when nobody is. */
export function useSession(): UseQueryResult<Session | null, Error> {
  return useQuery<Session | null, Error>({
    queryKey: SESSION_KEY,
    queryFn: async ({ signal }) => {
      try {
        return await api.session.me(undefined, { signal })
      } catch (error) {
        if (error instanceof Problem && error.code === 'unauthenticated') return null
        throw error
      }
    },
    staleTime: 60_000,
  })
}

export function useZone(): string {
  return useSession().data?.zone ?? DEFAULT_ZONE
}

/** Whether this operator's role reaches `needed`; the server decides, this only hides what it would refuse. */
export function useMay(needed: Role): boolean {
  const role = useSession().data?.operator.role
  return role !== undefined && ROLE_RANK[role] >= ROLE_RANK[needed]
}

/** Whether the licence of this installation includes it: what it lacks has no place on the screens. */
export function useCan(): (capability: Capability) => boolean {
  const profile = useQuery({
    queryKey: ['profile.get', undefined],
    queryFn: ({ signal }) => api.profile.get(undefined, { signal }),
    staleTime: Infinity,
  })
  return (capability) => profile.data?.capabilities.includes(capability) === true
}

export function useSignOut(): UseMutationResult<unknown, Error, void> {
  const client = useQueryClient()
  return useMutation<unknown, Error, void>({
    mutationFn: () => api.session.signOut(),
    onSettled: () => {
      // What was read belongs to whoever read it; the session itself stays, as nobody's, and leads out.
      client.setQueryData(SESSION_KEY, null)
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] })
    },
  })
}
