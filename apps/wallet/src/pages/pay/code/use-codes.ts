import type { Routes } from '@suanpan/contract/routes'
import type { ResponseOf } from '@suanpan/contract/routes/define'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { api, useRead } from '../../../data/queries.ts'
import { useLive } from '../../../session/live.ts'

export type Found = ResponseOf<Routes['paymentCodes']['get']>
type Shown = ResponseOf<Routes['paymentCodes']['create']>

const ISSUED = 'paymentCodes.create'
/** Without the stream of alerts the phone has to ask, and knows within two seconds all the same. */
const ASK_EVERY_MS = 1_000
/** With it this is only for the case that something between keeps the news back. */
const LOOK_EVERY_MS = 20_000

/** How often to read what a till may change. */
export function useLookEvery(): number {
  return useLive() ? LOOK_EVERY_MS : ASK_EVERY_MS
}

/**
 * The code that is shown, and the one before it: a till that scanned in the last second is answered
 * after the next code has come, so the old one is watched for as long as the new one lives.
 */
export function useCodes() {
  // A code is issued when the page opens and never taken from memory: it is good once.
  const issued = useQuery<Shown, Error>({
    queryKey: [ISSUED],
    queryFn: () => api.paymentCodes.create(),
    gcTime: 0,
    staleTime: Infinity,
    // Without a network the page says so at once, and comes back by itself.
    retry: false,
  })
  const { data: shown, refetch } = issued
  const [before, setBefore] = useState<string>()
  const last = shown?.id
  const renew = useCallback(async (): Promise<void> => {
    const next = await refetch()
    if (next.data && next.data.id !== last) setBefore(last)
  }, [refetch, last])
  useEffect(() => {
    const back = (): void => void renew()
    window.addEventListener('online', back)
    return () => window.removeEventListener('online', back)
  }, [renew])
  const watched = [useFound(last), useFound(before)]
  return { issued, shown, renew, used: watched.find((found) => found && isUsed(found)) }
}

function useFound(id: string | undefined): (Found & { code: string }) | undefined {
  const everyMs = useLookEvery()
  const read = useRead(
    'paymentCodes.get',
    api.paymentCodes.get,
    { params: { id: id ?? '' } },
    { enabled: id !== undefined, everyMs: (found) => (found && isUsed(found) ? false : everyMs) },
  )
  return read.data && id !== undefined ? { ...read.data, code: id } : undefined
}

/** A till asked with it, whatever became of that; one that only expired was not used. */
const isUsed = ({ codePayment, state }: Found): boolean =>
  codePayment !== null || state === 'failed'
