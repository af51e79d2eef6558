import type { RouteObject } from 'react-router'

export const agreementRoutes: RouteObject[] = [
  {
    path: '/agreements',
    lazy: { Component: async () => (await import('./Agreements.tsx')).Agreements },
  },
  {
    path: '/agreements/sign/:offer',
    lazy: { Component: async () => (await import('./Sign.tsx')).Sign },
  },
  {
    path: '/agreements/:id',
    lazy: { Component: async () => (await import('./Agreement.tsx')).Agreement },
  },
]
