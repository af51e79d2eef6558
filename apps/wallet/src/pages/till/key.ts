import { openClient, type Client } from '@suanpan/client'
import { useState } from 'react'

const STORAGE_KEY = 'suanpan.till.key'

/**
 * The key of the till, kept while the tab is open: whoever closes it has to enter it again. A link
 * may bring it behind `#`, which no server ever sees; it does not stay in the address.
 */
export function useTillKey(): [string, (key: string) => void] {
  const [key, setKey] = useState(broughtKey)
  const keep = (next: string): void => {
    if (next === '') sessionStorage.removeItem(STORAGE_KEY)
    else sessionStorage.setItem(STORAGE_KEY, next)
    setKey(next)
  }
  return [key, keep]
}

function broughtKey(): string {
  const brought = window.location.hash.slice(1)
  if (!brought.startsWith('sk_')) return sessionStorage.getItem(STORAGE_KEY) ?? ''
  sessionStorage.setItem(STORAGE_KEY, brought)
  window.history.replaceState(window.history.state, '', window.location.pathname)
  return brought
}

/** The API as the merchant's server would call it. */
export function tillClient(apiKey: string): Client {
  return openClient({ apiKey })
}
