import type { RouteObject } from 'react-router'

export const tillRoutes: RouteObject[] = [
  { path: '/till', lazy: { Component: async () => (await import('./Till.tsx')).Till } },
]
