import type { Routes } from '@suanpan/contract/routes'
import type { BodyOf, ResponseOf } from '@suanpan/contract/routes/define'
import { useState } from 'react'
import { api, useWrite } from '../../../data/queries.ts'

export type Quote = ResponseOf<Routes['quotes']['create']>
/** A refusal may say that a link has ended meanwhile: then its page says so. */
const CHANGES = ['myCheckouts.get']

type Wish = BodyOf<Routes['quotes']['create']>

/** Asks what a payment would be, again whenever another source is to pay. */
export function useQuote(wish: Wish) {
  const [quote, setQuote] = useState<Quote>()
  const asking = useWrite(api.quotes.create, CHANGES)
  const ask = (source?: string): void =>
    asking.mutate(
      { body: { ...wish, ...(source !== undefined && { source }) } },
      { onSuccess: setQuote },
    )
  return {
    quote,
    ask,
    busy: asking.isPending,
    error: asking.error,
    leave: () => setQuote(undefined),
  }
}
