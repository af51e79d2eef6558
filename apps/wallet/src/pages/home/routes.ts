import type { RouteObject } from 'react-router'

export const homeRoutes: RouteObject[] = [
  { path: '/', lazy: { Component: async () => (await import('./Home.tsx')).Home } },
]
