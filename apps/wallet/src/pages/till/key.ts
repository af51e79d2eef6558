import { openClient, type Client } from '@suanpan/client'
import { useState } from 'react'

const STORAGE_KEY = 'suanpan.till.key'

/** The key of the till, kept while the tab is open: whoever closes it has to enter it again. */
export function useTillKey(): [string, (key: string) => void] {
  const [key, setKey] = useState(() => sessionStorage.getItem(STORAGE_KEY) ?? '')
  const keep = (next: string): void => {
    if (next === '') sessionStorage.removeItem(STORAGE_KEY)
    else sessionStorage.setItem(STORAGE_KEY, next)
    setKey(next)
  }
  return [key, keep]
}

/** The API as the merchant's server would call it. */
export function tillClient(apiKey: string): Client {
  return openClient({ apiKey })
}
