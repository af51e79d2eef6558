import type { RouteObject } from 'react-router'

export const collectRoutes: RouteObject[] = [
  { path: '/collect', lazy: { Component: async () => (await import('./Collect.tsx')).Collect } },
]
