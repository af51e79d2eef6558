import { useSearchParams } from 'react-router'

/** Filters live in the URL: a filtered list can be reloaded, bookmarked and sent to a colleague. */
export function useFilters<K extends string>(
  names: readonly K[],
): {
  values: Partial<Record<K, string>>
  set: (change: Partial<Record<K, string | undefined>>) => void
  any: boolean
} {
  const [search, setSearch] = useSearchParams()
  const values: Partial<Record<K, string>> = {}
  for (const name of names) {
    const value = search.get(name)
    if (value) values[name] = value
  }
  const set = (change: Partial<Record<K, string | undefined>>): void => {
    const next = new URLSearchParams(search)
    for (const name of names) {
      if (!(name in change)) continue
      const value = change[name]
      if (value) next.set(name, value)
      else next.delete(name)
    }
    // Another filter is another list: its first leaf.
    next.delete('cursor')
    setSearch(next, { replace: true })
  }
  return { values, set, any: Object.keys(values).length > 0 }
}
