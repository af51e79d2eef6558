import { useQuery } from '@tanstack/react-query'
import { keptCodes, type OfflineCodes } from '../../../data/offline-codes.ts'
import { useMe } from '../../../session/session.ts'

/** What this phone may show without a network; undefined until the browser has looked. */
export function useKeptCodes(): OfflineCodes | null | undefined {
  const person = useMe().data?.person
  const read = useQuery({
    queryKey: ['offlineCodes.kept', person],
    queryFn: () => (person === undefined ? null : keptCodes(person)),
    staleTime: Infinity,
  })
  return read.error ? null : read.data
}
