import type { RouteObject } from 'react-router'

export const disputeRoutes: RouteObject[] = [
  {
    path: '/disputes',
    lazy: { Component: async () => (await import('./Disputes.tsx')).Disputes },
  },
  {
    path: '/disputes/new/:payment',
    lazy: { Component: async () => (await import('./Open.tsx')).Open },
  },
  {
    path: '/disputes/:id',
    lazy: { Component: async () => (await import('./Dispute.tsx')).Dispute },
  },
]
