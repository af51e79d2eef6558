import { openClient, type CallOptions } from '@suanpan/client'
import {
  keepPreviousData,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { isPassing, retryAfterSeconds } from './problem.ts'

const STALE_MS = 15_000
const RETRIES_MAX = 3
const RETRY_BASE_MS = 800

export const SESSION_KEY = ['session.me', undefined] as const

/** The whole API, typed from the contract. */
export const api = openClient({ onSignedOut: () => queryClient.setQueryData(SESSION_KEY, null) })

export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The server may stand on this very machine: what is asked is sent, whatever the browser thinks of the network.
      networkMode: 'always',
      staleTime: STALE_MS,
      retry: (failures, error) => failures < RETRIES_MAX && isPassing(error),
      retryDelay: (attempt, error) =>
        (retryAfterSeconds(error) ?? 0) * 1000 || RETRY_BASE_MS * 2 ** attempt,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

type Reader<I, O> = (input: I, options?: CallOptions) => Promise<O>
type ReadOptions<O> = {
  enabled?: boolean
  keep?: boolean
  /** How often to read again; a function may stop it, or start it, by what was read last. */
  everyMs?: number | ((data: O | undefined) => number | false)
}

/**
 * Reads from the API: `useRead('people.list', api.people.list, { query })`. The name and the input
 * are the key of what is remembered; `keep` shows the last list until the next one has come.
 */
export function useRead<I, O>(
  name: string,
  reader: Reader<I, O>,
  input: I,
  options: ReadOptions<O> = {},
): UseQueryResult<O, Error> {
  const { everyMs } = options
  return useQuery<O, Error>({
    queryKey: [name, input],
    queryFn: ({ signal }) => reader(input, { signal }),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
    ...(everyMs !== undefined
      ? {
          refetchInterval: (query) =>
            typeof everyMs === 'number' ? everyMs : everyMs(query.state.data),
        }
      : {}),
  })
}

/** Writes through the API and lets what it may have changed be read again. */
export function useWrite<I, O>(
  writer: (input: I) => Promise<O>,
  changes: readonly string[],
): UseMutationResult<O, Error, I> {
  const client = useQueryClient()
  return useMutation<O, Error, I>({
    mutationFn: (input) => writer(input),
    onSettled: async () => {
      await Promise.all(changes.map((name) => client.invalidateQueries({ queryKey: [name] })))
    },
  })
}

/** A new key for a thing to be done once: kept while its dialog is open, so a second try is the same try. */
export function newIdempotencyKey(): string {
  // randomUUID exists only on https and localhost; a console on a company's LAN may have neither.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
