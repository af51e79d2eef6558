import type { RouteObject } from 'react-router'

export const welcomeRoutes: RouteObject[] = [
  {
    path: '/welcome',
    lazy: { Component: async () => (await import('./Welcome.tsx')).Welcome },
  },
]
