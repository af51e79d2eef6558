import type { Client } from '@suanpan/client'
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useRef } from 'react'
import { Problem } from '../../../data/problem.ts'
import { newIdempotencyKey } from '../../../data/queries.ts'

type Said = { text: string; files: string[] }
/** With a refund it is the answer, without one something is added. */
export type Saying = Said & { refund?: string }

/**
 * Says something in a dispute, once however often it is sent: the key stays the same until the server has
 * answered. What it refused may be tried in another way, under another key.
 */
export function useSay(client: Client, dispute: string): UseMutationResult<unknown, Error, Saying> {
  const queries = useQueryClient()
  const key = useRef(newIdempotencyKey())
  return useMutation<unknown, Error, Saying>({
    mutationFn: ({ refund, ...said }) => {
      const ask = { params: { id: dispute }, idempotencyKey: key.current }
      return refund === undefined
        ? client.disputes.add({ ...ask, body: said })
        : client.disputes.answer({ ...ask, body: { ...said, refund } })
    },
    onError: (error) => {
      if (error instanceof Problem && error.code !== 'network') key.current = newIdempotencyKey()
    },
    onSettled: async () => {
      await Promise.all(
        ['disputes.get', 'disputes.list'].map((name) =>
          queries.invalidateQueries({ queryKey: [name] }),
        ),
      )
    },
  })
}
