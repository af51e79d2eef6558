import { createContext, use } from 'react'

/** The paths of all pages there are, so that a link to a page that this build lacks is not drawn. */
export const Places = createContext<ReadonlySet<string>>(new Set())

export function useHasPage(): (path: string) => boolean {
  const places = use(Places)
  return (path) => places.has(path)
}
