import type { Capability } from '@suanpan/contract/licence'
import { createContext, use } from 'react'
import { hasKind, mayGo } from './licence.ts'

/** The paths of all pages there are, so that a link to a page that this build lacks is not drawn. */
export const Places = createContext<ReadonlySet<string>>(new Set())

/**
 * What the operating company's licence lets this wallet do. It comes with the answer that says who is
 * signed in, so no page of one's own is drawn before it is known; undefined for whoever is not.
 */
export const Capabilities = createContext<readonly Capability[] | undefined>(undefined)

/** Whether the wallet does this. */
export function useCan(): (capability: Capability) => boolean {
  const capabilities = use(Capabilities)
  return (capability) => capabilities === undefined || capabilities.includes(capability)
}

/** Whether there can be movements or news of a kind in this wallet. */
export function useHasKind(): (kind: string) => boolean {
  const capabilities = use(Capabilities)
  return (kind) => hasKind(kind, capabilities)
}

/** Whether this wallet has what a link leads to. */
export function useMayGo(): (path: string) => boolean {
  const capabilities = use(Capabilities)
  return (path) => mayGo(path, capabilities)
}

export function useHasPage(): (path: string) => boolean {
  const places = use(Places)
  const may = useMayGo()
  return (path) => places.has(path) && may(path)
}
