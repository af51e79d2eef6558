import type { RouteObject } from 'react-router'

export const transferRoutes: RouteObject[] = [
  { path: '/transfer', lazy: { Component: async () => (await import('./Whom.tsx')).Whom } },
  {
    path: '/transfer/amount',
    lazy: { Component: async () => (await import('./Amount.tsx')).HowMuch },
  },
  {
    path: '/transfers/:id',
    lazy: { Component: async () => (await import('./Detail.tsx')).Detail },
  },
]
